//! One name for each document, however its URI is spelled.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

/// A URI in its normal form: what two spellings of one document have in common.
///
/// For files: no host `localhost`, no query or fragment, percent-encoding undone, doubled and trailing slashes and `.`
/// segments gone, drive letters in capitals. Other schemes keep all but the spelling of their percent-encoding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(String);

impl Key {
    /// The key of a URI.
    pub fn of(uri: &Uri) -> Key {
        Key::of_str(uri.as_str())
    }

    /// The key of a file.
    pub fn of_path(path: &Path) -> Key {
        Key(format!("file:{}", plain_path(&path.to_string_lossy().replace('\\', "/"))))
    }

    fn of_str(uri: &str) -> Key {
        let (scheme, rest) = uri.split_once(':').unwrap_or(("", uri));
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "file" {
            return Key(format!("{scheme}:{}", decode(rest)));
        }
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let host = if host.eq_ignore_ascii_case("localhost") { "" } else { host };
        let host = if host.is_empty() { String::new() } else { format!("//{}", host.to_ascii_lowercase()) };
        Key(format!("file:{host}{}", plain_path(&decode(path))))
    }

    /// The file it names; `None` for other schemes and for an empty path.
    pub fn path(&self) -> Option<PathBuf> {
        let path = self.0.strip_prefix("file:")?;
        let path = if cfg!(windows) { path.strip_prefix('/').unwrap_or(path) } else { path };
        (!path.is_empty()).then(|| PathBuf::from(path))
    }
}

/// The file a URI names; `None` for other schemes and for an empty path.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    Key::of(uri).path()
}

fn plain_path(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty() && *segment != ".") {
        plain.push('/');
        plain.push_str(segment);
    }
    if plain.is_empty() && path.starts_with('/') {
        plain.push('/');
    }
    if let [b'/', b'a'..=b'z', b':', ..] = plain.as_bytes() {
        let drive = plain[1..2].to_ascii_uppercase();
        plain.replace_range(1..2, &drive);
    }
    plain
}

/// Undoes percent-encoding. What is not valid, or does not make valid UTF-8, stays as it was written.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_documents_have_equal_keys() {
        for spellings in [
            ["file:///home/a/b%20c.md", "file://localhost/home/a/b%20c.md", "FILE:///home//a/./b%20c.md"],
            ["file:///c%3A/x.md", "file:///C:/x.md", "file:///c:/x.md#L3"],
            ["file:///d/caf%C3%A9.md", "file:///d/caf%c3%a9.md", "file:/d/caf%C3%A9.md/"],
            ["untitled:Untitled-1", "untitled:Untitled%2D1", "untitled:Untitled%2d1"],
        ] {
            let keys = spellings.map(Key::of_str);
            assert!(keys.iter().all(|key| key == &keys[0]), "{keys:?}");
        }
    }

    #[test]
    fn different_documents_have_different_keys() {
        let spellings = [
            "file:///a/b.md",
            "file:///a/B.md",
            "file://server/a/b.md",
            "untitled:/a/b.md",
            "vscode-remote://host/a/b.md",
            "file:///a/b.md%20",
        ];
        for (at, one) in spellings.iter().enumerate() {
            for other in &spellings[at + 1..] {
                assert_ne!(Key::of_str(one), Key::of_str(other));
            }
        }
    }

    #[test]
    fn paths_come_back() {
        assert_eq!(Key::of_str("file:///a/b%20c.md").path(), Some("/a/b c.md".into()));
        assert_eq!(Key::of_str("file://").path(), None);
        assert_eq!(Key::of_str("untitled:Untitled-1").path(), None);
        assert_eq!(Key::of_path(Path::new("/a/b c.md")), Key::of_str("file:///a/b%20c.md"));
    }

    #[test]
    fn broken_percent_encoding_survives() {
        for uri in ["file:///a%", "file:///a%2", "file:///a%zz", "file:///a%ff", "", "x", "file:///%é1"] {
            let _ = Key::of_str(uri).path();
        }
    }
}
