//! All that the faces see: folders, what surrounds each document, and the check of one.

mod citing;
mod dating;
mod surroundings;
mod transcripts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use self::surroundings::Shelf;
use crate::citations::{
    self, Citation, Library, Pointer, Reference, Support, Transcripts, bibliography, library, pointer,
};
use crate::config::Config;
use crate::knowledge::{Store, index};
use crate::language::{Article, Lexicon, Reading, ReadingCache, article};
use crate::prose::{self, Block, FrontMatter, Page, Syntax};
use crate::rules::judge::{self, Verdict};
use crate::rules::{Context, Finding, Fix, Settings, remedy};
use crate::text::{Edit, EditSet, Problem};

/// What is read from disk around a document: configuration, sources, notes. The default is none of these, with the
/// bundled facts.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// How to check.
    pub settings: Settings,
    /// The configuration file that governs the document.
    pub config: Option<PathBuf>,
    /// Whether that file says not to check the document.
    pub ignored: bool,
    /// The writer's sources.
    pub library: Arc<Library>,
    /// The writer's own sources on disk, to compare quotations with.
    pub transcripts: Arc<Transcripts>,
    /// Who and what is known, and how it reads.
    pub tongue: Arc<Tongue>,
    /// The notes files that were read, the first the most important.
    pub notes: Vec<PathBuf>,
    /// Every file that was read or looked for: a change to one makes this stale.
    pub files: Vec<PathBuf>,
    /// What is wrong with those files.
    pub problems: Vec<Problem>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Surroundings {
            settings: Settings::default(),
            config: None,
            ignored: false,
            library: Arc::default(),
            transcripts: Arc::default(),
            tongue: Tongue::bundled(),
            notes: Vec::new(),
            files: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// What is known, the lexicon made of it, and the readings made with that lexicon.
#[derive(Debug)]
pub struct Tongue {
    /// Who and what is known.
    pub store: Store,
    /// Word lists and known names.
    pub lexicon: Lexicon,
    /// Blocks read with that lexicon.
    pub readings: ReadingCache,
}

impl Tongue {
    /// The bundled facts and nothing else: made once, shared by every document without notes.
    pub fn bundled() -> Arc<Tongue> {
        static BUNDLED: LazyLock<Arc<Tongue>> =
            LazyLock::new(|| Arc::new(Tongue::of(Store::new(Vec::new()))));
        Arc::clone(&BUNDLED)
    }
}

/// A document read and judged.
#[derive(Clone, Debug)]
pub struct Report {
    /// The document.
    pub page: Arc<Page>,
    /// The reading of each block.
    pub readings: Vec<Arc<Reading>>,
    /// What ties the readings together.
    pub article: Article,
    /// Its citations, looked up.
    pub citations: Vec<Citation>,
    /// Its references as they are written.
    pub references: Vec<Reference>,
    /// Its web addresses.
    pub pointers: Vec<Pointer>,
    /// What backs each sentence.
    pub support: Support,
    /// What the rules say.
    pub verdict: Verdict,
    /// What surrounds it.
    pub around: Arc<Surroundings>,
}

impl Surroundings {
    /// Whether a change to this file may change what is found in the document.
    pub fn leans_on(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file == path)
    }
}

impl Report {
    /// The document as a rule sees it.
    pub fn context(&self) -> Context<'_> {
        Context {
            page: &self.page,
            readings: &self.readings,
            article: &self.article,
            citations: &self.citations,
            references: &self.references,
            pointers: &self.pointers,
            support: &self.support,
            library: &self.around.library,
            transcripts: &self.around.transcripts,
            store: &self.around.tongue.store,
            settings: &self.around.settings,
        }
    }

    /// What is shown.
    pub fn findings(&self) -> &[Finding] {
        &self.verdict.findings
    }

    /// Whether a fix may be applied unasked.
    pub fn has_safe_fixes(&self) -> bool {
        let context = self.context();
        self.findings().iter().any(|finding| remedy::safe(&context, finding).is_some())
    }

    /// The fixes that may be applied unasked, together, and how many findings they settle. Where two of them meet, the
    /// first stays; the other is offered once that is applied.
    pub fn safe_fixes(&self) -> (EditSet, usize) {
        let context = self.context();
        let mut taken: BTreeMap<(usize, usize), Edit> = BTreeMap::new();
        let mut settled = 0;
        for fix in self.findings().iter().filter_map(|finding| remedy::safe(&context, finding)) {
            let known = |edit: &Edit| taken.get(&(edit.span.start, edit.span.end)) == Some(edit);
            let apart = |edit: &Edit| {
                let before = taken.range(..=(edit.span.end, usize::MAX)).next_back();
                before.is_none_or(|((_, end), _)| *end < edit.span.start)
            };
            let more: Vec<Edit> = fix.edits.edits().iter().filter(|edit| !known(edit)).cloned().collect();
            if more.iter().all(apart) {
                taken.extend(more.into_iter().map(|edit| ((edit.span.start, edit.span.end), edit)));
                settled += 1;
            }
        }
        EditSet::new(taken.into_values().collect()).map(|edits| (edits, settled)).unwrap_or_default()
    }

    /// The sentence at a byte of the document, by block and number.
    pub fn sentence_at(&self, offset: usize) -> Option<(usize, usize)> {
        let touching = self.page.blocks.iter().enumerate().filter(|(_, block)| block.source.touches(offset));
        let mut sentences = touching.filter_map(|(index, block)| {
            let at = block.text_offset(offset)?;
            Some((index, self.readings.get(index)?.sentence_at(at)?))
        });
        sentences.next()
    }

    /// What settles a finding of this report.
    pub fn fixes(&self, finding: &Finding) -> Vec<Fix> {
        remedy::fixes(&self.context(), finding)
    }
}

/// Folders, the user's own settings, and what has been read around documents so far. Safe to share between threads.
#[derive(Debug, Default)]
pub struct Workspace {
    folders: Vec<PathBuf>,
    user: Config,
    shelf: Shelf,
}

impl Workspace {
    /// A workspace of these folders, with the user's settings over every file's, and no imported index.
    pub fn new(folders: Vec<PathBuf>, user: Config) -> Self {
        Workspace { folders, user, shelf: Shelf::default() }
    }

    /// The same with the index that the user has imported, wherever that lies ([`index::default_path`]).
    pub fn of_user(folders: Vec<PathBuf>, user: Config) -> Self {
        let index = Arc::new(index::Lazy::at(index::default_path()));
        Workspace { folders, user, shelf: Shelf::with_index(index) }
    }

    /// Whether the user has imported another index since. Looks at the disk.
    pub fn has_stale_index(&self) -> bool {
        self.shelf.has_stale_index()
    }

    /// The folders.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// What surrounds a document: reads the disk unless it has been read before and not been
    /// [forgotten](Workspace::forget). `path` is absolute, or `None` for documents without a file.
    pub fn surroundings(&self, path: Option<&Path>, front_matter: &FrontMatter) -> Arc<Surroundings> {
        self.shelf.surroundings(&self.folders, &self.user, path, front_matter)
    }

    /// The same without touching the disk; `None` when it would have to.
    pub fn known_surroundings(
        &self,
        path: Option<&Path>,
        front_matter: &FrontMatter,
    ) -> Option<Arc<Surroundings>> {
        self.shelf.known(path, front_matter)
    }

    /// Drops what was read from this file, or from where it now appears. Whether anything depended on it.
    pub fn forget(&self, path: &Path) -> bool {
        self.shelf.forget(path)
    }

    /// Takes a library's, notes or configuration file's text from an editor in place of what is on disk, or lets the
    /// disk count again. Whether that is news; then [`Workspace::forget`] makes it count.
    pub fn hold(&self, path: &Path, text: Option<Arc<str>>) -> bool {
        self.shelf.hold(path, text)
    }

    /// The text of a file as it was last [held](Workspace::hold).
    pub fn held(&self, path: &Path) -> Option<Arc<str>> {
        self.shelf.held(path)
    }
}

/// How a document is written, by its file name and the editor's word for it.
pub fn syntax(path: Option<&Path>, language_id: Option<&str>) -> Syntax {
    let extension =
        path.and_then(Path::extension).and_then(|extension| extension.to_str()).map(str::to_lowercase);
    match (extension.as_deref(), language_id) {
        (Some("bib" | "bibtex" | "biblatex" | "json" | "yml" | "yaml"), _) => Syntax::Bibliography,
        (Some("txt" | "text"), _) => Syntax::Plain,
        (Some("md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd" | "mdx"), _) => Syntax::Markdown,
        (_, Some("plaintext" | "text" | "plain")) => Syntax::Plain,
        _ => Syntax::Markdown,
    }
}

/// How a document is written, by its text too: a library is one whatever it is called.
pub fn syntax_of(path: Option<&Path>, language_id: Option<&str>, text: &str) -> Syntax {
    if library::is_library(text) { Syntax::Bibliography } else { syntax(path, language_id) }
}

/// Reads and judges a parsed document. Pure: the same page in the same surroundings gives the same report.
pub fn check(page: Arc<Page>, around: Arc<Surroundings>) -> Report {
    let mut report = read(page, around);
    if !report.around.ignored {
        report.verdict = judge::judge(&report.context());
    }
    report
}

/// Reads a parsed document without judging it: the verdict of the report is empty.
pub fn read(page: Arc<Page>, around: Arc<Surroundings>) -> Report {
    let tongue = &around.tongue;
    let readings: Vec<_> =
        page.blocks.iter().map(|block| tongue.readings.read(&block.text, &tongue.lexicon)).collect();
    let article = tie(&page, &readings);
    // A relative link to one of the writer's own sources leads to a file that is there.
    let is_source = |link: &str| around.transcripts.files.iter().any(|file| link.ends_with(&file.name));
    let citations = citations::reference::resolve_with(&page, &around.library, is_source);
    let support = citations::support::weigh(&page, &readings, &article, &citations, around.settings.reach);
    let references = bibliography::of_page(&page, &readings);
    let pointers = pointer::pointers(&page, &references);
    Report {
        page,
        readings,
        article,
        citations,
        references,
        pointers,
        support,
        verdict: Verdict::default(),
        around,
    }
}

/// What the blocks say together. Nothing is carried over a heading, or from running text into a quote or a note.
fn tie(page: &Page, readings: &[Arc<Reading>]) -> Article {
    let mut before: Option<&Block> = None;
    let parts = page.blocks.iter().zip(readings).map(|(block, reading)| {
        let apart = before.is_none_or(|before| before.section != block.section || before.kind != block.kind);
        before = Some(block);
        article::Part { text: &block.text, reading, apart, quote: block.kind == prose::BlockKind::Quote }
    });
    Article::of(&parts.collect::<Vec<_>>())
}

/// Parses, reads and judges a text in one go.
pub fn check_text(text: &str, syntax: Syntax, around: Arc<Surroundings>) -> Report {
    check(Arc::new(prose::parse(text.into(), syntax)), around)
}
