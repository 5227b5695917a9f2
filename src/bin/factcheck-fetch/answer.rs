//! What a server said.

use encoding_rs::{Encoding, UTF_8};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An answer, all redirects followed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The address that answered last.
    pub url: String,
    /// Its status.
    pub status: u16,
    /// The type of its content, as it says.
    pub content_type: String,
    /// The redirects on the way: each with its status and where it led.
    pub hops: Vec<(u16, String)>,
    /// Whether the body is longer than what was read of it.
    pub cut: bool,
    /// What it sent.
    #[serde(skip)]
    pub body: Vec<u8>,
    /// Since when it is kept, if it is.
    #[serde(skip)]
    pub kept: Option<Timestamp>,
}

impl Answer {
    /// The body as text: in the encoding its head or its first bytes name, else UTF-8; what cannot be read is replaced.
    pub fn text(&self) -> String {
        let named = |text: &str| {
            let lower = text.to_ascii_lowercase();
            let after = &lower[lower.find("charset")? + "charset".len()..];
            let after =
                after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
            let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
            Encoding::for_label(&after.as_bytes()[..end.unwrap_or(after.len())])
        };
        let first = String::from_utf8_lossy(&self.body[..self.body.len().min(1024)]);
        let encoding = named(&self.content_type).or_else(|| named(&first)).unwrap_or(UTF_8);
        encoding.decode(&self.body).0.into_owned()
    }
}
