//! How far a citation reaches, and the status of each claim (DOMAIN.md §4).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::reference::Citation;
use crate::language::Reading;
use crate::prose::Page;

/// How far a citation or an attribution flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Its own sentence.
    Sentence,
    /// Its own sentence, and the next ones while they continue the same source.
    #[default]
    Flow,
    /// Its whole paragraph.
    Paragraph,
}

/// The rule of DOMAIN.md §4.2 by which something is in reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReachRule {
    /// R1: its own sentence.
    Own,
    /// R2: an earlier sentence whose source goes on.
    Forward,
    /// R3: a mark that closes the paragraph.
    Backward,
    /// R5: the list's lead-in.
    LeadIn,
    /// The whole paragraph, where the setting says so.
    Paragraph,
}

/// Who vouches for a claim, in one word (DOMAIN.md §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// There is paper in reach.
    Sourced,
    /// Someone named says so, without paper.
    Attributed,
    /// An unnamed source says so.
    Anonymous,
    /// A group, a rumour or nobody says so.
    Vague,
    /// The writer says so.
    Unsourced,
    /// There is nothing to check.
    NotCheckable,
}

/// What is in reach of one sentence.
#[derive(Clone, Debug)]
pub struct Supported {
    /// Its status.
    pub status: Status,
    /// Why, in words.
    pub because: String,
    /// The citation in reach, as an index of the resolved citations, and by which rule.
    pub citation: Option<(usize, ReachRule)>,
    /// A named attribution in reach: its sentence in the same block, and by which rule.
    pub attribution: Option<(usize, ReachRule)>,
}

/// The support of every sentence of the page, by block and sentence.
#[derive(Clone, Debug, Default)]
pub struct Support {
    /// In the order of the page's blocks and their sentences.
    pub blocks: Vec<Vec<Supported>>,
}

impl Support {
    /// The support of one sentence.
    pub fn get(&self, block: usize, sentence: usize) -> Option<&Supported> {
        self.blocks.get(block)?.get(sentence)
    }
}

/// Weighs what backs each sentence of the page.
pub fn weigh(_page: &Page, _readings: &[Arc<Reading>], _citations: &[Citation], _reach: Reach) -> Support {
    Support::default()
}
