//! Reading the labelled data, offsets turned into bytes.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use factcheck_ls::language::model::kin::Kin;
use factcheck_ls::text::Span;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::kin;
use super::look::Look;

/// The folder of the data, and what of it more than one set needs.
pub struct Data {
    folder: PathBuf,
    articles: OnceLock<Result<Vec<Article>, Missing>>,
    kin: OnceLock<Result<Kin, Missing>>,
}

/// A set that is not there, or is not what it should be.
#[derive(Clone, Debug)]
pub struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Data {
    /// The data below a folder; nothing is read yet.
    pub fn new(folder: &Path) -> Self {
        Data { folder: folder.to_owned(), articles: OnceLock::new(), kin: OnceLock::new() }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Each line of a set's `dev.jsonl`.
    pub fn lines<T: DeserializeOwned>(&self, set: &str) -> Result<Vec<T>, Missing> {
        let path = self.folder.join(set).join("dev.jsonl");
        let text =
            fs::read_to_string(&path).map_err(|error| Missing(format!("{}: {error}", path.display())))?;
        text.lines()
            .enumerate()
            .map(|(number, line)| {
                serde_json::from_str(line)
                    .map_err(|error| Missing(format!("{}:{}: {error}", path.display(), number + 1)))
            })
            .collect()
    }

    /// Words that are alike.
    pub fn kin(&self) -> Result<&Kin, Missing> {
        let kin =
            || kin::of(&self.folder).map_err(|error| Missing(format!("{}: {error}", self.folder.display())));
        self.kin.get_or_init(kin).as_ref().map_err(Clone::clone)
    }

    /// The articles of `polnear`, read.
    pub fn articles(&self) -> Result<&[Article], Missing> {
        self.articles.get_or_init(|| Article::all(self)).as_deref().map_err(Clone::clone)
    }
}

/// A list of code point ranges, as the data gives them.
pub type Ranges = Vec<[usize; 2]>;

/// From code points to bytes in one text.
pub struct Bytes {
    /// The byte of each code point; none where they are the same.
    offsets: Option<Vec<usize>>,
    length: usize,
}

impl Bytes {
    /// For a text.
    pub fn of(text: &str) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Bytes { offsets, length: text.len() }
    }

    fn at(&self, point: usize) -> usize {
        match &self.offsets {
            None => point.min(self.length),
            Some(offsets) => offsets.get(point).copied().unwrap_or(self.length),
        }
    }

    /// The bytes of a range.
    pub fn span(&self, [start, end]: [usize; 2]) -> Span {
        Span::new(self.at(start), self.at(end))
    }

    /// The bytes of each of several ranges.
    pub fn spans(&self, ranges: &[[usize; 2]]) -> Vec<Span> {
        ranges.iter().map(|range| self.span(*range)).collect()
    }
}

/// An article of `polnear`: its text, the attributions that people marked in it, and our own reading.
pub struct Article {
    /// Its name.
    pub id: String,
    /// What people marked.
    pub attributions: Vec<Marked>,
    /// What we read.
    pub look: Look,
}

/// An attribution as marked by people; a part may be in several pieces, or missing.
pub struct Marked {
    /// Who.
    pub source: Vec<Span>,
    /// By which words.
    pub cue: Vec<Span>,
    /// What.
    pub content: Vec<Span>,
}

impl Article {
    fn all(data: &Data) -> Result<Vec<Article>, Missing> {
        use rayon::prelude::*;

        #[derive(Deserialize)]
        struct Line {
            id: String,
            text: String,
            attributions: Vec<Parts>,
        }
        #[derive(Deserialize)]
        struct Parts {
            source: Ranges,
            cue: Ranges,
            content: Ranges,
        }
        let lines: Vec<Line> = data.lines("polnear")?;
        let article = |line: Line| {
            let bytes = Bytes::of(&line.text);
            let marked = |parts: Parts| Marked {
                source: bytes.spans(&parts.source),
                cue: bytes.spans(&parts.cue),
                content: bytes.spans(&parts.content),
            };
            let attributions = line.attributions.into_iter().map(marked).collect();
            Article { id: line.id, attributions, look: Look::at(&line.text) }
        };
        Ok(lines.into_par_iter().map(article).collect())
    }
}
