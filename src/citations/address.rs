//! The anatomy of a web address, and what it tells without being followed.

use jiff::civil::{Date, DateTime};

use crate::text::Span;

/// A web address taken apart. Offsets are of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'u> {
    /// The whole of it.
    pub whole: &'u str,
    /// "https", as written.
    pub scheme: &'u str,
    /// The host, without user, port and "www.", as written.
    pub host: &'u str,
    path: Span,
    query: Span,
}

/// Why an address may not last, and the part of it that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragility {
    /// In a word or two, for the message.
    pub reason: &'static str,
    /// What kind it is.
    pub kind: Fragile,
    /// The part of the address concerned.
    pub span: Span,
}

/// The ways in which an address is fragile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragile {
    /// It carries parameters that only follow the reader around.
    Tracking,
    /// It hides another address.
    Shortener,
    /// A copy of the page for phones, or in a cache.
    Copy,
    /// A page of search results, or a redirection.
    Search,
    /// A machine of the writer's own, or a file there.
    Local,
    /// A document that only some people may open.
    Private,
    /// It holds somebody's session.
    Session,
}

impl<'u> Address<'u> {
    /// Takes an address apart; `None` for what has no scheme, or no host where one belongs.
    pub fn read(whole: &'u str) -> Option<Address<'u>> {
        let (scheme, rest) = whole.split_once("://")?;
        let known = ["http", "https", "file", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        if !known {
            return None;
        }
        let start = scheme.len() + 3;
        let end_of_authority = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let authority = &rest[..end_of_authority];
        let host = authority.rsplit('@').next().unwrap_or(authority);
        // An address of six is in brackets, with colons of its own.
        let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
        let bare = match host.get(..4) {
            Some(head) if head.eq_ignore_ascii_case("www.") => &host[4..],
            _ => host,
        };
        let after = &rest[end_of_authority..];
        let path_end = after.find(['?', '#']).unwrap_or(after.len());
        let path = Span::new(start + end_of_authority, start + end_of_authority + path_end);
        let query = match after[path_end..].strip_prefix('?') {
            Some(query) => {
                let length = query.find('#').unwrap_or(query.len());
                Span::new(path.end + 1, path.end + 1 + length)
            }
            None => Span::at(path.end),
        };
        let is_file = scheme.eq_ignore_ascii_case("file");
        (is_file || !bare.is_empty()).then_some(Address { whole, scheme, host: bare, path, query })
    }

    /// The path with its first slash; empty where there is none.
    pub fn path(&self) -> &'u str {
        self.path.of(self.whole)
    }

    /// The query without its question mark.
    pub fn query(&self) -> &'u str {
        self.query.of(self.whole)
    }

    /// Whether the host is `domain` or a part of it.
    pub fn is_on(&self, domain: &str) -> bool {
        let (host, length) = (self.host, domain.len());
        host.len() >= length
            && host.is_char_boundary(host.len() - length)
            && host[host.len() - length..].eq_ignore_ascii_case(domain)
            && (host.len() == length || host.as_bytes()[host.len() - length - 1] == b'.')
    }

    fn is_on_any(&self, domains: &[&str]) -> bool {
        domains.iter().any(|domain| self.is_on(domain))
    }

    /// Whether it leads to the front page of a site: no path, or one that only chooses a language.
    pub fn is_home_page(&self) -> bool {
        let path = self.path().trim_matches('/');
        let language = match path.split_once(['-', '_']) {
            Some((language, region)) => language.len() == 2 && region.len() == 2,
            None => path.len() == 2,
        };
        let is_language = language
            && path.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'))
            && path.starts_with(|c: char| c.is_ascii_lowercase());
        self.query.is_empty()
            && !self.whole.contains('#')
            && (path.is_empty() || is_language || path == "index.html")
    }

    /// Whether it is the address of an archived copy.
    pub fn is_archive(&self) -> bool {
        const ARCHIVES: &[&str] = &[
            "web.archive.org",
            "perma.cc",
            "archive.today",
            "archive.is",
            "archive.ph",
            "archive.li",
            "archive.vn",
            "archive.fo",
            "archive.md",
            "ghostarchive.org",
            "webcitation.org",
            "megalodon.jp",
            "webarchive.nationalarchives.gov.uk",
            "wayback.archive-it.org",
        ];
        self.is_on_any(ARCHIVES)
    }

    /// Whether it is meant to last as it is: a DOI, a handle, an identifier's own page.
    pub fn is_persistent(&self) -> bool {
        const LASTING: &[&str] = &[
            "doi.org",
            "hdl.handle.net",
            "purl.org",
            "purl.oclc.org",
            "w3id.org",
            "n2t.net",
            "arxiv.org",
            "orcid.org",
            "zenodo.org",
            "ncbi.nlm.nih.gov",
            "jstor.org",
            "urn.nb.no",
            "nbn-resolving.org",
            "rfc-editor.org",
            "isbn.org",
            "id.loc.gov",
            "lccn.loc.gov",
        ];
        self.is_on_any(LASTING) || self.path().contains("/doi/") || self.path().contains("ark:/")
    }

    /// The Wayback Machine's timestamp with its place.
    pub fn snapshot(&self) -> Option<(&'u str, Span)> {
        if !self.is_on("web.archive.org") {
            return None;
        }
        let at = self.path().find("/web/")? + "/web/".len();
        let stamp = &self.path()[at..];
        let length = stamp.bytes().take_while(u8::is_ascii_digit).count();
        let span = Span::new(self.path.start + at, self.path.start + at + length);
        (length > 0).then(|| (span.of(self.whole), span))
    }

    /// The date its path gives, with its place: `/2024/05/16/`, `/2024/may/16/`, `2024-05-16`, `20240516`.
    pub fn date(&self) -> Option<(Date, Span)> {
        if self.is_archive() {
            return None;
        }
        let base = self.path.start;
        let mut segments = Vec::new();
        let mut at = 0;
        for segment in self.path().split('/') {
            segments.push((segment, at));
            at += segment.len() + 1;
        }
        for (index, &(segment, start)) in segments.iter().enumerate() {
            if let (Some(year), [(month, _), (day, last), ..]) = (year(segment), &segments[index + 1..])
                && let Some(month) = month_number(month)
            {
                let digits = day.bytes().take_while(u8::is_ascii_digit).count();
                let alone = day.len() == digits || day[digits..].starts_with('-');
                let day = day[..digits].parse().ok().filter(|_| (1..=2).contains(&digits) && alone);
                if let Some(date) = day.and_then(|day| Date::new(year, month, day).ok()) {
                    return Some((date, Span::new(base + start, base + last + digits)));
                }
            }
            for (digits, from) in runs(segment) {
                let span = |length| Span::new(base + start + from, base + start + from + length);
                if digits.len() == 8
                    && let (Some(year), Ok(month), Ok(day)) =
                        (year(&digits[..4]), digits[4..6].parse(), digits[6..].parse())
                    && let Ok(date) = Date::new(year, month, day)
                {
                    return Some((date, span(8)));
                }
                let dashed = segment.get(from..from + 10).filter(|_| digits.len() == 4);
                if let Some(dashed) = dashed
                    && dashed.as_bytes()[4] == b'-'
                    && dashed.as_bytes()[7] == b'-'
                    && !segment.as_bytes().get(from + 10).is_some_and(u8::is_ascii_digit)
                    && year(digits).is_some()
                    && let Ok(date) = dashed.parse::<Date>()
                {
                    return Some((date, span(10)));
                }
            }
        }
        None
    }

    /// Why it may not last, if it may not.
    pub fn fragility(&self) -> Option<Fragility> {
        let all = Span::new(0, self.whole.len());
        let say = |kind, reason, span| Some(Fragility { reason, kind, span });
        let on = |domains: &[&str]| self.is_on_any(domains);
        if self.scheme.eq_ignore_ascii_case("file") {
            return say(Fragile::Local, "a file on one computer", all);
        }
        if self.is_local() {
            return say(Fragile::Local, "a private address", all);
        }
        if on(&[
            "bit.ly",
            "t.co",
            "tinyurl.com",
            "ow.ly",
            "goo.gl",
            "is.gd",
            "buff.ly",
            "dlvr.it",
            "lnkd.in",
            "fb.me",
            "trib.al",
            "nyti.ms",
            "wapo.st",
            "bbc.in",
            "cnn.it",
            "reut.rs",
            "youtu.be",
        ]) && !self.is_on("youtu.be")
        {
            return say(Fragile::Shortener, "a link shortener", all);
        }
        let first = self.path().trim_start_matches('/').split('/').next().unwrap_or_default();
        let google = self.host.split('.').rev().nth(1) == Some("google") || self.is_on("google.com");
        if self.host.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("amp."))
            || self.is_on("ampproject.org")
            || google && first == "amp"
        {
            return say(Fragile::Copy, "an AMP copy", all);
        }
        if self.is_on("webcache.googleusercontent.com") {
            return say(Fragile::Copy, "a cached copy", all);
        }
        if self.host.to_ascii_lowercase().ends_with(".m.wikipedia.org") {
            return say(Fragile::Copy, "a mobile copy", all);
        }
        if first == "search" && (google || self.is_on("bing.com")) {
            return say(Fragile::Search, "a page of search results", all);
        }
        if google && first == "url" || self.is_on("l.facebook.com") || self.is_on("lm.facebook.com") {
            return say(Fragile::Search, "a redirection", all);
        }
        let shared =
            on(&["docs.google.com", "drive.google.com"]) && !self.path().contains("/pub") && first != "forms"
                || on(&["sharepoint.com", "1drv.ms", "onedrive.live.com", "notion.so", "slack.com", "we.tl"])
                    && !first.is_empty()
                    && !self.host.eq_ignore_ascii_case("api.slack.com")
                || self.is_on("dropbox.com") && ["s", "scl", "sh", "home", "preview"].contains(&first);
        if shared && !(self.is_on("slack.com") && self.host.len() == "slack.com".len()) {
            return say(Fragile::Private, "a shared document", all);
        }
        if let Some(span) = self.parameters(|name, _| is_tracking(name)) {
            return say(Fragile::Tracking, "tracking parameters", span);
        }
        let session = |name: &str, value: &str| {
            let known = ["sid", "phpsessid", "jsessionid", "sessionid", "session_id"].contains(&name);
            // "sid=catalogue" names a service.
            known && value.len() >= 10 && value.bytes().any(|byte| byte.is_ascii_digit())
        };
        if let Some(span) = self.parameters(session) {
            return say(Fragile::Session, "somebody's session", span);
        }
        None
    }

    /// From the first to the last parameter of which `wanted` holds, by lower-case name and value.
    fn parameters(&self, wanted: impl Fn(&str, &str) -> bool) -> Option<Span> {
        let mut found: Option<Span> = None;
        for span in self.parameter_spans() {
            let Some((name, value)) = span.of(self.whole).split_once('=') else { continue };
            if wanted(&name.to_ascii_lowercase(), value) {
                found = Some(found.map_or(span, |so_far| so_far.hull(span)));
            }
        }
        found
    }

    fn parameter_spans(&self) -> impl Iterator<Item = Span> {
        let mut at = self.query.start;
        self.query().split('&').map(move |parameter| {
            // `&amp;` in HTML.
            let lead = if parameter.starts_with("amp;") { 4 } else { 0 };
            let span = Span::new(at + lead, at + parameter.len());
            at = at + parameter.len() + 1;
            span
        })
    }

    /// The address without parameters that only follow the reader around.
    pub fn without_tracking(&self) -> String {
        let kept: Vec<&str> = self
            .parameter_spans()
            .map(|span| span.of(self.whole))
            .filter(|parameter| {
                let name = parameter.split('=').next().unwrap_or_default();
                !(parameter.contains('=') && is_tracking(&name.to_ascii_lowercase()))
            })
            .collect();
        let mut clean = self.whole[..self.path.end].to_owned();
        if !kept.is_empty() {
            clean.push('?');
            clean.push_str(&kept.join("&"));
        }
        clean.push_str(&self.whole[self.query.end.max(self.path.end)..]);
        clean
    }

    fn is_local(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        let parts: Vec<Option<u8>> = host.split('.').map(|part| part.parse().ok()).collect();
        let private = match parts[..] {
            [Some(10 | 127), Some(_), Some(_), Some(_)] | [Some(192), Some(168), Some(_), Some(_)] => true,
            [Some(172), Some(second), Some(_), Some(_)] => (16..32).contains(&second),
            [Some(0), Some(0), Some(0), Some(0)] => true,
            _ => false,
        };
        let staging = host.split('.').next().is_some_and(|first| matches!(first, "staging" | "preview"))
            && host.matches('.').count() >= 2;
        private || staging || host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local")
    }

    /// Whether it is on an encyclopedia, an aggregator or a board where anyone writes.
    pub fn is_tertiary(&self) -> bool {
        const SITES: &[&str] = &[
            "wikipedia.org",
            "wikiwand.com",
            "britannica.com",
            "imdb.com",
            "statista.com",
            "answers.com",
            "quora.com",
            "reddit.com",
            "grokipedia.com",
            "encyclopedia.com",
            "infoplease.com",
            "fandom.com",
            "chatgpt.com",
            "chat.openai.com",
            "perplexity.ai",
            "gemini.google.com",
            "claude.ai",
            "answers.yahoo.com",
        ];
        self.is_on_any(SITES)
    }
}

fn is_tracking(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "twclid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "igsh",
        "_ga",
        "ga_source",
        "ref_src",
        "ref_url",
        "cmpid",
        "ncid",
        "smid",
        "ocid",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "wickedid",
        "si_source",
        "at_medium",
        "at_campaign",
        "guccounter",
        "guce_referrer",
    ];
    name.starts_with("utm_") || NAMES.contains(&name)
}

/// The runs of digits of a segment with their places.
fn runs(segment: &str) -> impl Iterator<Item = (&str, usize)> {
    let bytes = segment.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + length;
        Some((&segment[start..at], start))
    })
}

fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| digits && (1990..=2100).contains(year))
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = word.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let word = word.to_ascii_lowercase();
    let place =
        MONTHS.iter().position(|month| word == *month || word.len() > 3 && word.starts_with(month))?;
    word.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(place as i8 + 1)
}

/// The moment a Wayback timestamp names; `None` when there is no such moment.
pub fn snapshot_time(stamp: &str) -> Option<DateTime> {
    let part = |from: usize, to: usize, least: i8| -> Option<i8> {
        stamp.get(from..to).map_or(Some(least), |digits| digits.parse().ok())
    };
    let year = stamp.get(..4)?.parse().ok()?;
    let (month, day) = (part(4, 6, 1)?, part(6, 8, 1)?);
    let (hour, minute, second) = (part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?);
    DateTime::new(year, month, day, hour, minute, second, 0).ok().filter(|time| time.year() >= 1994)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Address<'_> {
        Address::read(url).expect("an address")
    }

    #[test]
    fn an_address_is_taken_apart() {
        let address = read("https://me@www.Example.org:8080/a/b?x=1&y=2#top");
        assert_eq!((address.scheme, address.host), ("https", "Example.org"));
        assert_eq!((address.path(), address.query()), ("/a/b", "x=1&y=2"));
        for none in ["", "mailto:a@example.org", "https://", "/a/b", "//example.org"] {
            assert_eq!(Address::read(none), None, "{none}");
        }
        assert!(address.is_on("example.org") && !address.is_on("ample.org"));
    }

    #[test]
    fn front_pages_have_no_path_of_their_own() {
        for home in
            ["https://a.example", "https://a.example/", "https://a.example/en/", "https://a.example/pt-br"]
        {
            assert!(read(home).is_home_page(), "{home}");
        }
        for page in ["https://a.example/news", "https://a.example/?p=3", "https://a.example/#/report"] {
            assert!(!read(page).is_home_page(), "{page}");
        }
    }

    #[test]
    fn dates_stand_in_paths_in_many_ways() {
        for path in [
            "2024/05/16/leaks",
            "news/2024/may/16/leaks",
            "a-2024-05-16-b",
            "x/20240516/y",
            "2024/5/16-leaks",
            "story-20240516.html",
        ] {
            let url = format!("https://a.example/{path}");
            let (date, span) = read(&url).date().unwrap_or_else(|| panic!("{path}"));
            assert_eq!(date.to_string(), "2024-05-16", "{path}");
            assert!(span.of(&url).starts_with("2024"));
        }
        for path in ["2024/05/", "2024", "reports/2024-25/16", "12345678", "item/20241399", "99/05/16"] {
            assert_eq!(read(&format!("https://a.example/{path}")).date(), None, "{path}");
        }
    }

    #[test]
    fn only_what_tracks_is_stripped() {
        let url = "https://a.example/x?id=4&utm_source=n&fbclid=1&page=2#p";
        assert_eq!(read(url).without_tracking(), "https://a.example/x?id=4&page=2#p");
        let url = "https://a.example/x?utm_source=n";
        assert_eq!(read(url).without_tracking(), "https://a.example/x");
    }

    #[test]
    fn snapshots_are_moments() {
        assert!(snapshot_time("20240503120000").is_some());
        assert!(snapshot_time("2024").is_some());
        assert!(snapshot_time("20241303120000").is_none());
        assert!(snapshot_time("20240503250000").is_none());
    }
}
