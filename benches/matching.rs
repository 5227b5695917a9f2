//! How well the library is matched: each citation of a paper is hidden, and looked for again by its sentence.
//!
//! `cargo bench --bench matching -- FOLDER` takes every Markdown paper below a folder with the BibTeX files beside it. A
//! line for each library size tells how often the hidden entry comes first, and among the first five; the baseline is
//! BM25 over the titles. Keys cited before in the same paper count as used; the other keys of the same group are right
//! answers too, and so are left out of the count.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use factcheck_ls::citations::Library;
use factcheck_ls::citations::matching::{self, Query};
use factcheck_ls::language::sentence;
use factcheck_ls::language::token;
use factcheck_ls::prose::{self, CitationForm, Page, Syntax};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let Some(folder) = arguments.next() else {
        return writeln!(out, "Name a folder of Markdown papers with .bib files beside them.");
    };
    let verbose = arguments.next().is_some();
    let papers = papers(Path::new(&folder))?;
    let everything: Vec<PathBuf> = papers.iter().flat_map(|paper| paper.libraries.clone()).collect();
    let all = Library::load(&everything);
    writeln!(out, "{} papers, {} entries in all", papers.len(), all.entries.len())?;
    for (name, shared) in [("own library", None), ("all libraries", Some(&all))] {
        let (mut ours, mut base) = (Score::default(), Score::default());
        for paper in &papers {
            let own;
            let library = match shared {
                Some(all) => all,
                None => {
                    own = Library::load(&paper.libraries);
                    &own
                }
            };
            let bm25 = Bm25::new(library);
            for hidden in &paper.hidden {
                let query = Query {
                    sentence: &hidden.sentence,
                    around: &hidden.around,
                    used: hidden.used.iter().map(String::as_str).collect(),
                    ..Query::default()
                };
                let start = Instant::now();
                let found = matching::candidates(library, &query, 5 + hidden.group.len());
                ours.time += start.elapsed();
                let ranked: Vec<&str> =
                    found.iter().map(|candidate| library.entries[candidate.entry].key.as_str()).collect();
                let by_title: Vec<&str> = bm25
                    .rank(&hidden.sentence)
                    .into_iter()
                    .map(|entry| library.entries[entry].key.as_str())
                    .collect();
                for key in hidden.group.iter().filter(|key| library.get(key).is_some()) {
                    let place = place(&ranked, key, &hidden.group);
                    ours.count(place);
                    base.count(self::place(&by_title, key, &hidden.group));
                    if verbose && place.is_none_or(|place| place > 0) {
                        let first = found.first().map_or("", |first| first.because.as_str());
                        writeln!(
                            out,
                            "{place:?} {key}: {:?} before it ({first})\n    {}",
                            ranked.first(),
                            hidden.sentence
                        )?;
                    }
                }
            }
        }
        ours.tell(name, "ranker", &mut out)?;
        base.tell(name, "BM25 over titles", &mut out)?;
    }
    Ok(())
}

/// Where `key` stands among the ranked, the other right answers left out.
fn place(ranked: &[&str], key: &str, group: &[String]) -> Option<usize> {
    let others = |other: &&&str| **other == key || !group.iter().any(|right| right == **other);
    ranked.iter().filter(others).position(|other| *other == key)
}

#[derive(Default)]
struct Score {
    asked: usize,
    first: usize,
    first_five: usize,
    time: Duration,
}

impl Score {
    fn count(&mut self, place: Option<usize>) {
        self.asked += 1;
        self.first += usize::from(place == Some(0));
        self.first_five += usize::from(place.is_some_and(|place| place < 5));
    }

    fn tell(&self, library: &str, ranker: &str, out: &mut impl Write) -> io::Result<()> {
        let share = |count: usize| count as f64 / self.asked.max(1) as f64;
        writeln!(
            out,
            "{library:>14}  {ranker:>18}  {:>5} hidden  first {:.3}  first five {:.3}  {:.1} µs each",
            self.asked,
            share(self.first),
            share(self.first_five),
            self.time.as_secs_f64() * 1e6 / self.asked.max(1) as f64
        )
    }
}

struct Paper {
    libraries: Vec<PathBuf>,
    hidden: Vec<Hidden>,
}

/// A citation, hidden: its sentence without any key.
struct Hidden {
    sentence: String,
    around: String,
    group: Vec<String>,
    used: Vec<String>,
}

fn papers(folder: &Path) -> io::Result<Vec<Paper>> {
    let mut papers = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let mut texts = Vec::new();
        let mut libraries = Vec::new();
        for entry in std::fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("md" | "markdown") => texts.push(path),
                Some("bib") => libraries.push(path),
                _ => {}
            }
        }
        for text in texts.iter().filter(|_| !libraries.is_empty()) {
            let page = prose::parse(std::fs::read_to_string(text)?.into(), Syntax::Markdown);
            papers.push(Paper { libraries: libraries.clone(), hidden: hidden(&page) });
        }
    }
    papers.sort_by(|a, b| a.libraries.cmp(&b.libraries));
    Ok(papers)
}

fn hidden(page: &Page) -> Vec<Hidden> {
    let mut all: Vec<Hidden> = Vec::new();
    let mut used: Vec<String> = Vec::new();
    let mut last = None;
    for citation in &page.citations {
        let (CitationForm::Keys { keys, .. }, Some(place)) = (&citation.form, citation.place) else {
            continue;
        };
        let text = &page.blocks[place.block].text;
        let tokens = token::tokens(text);
        let sentences = sentence::sentences(text, &tokens);
        let at = sentences.partition_point(|sentence| sentence.span.start < place.at).max(1) - 1;
        let Some(span) = sentences.get(at).map(|sentence| sentence.span) else { continue };
        let keys: Vec<String> = keys.iter().map(|key| key.key.clone()).collect();
        // The groups of one sentence are hidden together: none may give away another.
        match all.last_mut().filter(|_| last == Some((place.block, at))) {
            Some(same) => same.group.extend(keys.iter().cloned()),
            None => all.push(Hidden {
                sentence: span.of(text).to_owned(),
                around: text.clone(),
                group: keys.clone(),
                used: used.clone(),
            }),
        }
        last = Some((place.block, at));
        used.extend(keys);
    }
    all
}

/// The baseline: BM25 (k1 = 1.2, b = 0.75) over the words of the titles.
struct Bm25 {
    titles: Vec<Vec<String>>,
    frequency: HashMap<String, usize>,
    average: f64,
}

impl Bm25 {
    fn new(library: &Library) -> Self {
        let titles: Vec<Vec<String>> =
            library.entries.iter().map(|entry| plain_words(&entry.title)).collect();
        let mut frequency: HashMap<String, usize> = HashMap::new();
        for title in &titles {
            let mut seen: Vec<&String> = title.iter().collect();
            seen.sort();
            seen.dedup();
            for word in seen {
                *frequency.entry(word.clone()).or_default() += 1;
            }
        }
        let length: usize = titles.iter().map(Vec::len).sum();
        Bm25 { average: length as f64 / titles.len().max(1) as f64, titles, frequency }
    }

    fn rank(&self, sentence: &str) -> Vec<usize> {
        let mut asked = plain_words(sentence);
        asked.sort();
        asked.dedup();
        let count = self.titles.len() as f64;
        let mut scored: Vec<(f64, usize)> = Vec::new();
        for (index, title) in self.titles.iter().enumerate() {
            let mut score = 0.0;
            for word in &asked {
                let times = title.iter().filter(|other| *other == word).count() as f64;
                let among = self.frequency.get(word).copied().unwrap_or_default() as f64;
                let rarity = (1.0 + (count - among + 0.5) / (among + 0.5)).ln();
                let length = 1.0 - 0.75 + 0.75 * title.len() as f64 / self.average;
                score += rarity * times * 2.2 / (times + 1.2 * length);
            }
            if score > 0.0 {
                scored.push((score, index));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().map(|(_, index)| index).collect()
    }
}

fn plain_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
