//! What a URL tells by itself: host, date in the path, tracking parameters.

use jiff::civil::Date;

/// The host of a web address, in lower case, without "www." and port; `None` for anything else.
pub(super) fn host(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").map(str::to_owned).unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// Every web address in a text.
pub(super) fn all(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"'))
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|url| url.trim_end_matches(['.', ',', ';', ':']))
}

/// The same page whatever way it was reached: without scheme, "www.", fragment, tracking parameters and last slash.
pub(in crate::lsp) fn page(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    let before = before.split_once("://").map_or(before, |(_, rest)| rest);
    let mut page = before.strip_prefix("www.").unwrap_or(before).trim_end_matches('/').to_owned();
    if !kept.is_empty() {
        page.push('?');
        page.push_str(&kept.join("&"));
    }
    page
}

/// The names of the parameters that only track the reader.
pub(super) fn tracking(url: &str) -> Vec<&str> {
    let query = url.split('#').next().and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
    query
        .split('&')
        .filter(|part| is_tracking(part))
        .map(|part| part.split('=').next().unwrap_or(part))
        .collect()
}

fn is_tracking(parameter: &str) -> bool {
    const NAMES: &[&str] = &[
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "igsh",
        "smid",
        "cmpid",
        "ocid",
        "xtor",
        "s_cid",
        "_ga",
        "_hsenc",
        "_hsmi",
        "ncid",
        "smtyp",
        "taid",
        "guccounter",
        "unlocked_article_code",
    ];
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    name.starts_with("utm_") || NAMES.contains(&name.as_str())
}

/// The date in the path: "/2024/05/16/", "/2024-05-16-", "/2024/may/16/".
pub(super) fn date(url: &str) -> Option<Date> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).skip(1).collect();
    parts.windows(3).find_map(|parts| {
        let year: i16 =
            parts[0].parse().ok().filter(|year| (1990..=2100).contains(year) && parts[0].len() == 4)?;
        let month = match parts[1].parse::<i8>() {
            Ok(month) => month,
            Err(_) => month(parts[1])?,
        };
        let day = parts[2].get(..2).filter(|day| day.len() == parts[2].len()).or(Some(parts[2]))?;
        Date::new(year, month, day.parse().ok()?).ok()
    })
}

fn month(word: &str) -> Option<i8> {
    const SHORT: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let index = SHORT.iter().position(|short| word.eq_ignore_ascii_case(short))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hosts_dates_and_tracking() {
        assert_eq!(host("https://www.WSJ.com:443/a").as_deref(), Some("wsj.com"));
        assert_eq!(host("mailto:a@b.c"), None);
        assert_eq!(host("notes.md"), None);
        let on = |url| date(url).map(|date| date.to_string());
        assert_eq!(on("https://example.org/2024/05/16/x").as_deref(), Some("2024-05-16"));
        assert_eq!(on("https://example.org/world/2024/may/16/x").as_deref(), Some("2024-05-16"));
        assert_eq!(on("https://example.org/a/story-2024-05-16").as_deref(), Some("2024-05-16"));
        assert_eq!(on("https://example.org/2024/13/16/x"), None);
        assert_eq!(on("https://example.org/a?d=2024/05/16"), None);
        let url = "https://example.org/a?id=3&utm_source=x&fbclid=y#top";
        assert_eq!(tracking(url), ["utm_source", "fbclid"]);
        assert_eq!(page(url), "example.org/a?id=3");
        assert_eq!(page("http://www.example.org/a/"), "example.org/a");
        assert_eq!(
            all("see <https://a.org/x>, and https://b.org.").collect::<Vec<_>>(),
            ["https://a.org/x", "https://b.org"]
        );
    }
}
