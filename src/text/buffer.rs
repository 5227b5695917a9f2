//! The editable text of one open document.

use std::sync::Arc;

/// The text of an open document and the version the client gave it.
#[derive(Clone, Debug)]
pub struct Buffer {
    rope: ropey::Rope,
    version: i32,
}

impl Buffer {
    /// A document as the client opened it.
    pub fn new(text: &str, version: i32) -> Self {
        Buffer { rope: ropey::Rope::from_str(text), version }
    }

    /// The version of the last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// The whole text as one string.
    pub fn snapshot(&self) -> Arc<str> {
        String::from(&self.rope).into()
    }
}
