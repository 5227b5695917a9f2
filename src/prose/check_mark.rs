//! Check marks: what became of checking a sentence, by whom, when and from what (DOMAIN.md §1.2).
//!
//! `factcheck-check: confirmed by Ola Berg, 2024-05-16, from https://example.org/report (page 12)`. What became of it
//! comes first; the rest in any order, but for the source, which runs on to the note in parentheses or after a dash.

use jiff::civil::Date;

use super::dates;

/// What became of checking a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is right as it stands.
    Confirmed,
    /// It was wrong and has been changed.
    Changed,
    /// A question to the writer stands.
    Open,
}

/// One check mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckMark {
    /// What became of it.
    pub outcome: Outcome,
    /// Who checked.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// From what: an address, a document, a conversation.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 3] = [Outcome::Confirmed, Outcome::Changed, Outcome::Open];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Confirmed => "confirmed",
            Outcome::Changed => "changed",
            Outcome::Open => "open",
        }
    }
}

impl CheckMark {
    /// What is still to be said, in words for the writer; nothing when the mark is whole. A question needs no more
    /// than to be asked.
    pub fn lacks(&self) -> Option<&'static str> {
        if self.by.as_deref().is_some_and(|by| by.split_whitespace().any(|word| word == "TK")) {
            return Some(
                "Who checked this? Put a name for TK; the key `checker` in factcheck.toml fills it in.",
            );
        }
        match (self.outcome, &self.by, self.on) {
            (Outcome::Open, ..) | (_, Some(_), Some(_)) => None,
            (_, None, Some(_)) => Some("Who checked this? Add \"by NAME\"."),
            (_, Some(_), None) => Some("When was this checked? Add the date, as in 2024-05-16."),
            (_, None, None) => Some("Who checked this, and when? Add \"by NAME, 2024-05-16\"."),
        }
    }

    /// In one line, as it would be written.
    pub fn told(&self) -> String {
        let mut told = self.outcome.name().to_owned();
        if let Some(by) = &self.by {
            told += &format!(" by {by}");
        }
        if let Some(on) = self.on {
            told += &format!(", {on}");
        }
        if let Some(source) = &self.source {
            told += &format!(", from {source}");
        }
        if let Some(note) = &self.note {
            told += &format!(" ({note})");
        }
        told
    }
}

/// Reads what follows `factcheck-check:`; else what is wrong with it, in words for the writer.
pub(super) fn read(words: &str) -> Result<CheckMark, String> {
    const FORM: &str = "\"confirmed by NAME, 2024-05-16, from SOURCE\"";
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (words, note) = with_note(&words);
    let head_len = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    let (head, mut rest) = words.split_at(head_len);
    let Some(outcome) = Outcome::ALL.into_iter().find(|outcome| head.eq_ignore_ascii_case(outcome.name()))
    else {
        return Err(format!("A check mark begins with confirmed, changed or open, as in {FORM}."));
    };
    let mut mark = CheckMark { outcome, by: None, on: None, source: None, note };
    loop {
        rest = rest.trim_start_matches([' ', ',', ';', ':']);
        if rest.is_empty() {
            return Ok(mark);
        }
        if let Some(source) = after(rest, "from") {
            mark.source = Some(source.trim_end_matches([',', ';']).to_owned());
            return Ok(mark);
        }
        if let Some(name) = after(rest, "by") {
            let end = name_end(name);
            let by = name[..end].trim_end_matches([' ', ',', ';']);
            if by.is_empty() {
                return Err(format!("Who checked this? A check mark is written {FORM}."));
            }
            mark.by = Some(by.to_owned());
            rest = &name[end..];
            continue;
        }
        let dated = after(rest, "on").unwrap_or(rest);
        let Some((date, span)) = dates::find(dated).filter(|(_, span)| span.start == 0) else {
            let odd: String = rest.chars().take(24).collect();
            return Err(format!("\"{odd}\" is no date and no source: a check mark is written {FORM}."));
        };
        mark.on = Some(date);
        rest = &dated[span.end..];
    }
}

/// The words after this one, at the start.
fn after<'a>(words: &'a str, word: &str) -> Option<&'a str> {
    let head = words.get(..word.len())?;
    let rest = words[word.len()..].strip_prefix(' ').filter(|rest| !rest.is_empty());
    rest.filter(|_| head.eq_ignore_ascii_case(word))
}

/// Where a name ends: at a comma, at a date, or before "on" or "from".
fn name_end(words: &str) -> usize {
    let mut end = words.find([',', ';']).unwrap_or(words.len());
    for word in [" on ", " from "] {
        end = words.find(word).map_or(end, |at| end.min(at));
    }
    dates::find(words).map_or(end, |(_, span)| end.min(span.start))
}

/// A note in parentheses at the end, or after a dash, taken off.
fn with_note(words: &str) -> (&str, Option<String>) {
    let noted = match words.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
        Some(noted) => Some(noted),
        None => words.split_once(" — ").or_else(|| words.split_once(" -- ")),
    };
    match noted {
        Some((words, note)) => (words, Some(note.trim().to_owned()).filter(|note| !note.is_empty())),
        None => (words, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> String {
        read(words).map_or_else(|problem| format!("! {problem}"), |mark| mark.told())
    }

    #[test]
    fn marks_are_read_as_people_write_them() {
        for (words, wanted) in [
            ("confirmed by Ola, 2024-05-16, from https://a.example/b(c),d", ""),
            ("Confirmed by Ola Berg 16 May 2024", "confirmed by Ola Berg, 2024-05-16"),
            (
                "confirmed by Ola on 2024-05-16 from the transcript, line 42",
                "confirmed by Ola, 2024-05-16, from the transcript, line 42",
            ),
            ("changed, 2024-05-16, by Ana Ruiz (was 40)", "changed by Ana Ruiz, 2024-05-16 (was 40)"),
            ("open — who counted the votes?", "open (who counted the votes?)"),
            ("open", ""),
        ] {
            let wanted = if wanted.is_empty() { words } else { wanted };
            assert_eq!(told(words), wanted);
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (words, wanted) in [
            ("", "begins with confirmed"),
            ("done by Ola", "begins with confirmed"),
            ("confirmed by , 2024-05-16", "Who checked"),
            ("confirmed by Ola, 2024-02-31", "is no date"),
            ("confirmed twice", "is no date"),
        ] {
            assert!(
                told(words).starts_with("! ") && told(words).contains(wanted),
                "{words}: {}",
                told(words)
            );
        }
        let lacks = |words: &str| read(words).expect("a mark").lacks();
        assert!(lacks("confirmed by Ola, 2024-05-16").is_none() && lacks("open").is_none());
        for words in
            ["confirmed", "changed by Ola", "confirmed, 2024-05-16", "confirmed by TK NAME, 2024-05-16"]
        {
            assert!(lacks(words).is_some(), "{words}");
        }
    }
}
