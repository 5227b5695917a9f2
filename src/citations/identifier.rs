//! Identifiers of books, journals, people and papers: where a text gives one, and whether it can be right.

use crate::text::Span;

use super::address::{Address, snapshot_time};

/// The identifiers that can be told wrong without looking them up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A book.
    Isbn,
    /// A journal.
    Issn,
    /// A researcher.
    Orcid,
    /// A paper.
    Doi,
    /// A paper on arXiv.
    Arxiv,
    /// A paper in PubMed.
    Pmid,
    /// A paper in PubMed Central.
    Pmcid,
    /// A copy in the Wayback Machine.
    Wayback,
}

impl Scheme {
    /// The name writers know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Scheme::Isbn => "ISBN",
            Scheme::Issn => "ISSN",
            Scheme::Orcid => "ORCID",
            Scheme::Doi => "DOI",
            Scheme::Arxiv => "arXiv number",
            Scheme::Pmid => "PMID",
            Scheme::Pmcid => "PMCID",
            Scheme::Wayback => "Wayback timestamp",
        }
    }

    /// Whether an identifier, with its hyphens and spaces, can be right.
    pub fn is_valid(self, written: &str) -> bool {
        match self {
            Scheme::Isbn => match compact(written).len() {
                10 => isbn10(&compact(written)),
                13 => isbn13(&compact(written)),
                _ => false,
            },
            Scheme::Issn => issn(&compact(written)),
            Scheme::Orcid => orcid(&compact(written)),
            Scheme::Doi => doi(written),
            Scheme::Arxiv => arxiv(written),
            Scheme::Pmid => written.len() <= 8 && written.bytes().all(|byte| byte.is_ascii_digit()),
            Scheme::Pmcid => {
                let digits = written.trim_start_matches("PMC").trim_start_matches("pmc");
                digits.len() <= 8 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            }
            Scheme::Wayback => written.len() <= 14 && snapshot_time(written).is_some(),
        }
    }

    /// The check character that would fit the rest, where there is one.
    pub fn check_character(self, written: &str) -> Option<char> {
        let digits = compact(written);
        let kept = digits.len().checked_sub(1)?;
        let base = &digits[..kept];
        if !base.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        "0123456789X".chars().find(|last| {
            let whole = format!("{base}{last}");
            match (self, whole.len()) {
                (Scheme::Isbn, 10) => isbn10(&whole),
                (Scheme::Isbn, 13) => isbn13(&whole),
                (Scheme::Issn, 8) => issn(&whole),
                (Scheme::Orcid, 16) => orcid(&whole),
                _ => false,
            }
        })
    }
}

/// Digits and check letters alone, in upper case.
fn compact(written: &str) -> String {
    written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The values of digits and a final X; `None` when anything else is there.
fn values(id: &str) -> Option<Vec<u32>> {
    let last = id.len().checked_sub(1)?;
    id.char_indices().map(|(at, c)| if at == last && c == 'X' { Some(10) } else { c.to_digit(10) }).collect()
}

fn isbn10(id: &str) -> bool {
    let sum = |values: Vec<u32>| {
        values.iter().zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>()
    };
    id.len() == 10 && values(id).map(sum).is_some_and(|sum| sum.is_multiple_of(11))
}

fn isbn13(id: &str) -> bool {
    let sum = |values: Vec<u32>| {
        values.iter().enumerate().map(|(at, value)| value * if at % 2 == 0 { 1 } else { 3 }).sum::<u32>()
    };
    id.len() == 13
        && (id.starts_with("978") || id.starts_with("979"))
        && !id.ends_with('X')
        && values(id).map(sum).is_some_and(|sum| sum.is_multiple_of(10))
}

fn issn(id: &str) -> bool {
    let sum = |values: Vec<u32>| {
        values.iter().zip((1..=8).rev()).map(|(value, weight)| value * weight).sum::<u32>()
    };
    id.len() == 8 && values(id).map(sum).is_some_and(|sum| sum.is_multiple_of(11))
}

/// ISO 7064, mod 11-2.
fn orcid(id: &str) -> bool {
    let Some(values) = values(id).filter(|values| values.len() == 16) else { return false };
    let total = values[..15].iter().fold(0, |total, value| (total + value) * 2);
    (12 - total % 11) % 11 == values[15]
}

/// `10.`, four to nine digits, perhaps more parts, a slash, anything.
fn doi(id: &str) -> bool {
    // In an address the slash may be written as its code.
    let parts = id.split_once('/').or_else(|| id.split_once("%2F")).or_else(|| id.split_once("%2f"));
    let Some((prefix, suffix)) = parts else { return false };
    let mut parts = prefix.split('.');
    let registry = parts.next() == Some("10");
    let registrant = parts.next().is_some_and(|digits| {
        (4..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    registry && registrant && parts.all(|part| !part.is_empty()) && !suffix.trim().is_empty()
}

/// `2405.01234v2` since April 2007; `hep-th/9901001` before.
fn arxiv(id: &str) -> bool {
    let bare = match id.rsplit_once(['v', 'V']) {
        Some((bare, version)) if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) => {
            bare
        }
        _ => id,
    };
    let month = |digits: &str| {
        digits
            .get(2..4)
            .and_then(|month| month.parse::<u8>().ok())
            .is_some_and(|month| (1..=12).contains(&month))
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((_, number)) = bare.split_once('/') {
        return number.len() == 7 && all_digits(number) && month(number);
    }
    let Some((date, number)) = bare.split_once('.') else { return false };
    let year: u16 = date.get(..2).and_then(|year| year.parse().ok()).unwrap_or_default();
    let length = if year >= 15 { 5 } else { 4 };
    date.len() == 4
        && all_digits(date)
        && month(date)
        && year >= 7
        && number.len() == length
        && all_digits(number)
}

/// The identifiers that a text labels as such: "ISBN 978-…", "doi:10.…", "arXiv:2405.01234".
pub fn labelled(text: &str) -> Vec<(Scheme, Span)> {
    const LABELS: [(&str, Scheme); 7] = [
        ("isbn", Scheme::Isbn),
        ("issn", Scheme::Issn),
        ("orcid", Scheme::Orcid),
        ("doi", Scheme::Doi),
        ("arxiv", Scheme::Arxiv),
        ("pmid", Scheme::Pmid),
        ("pmcid", Scheme::Pmcid),
    ];
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'i' | b'I' | b'o' | b'O' | b'd' | b'D' | b'a' | b'A' | b'p' | b'P'))
    {
        let start = at + step;
        at = start + 1;
        if start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'/') {
            continue;
        }
        let label = LABELS.iter().find(|(label, _)| {
            bytes
                .get(start..start + label.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(label.as_bytes()))
        });
        let Some(&(label, scheme)) = label else { continue };
        if let Some(span) = after_label(text, start + label.len(), scheme) {
            at = span.end;
            found.push((scheme, span));
        }
    }
    found
}

/// The identifier after its label: "-13:", ": ", " " may come between.
fn after_label(text: &str, from: usize, scheme: Scheme) -> Option<Span> {
    let rest = text.get(from..)?;
    let mut at = 0;
    if scheme == Scheme::Isbn || scheme == Scheme::Issn {
        for kind in ["-13", "-10", " 13", " 10", "-L", "-l"] {
            let ends = |after: Option<char>| after.is_none_or(|c| c == ':' || c.is_whitespace());
            if rest.starts_with(kind) && ends(rest[kind.len()..].chars().next()) {
                at = kind.len();
            }
        }
        if rest[at..].starts_with('s') {
            at += 1;
        }
    }
    let between = rest[at..].find(|c: char| !matches!(c, ':' | ' ' | '\u{a0}' | '#' | '.')).unwrap_or(0);
    at += between;
    // A DOI needs its colon or a space; "doing" is no label.
    if between == 0 || between > 4 {
        return None;
    }
    let body = &rest[at..];
    let length = match scheme {
        Scheme::Doi => {
            if !body.starts_with("10.") {
                return None;
            }
            let end = body
                .find(|c: char| c.is_whitespace() || "<>\"”’|{}[]\u{fffc}".contains(c))
                .unwrap_or(body.len());
            body[..end].trim_end_matches(['.', ',', ';', ')', ':']).len()
        }
        Scheme::Arxiv => {
            let end = body
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-')))
                .unwrap_or(body.len());
            let length = body[..end].trim_end_matches(['.', '-', '/']).len();
            if !body[..length].bytes().any(|byte| byte.is_ascii_digit())
                || !body[..length].contains(['.', '/'])
            {
                return None;
            }
            length
        }
        Scheme::Pmid | Scheme::Pmcid => {
            let digits = body.trim_start_matches("PMC");
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            (length > 0).then_some(body.len() - digits.len() + length)?
        }
        Scheme::Isbn | Scheme::Issn | Scheme::Orcid | Scheme::Wayback => grouped(body, scheme)?,
    };
    Some(Span::new(from + at, from + at + length))
}

/// The length of digits in groups. Of several ends at which a number may stop, one at which it is right wins.
fn grouped(body: &str, scheme: Scheme) -> Option<usize> {
    let wanted: &[usize] = match scheme {
        Scheme::Isbn => &[13, 10],
        Scheme::Issn => &[8],
        _ => &[16],
    };
    let mut digits = 0;
    let mut ends = Vec::new();
    let mut spaced = false;
    for (at, c) in body.char_indices() {
        let is_check = matches!(c, 'X' | 'x') && digits > 0;
        if c.is_ascii_digit() || is_check {
            digits += 1;
            let next = body[at + 1..].chars().next();
            if next.is_none_or(|next| !next.is_alphanumeric()) {
                ends.push((digits, at + 1, spaced));
            }
            if is_check || digits > 20 {
                break;
            }
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}') || c == ' ' {
            spaced |= c == ' ';
            let before = body[..at].chars().next_back();
            if !before.is_some_and(|before| before.is_ascii_digit()) {
                break;
            }
        } else {
            break;
        }
    }
    let of_length = ends.iter().filter(|(count, ..)| wanted.contains(count));
    let right = of_length.clone().find(|(_, end, _)| scheme.is_valid(&body[..*end]));
    let (count, end, _) = right.or_else(|| of_length.max()).or_else(|| {
        // A digit too many or too few, written in one piece.
        ends.last()
            .filter(|(count, _, spaced)| !spaced && wanted.iter().any(|wanted| count.abs_diff(*wanted) == 1))
    })?;
    (*count > 0).then_some(*end)
}

/// The identifier that an address holds.
pub fn in_address(url: &str) -> Option<(Scheme, Span)> {
    let address = Address::read(url)?;
    let path = address.path();
    let start = url.len() - url[url.find(path)?..].len();
    let after = |prefix: &str| {
        let rest = path.strip_prefix(prefix)?;
        let at = start + prefix.len();
        Some((rest, at))
    };
    if address.is_on("doi.org") {
        let (rest, at) = after("/")?;
        let rest = rest.trim_end_matches(['.', ',', ';', ')']);
        // Other paths there are short DOIs and pages about DOIs.
        return rest.starts_with("10.").then(|| (Scheme::Doi, Span::new(at, at + rest.len())));
    }
    if address.is_on("orcid.org") {
        let (rest, at) = after("/")?;
        let end = rest.find('/').unwrap_or(rest.len());
        let is_number = rest[..end].len() > 12
            && rest[..end].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X' | b'x'));
        return is_number.then(|| (Scheme::Orcid, Span::new(at, at + end)));
    }
    if address.is_on("arxiv.org") {
        let (rest, at) = after("/abs/").or_else(|| after("/pdf/"))?;
        let rest = rest.trim_end_matches(".pdf").trim_end_matches('/');
        return rest
            .bytes()
            .any(|byte| byte.is_ascii_digit())
            .then(|| (Scheme::Arxiv, Span::new(at, at + rest.len())));
    }
    let (stamp, span) = address.snapshot()?;
    (stamp.len() >= 14).then_some((Scheme::Wayback, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str, bool)> {
        labelled(text)
            .into_iter()
            .map(|(scheme, span)| (scheme.name(), span.of(text), scheme.is_valid(span.of(text))))
            .collect()
    }

    #[test]
    fn check_digits_tell_right_from_wrong() {
        assert!(Scheme::Isbn.is_valid("978-3-16-148410-0") && !Scheme::Isbn.is_valid("978-3-16-148410-1"));
        assert!(Scheme::Isbn.is_valid("0-306-40615-2") && Scheme::Isbn.is_valid("080442957X"));
        assert!(Scheme::Issn.is_valid("0378-5955") && Scheme::Issn.is_valid("2434-561X"));
        assert!(
            Scheme::Orcid.is_valid("0000-0002-1825-0097") && Scheme::Orcid.is_valid("0000-0002-1694-233X")
        );
        assert_eq!(Scheme::Isbn.check_character("978-3-16-148410-1"), Some('0'));
        assert_eq!(Scheme::Issn.check_character("2434-5611"), Some('X'));
    }

    #[test]
    fn formats_tell_the_rest() {
        for right in ["10.1000/182", "10.1000.10/123", "10.1016/S0140-6736(20)30183-5"] {
            assert!(Scheme::Doi.is_valid(right), "{right}");
        }
        for wrong in ["10.abc/182", "10.1000", "10.12/x", "11.1000/182", "10.1000/"] {
            assert!(!Scheme::Doi.is_valid(wrong), "{wrong}");
        }
        for right in ["2405.01234", "2405.01234v2", "0704.0001", "hep-th/9901001", "math.GT/0309136"] {
            assert!(Scheme::Arxiv.is_valid(right), "{right}");
        }
        for wrong in ["2413.01234", "2405.0123", "0604.0001", "hep-th/9913001"] {
            assert!(!Scheme::Arxiv.is_valid(wrong), "{wrong}");
        }
    }

    #[test]
    fn only_labelled_numbers_are_looked_at() {
        assert_eq!(found("ISBN-13: 978 3 16 148410 0, 2019"), [("ISBN", "978 3 16 148410 0", true)]);
        assert_eq!(found("ISBN 0-306-40615-2 2004"), [("ISBN", "0-306-40615-2", true)]);
        assert_eq!(found("ISSN: 0378-5954."), [("ISSN", "0378-5954", false)]);
        assert_eq!(found("doi:10.1000/182."), [("DOI", "10.1000/182", true)]);
        assert_eq!(found("arXiv:2405.01234 [cs.CL]"), [("arXiv number", "2405.01234", true)]);
        for none in
            ["0-306-40615-3", "doing 10.5/2 laps", "the ISBN of 12 books", "call 0378-5954", "doi of 10.5/1"]
        {
            assert_eq!(found(none), [], "{none}");
        }
    }
}
