//! What the bytes are: spans, lines and columns, the editable buffer, edits.

pub mod buffer;
pub mod edit;
pub mod file;
pub mod lines;
pub mod problem;
pub mod span;

pub use buffer::Buffer;
pub use edit::{Edit, EditSet};
pub use file::{ReadError, read_text};
pub use lines::{Encoding, LineIndex, Position};
pub use problem::{Problem, Severity};
pub use span::Span;
