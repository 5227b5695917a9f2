//! What backs the page: the writer's library, the citations on the page, how far each reaches, how to add one.

pub mod address;
pub mod arrange;
pub mod bibliography;
pub mod identifier;
pub mod insert;
pub mod library;
#[path = "match.rs"]
pub mod matching;
pub mod pointer;
pub mod reference;
pub mod render;
pub mod source_list;
pub mod stub;
pub mod support;
pub mod transcripts;

pub use address::Address;
pub use bibliography::Reference;
pub use insert::{Insertion, Style};
pub use library::{Library, LibraryEntry};
pub use matching::Candidate;
pub use pointer::Pointer;
pub use reference::{Backing, Citation};
pub use support::{Backer, Reach, ReachRule, Status, Support, Supported};
pub use transcripts::Transcripts;
