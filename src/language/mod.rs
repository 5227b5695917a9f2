//! What the prose says: who vouches for what, which figures and dates it holds, what it claims.
//!
//! Knows no Markdown and no protocol: everything here is a function of one block's text and the lexicon. All spans
//! are byte offsets into that text.

pub mod article;
pub mod attribution;
pub mod calendar;
pub mod claim;
pub mod lexicon;
pub mod mention;
pub mod moment;
mod name_index;
mod number;
pub mod quantity;
pub mod quotation;
pub mod reading;
pub mod sentence;
pub mod spelling;
pub mod token;
pub mod turn;
pub mod words;

pub use article::Article;
pub use attribution::{Attribution, Form, SourceKind};
pub use claim::Claim;
pub use lexicon::{Lexicon, List};
pub use mention::{Mention, MentionKind};
pub use moment::{Moment, MomentKind, Proof, ProofKind};
pub use quantity::{Malformed, Quantity, QuantityKind, Relation, RelationKind, Term};
pub use quotation::Quotation;
pub use reading::{Reading, ReadingCache};
pub use sentence::Sentence;
pub use token::{Token, TokenKind};
pub use turn::{Turn, TurnKind};
pub use words::Words;
