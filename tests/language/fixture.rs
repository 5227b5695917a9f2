//! Runs `tests/language/*.txt`: prose with marks under it, and what is read must be just what is marked.
//!
//! ```text
//! # A comment.
//! check: source, cue, content
//! names: outlet The Halden Gazette; short outlet the Gazette
//!
//! Ada Brandt said the dam leaks.
//! ^^^^^^^^^^ source person
//!            ^^^^ cue
//!                 ^^^^^^^^^^^^^ content
//! ```
//!
//! A case ends at an empty line; each of its lines of prose is a paragraph, and together they are one article. `check:`
//! says which families of marks are complete: whatever is read in them must be marked. At the top of the file it holds
//! for every case, at the top of a case for that one instead. `names:` gives the lexicon names it would have from
//! outside. A mark is `^^^^`, a family and, where it matters, a detail; one without a detail stands for any. A number
//! before the family says of which attribution, in order of their cues, a mark is part, for sentences with several:
//! `^^^^ 2 source person`. To read another family, add it to [`FAMILIES`].

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use factcheck_ls::language::article::{Article, Named, Part, Place};
use factcheck_ls::language::{Lexicon, MentionKind, Reading};
use factcheck_ls::text::Span;

/// A mark on a paragraph: the words, the family, the detail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    paragraph: usize,
    span: Span,
    family: String,
    /// Of which attribution of the paragraph, where the case numbers them.
    number: Option<usize>,
    detail: String,
}

/// What a family's reader sees.
struct Scene<'a> {
    texts: &'a [String],
    readings: &'a [Arc<Reading>],
    article: &'a Article,
}

/// One thing read: the paragraph, the words, the attribution's index when it is part of one, the detail.
type Read = (usize, Span, Option<usize>, String);

/// Reads one family.
type Reader = fn(&Scene<'_>) -> Vec<Read>;

/// Every family of marks with its reader.
const FAMILIES: &[(&str, Reader)] = &[
    ("sentence", |scene| {
        scene.all(|reading| reading.sentences.iter().map(|it| (it.span, String::new())).collect())
    }),
    // A sentence that claims something to check.
    ("claim", |scene| {
        scene.all(|reading| {
            let claims = reading.sentences.iter().zip(&reading.claims);
            claims.filter(|(_, claim)| claim.checkable).map(|(it, _)| (it.span, String::new())).collect()
        })
    }),
    // A sentence with nothing to check, with the reasons.
    ("idle", |scene| {
        scene.all(|reading| {
            let claims = reading.sentences.iter().zip(&reading.claims);
            let idle = claims.filter(|(_, claim)| !claim.checkable);
            idle.map(|(it, claim)| (it.span, claim.reasons.join(", "))).collect()
        })
    }),
    // "speech", "words" or "open".
    ("quotation", |scene| {
        scene.all(|reading| {
            let kind = |speech, closed| match (speech, closed) {
                (true, true) => "speech",
                (false, true) => "words",
                (_, false) => "open",
            };
            reading.quotations.iter().map(|it| (it.span, kind(it.speech, it.closed).to_owned())).collect()
        })
    }),
    // On a quotation, the words that name its speaker.
    ("speaker", |scene| {
        scene.tied(|reading| reading.quotations.iter().map(|it| it.span).collect(), &scene.article.speakers)
    }),
    // "person", "short outlet".
    ("mention", |scene| {
        scene.all(|reading| {
            let short = |short| if short { "short " } else { "" };
            let detail =
                |it: &factcheck_ls::language::Mention| format!("{}{}", short(it.short), it.kind.name());
            reading.mentions.iter().map(|it| (it.span, detail(it))).collect()
        })
    }),
    // The kind, as the whole article tells it.
    ("name", |scene| scene.named(|it| Some(it.kind.name().to_owned()))),
    // On a later short name, the first full mention.
    ("first", |scene| {
        scene.named(|it| it.full.map(|place| place.span.of(&scene.texts[place.block]).to_owned()))
    }),
    // The kind.
    ("source", |scene| {
        scene.attributed(|it| it.source.map(|span| (span, it.kind.name().to_owned())).into_iter().collect())
    }),
    ("cue", |scene| scene.attributed(|it| vec![(it.cue, String::new())])),
    // Each part.
    ("content", |scene| {
        scene.attributed(|it| it.content.iter().map(|span| (*span, String::new())).collect())
    }),
    // What a rule would mark, and the form.
    ("marked", |scene| scene.attributed(|it| vec![(it.marked, format!("{:?}", it.form).to_lowercase())])),
    // On the source of an attribution, the words it stands for.
    ("antecedent", |scene| {
        let source = |it: &factcheck_ls::language::Attribution| it.source.unwrap_or(it.cue);
        scene.tied(|reading| reading.attributions.iter().map(source).collect(), &scene.article.antecedents)
    }),
    ("quantity", |scene| {
        scene.all(|reading| {
            let kind = |it: &factcheck_ls::language::Quantity| format!("{:?}", it.kind).to_lowercase();
            reading.quantities.iter().map(|it| (it.span, kind(it))).collect()
        })
    }),
];

impl Scene<'_> {
    fn all(&self, read: impl Fn(&Reading) -> Vec<(Span, String)>) -> Vec<Read> {
        let readings = self.readings.iter().enumerate();
        readings
            .flat_map(|(paragraph, reading)| {
                read(reading).into_iter().map(move |(span, detail)| (paragraph, span, None, detail))
            })
            .collect()
    }

    fn attributed(
        &self,
        read: impl Fn(&factcheck_ls::language::Attribution) -> Vec<(Span, String)>,
    ) -> Vec<Read> {
        let mut found = Vec::new();
        for (paragraph, reading) in self.readings.iter().enumerate() {
            let mut order: Vec<usize> = (0..reading.attributions.len()).collect();
            order.sort_by_key(|index| reading.attributions[*index].cue.start);
            for (number, index) in order.into_iter().enumerate() {
                let spans = read(&reading.attributions[index]);
                found.extend(
                    spans.into_iter().map(|(span, detail)| (paragraph, span, Some(number + 1), detail)),
                );
            }
        }
        found
    }

    fn named(&self, detail: impl Fn(&Named) -> Option<String>) -> Vec<Read> {
        let names = self.article.names.iter().enumerate();
        names
            .flat_map(|(paragraph, names)| names.iter().map(move |named| (paragraph, named)))
            .filter_map(|(paragraph, named)| Some((paragraph, named.span, None, detail(named)?)))
            .collect()
    }

    /// Things with the place each is tied to elsewhere in the article; those tied to nothing are left out.
    fn tied(&self, things: impl Fn(&Reading) -> Vec<Span>, places: &[Vec<Option<Place>>]) -> Vec<Read> {
        let mut found = Vec::new();
        for (paragraph, reading) in self.readings.iter().enumerate() {
            let places = places.get(paragraph).into_iter().flatten();
            for (span, place) in things(reading).into_iter().zip(places) {
                if let Some(place) = place {
                    found.push((paragraph, span, None, place.span.of(&self.texts[place.block]).to_owned()));
                }
            }
        }
        found
    }
}

/// A case as written.
#[derive(Default)]
struct Case {
    line: usize,
    paragraphs: Vec<String>,
    marks: Vec<Mark>,
    check: Option<Vec<String>>,
}

fn list(line: &str) -> Vec<String> {
    line.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn mark(line: &str, prose: &str, paragraph: usize) -> Mark {
    let from = line.chars().take_while(|c| *c == ' ').count();
    let length = line.chars().filter(|c| *c == '^').count();
    let at = |chars: usize| prose.char_indices().nth(chars).map_or(prose.len(), |(at, _)| at);
    let mut words = line.trim_start_matches([' ', '^']).trim();
    let number = words.split_whitespace().next().and_then(|word| word.parse().ok());
    if number.is_some() {
        words = words.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    }
    let (family, detail) = words.split_once(' ').unwrap_or((words, ""));
    let span = Span::new(at(from), at(from + length));
    Mark { paragraph, span, family: family.to_owned(), number, detail: detail.trim().to_owned() }
}

/// The file's lexicon, the families it checks, and its cases.
fn parse(file: &str) -> (Lexicon, Vec<String>, Vec<Case>) {
    let mut names: Vec<(&str, MentionKind, bool)> = Vec::new();
    let mut check = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut open = false;
    for (number, line) in file.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() {
            open = false;
        } else if let Some(rest) = line.strip_prefix("names:") {
            for name in rest.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                let (short, name) = name.strip_prefix("short ").map_or((false, name), |name| (true, name));
                let (kind, name) = name.split_once(' ').expect("a kind and a name");
                let kinds = [
                    MentionKind::Person,
                    MentionKind::Organisation,
                    MentionKind::Place,
                    MentionKind::Outlet,
                    MentionKind::Document,
                ];
                let kind = kinds.into_iter().find(|it| it.name() == kind).expect("a kind of mention");
                names.push((name, kind, short));
            }
        } else if let Some(rest) = line.strip_prefix("check:") {
            // The file's own before any case, the next case's after that.
            if cases.is_empty() && check.is_empty() {
                check = list(rest);
            } else {
                cases.push(Case { line: number + 1, check: Some(list(rest)), ..Case::default() });
                open = true;
            }
        } else if line.trim_start().starts_with('^') {
            let case = cases.last_mut().filter(|_| open).expect("prose before its marks");
            let paragraph = case.paragraphs.len() - 1;
            case.marks.push(mark(line, &case.paragraphs[paragraph], paragraph));
        } else {
            if !open {
                cases.push(Case { line: number + 1, ..Case::default() });
                open = true;
            }
            cases.last_mut().expect("a case").paragraphs.push(line.to_owned());
        }
    }
    (Lexicon::new(names), check, cases)
}

/// Everything read of the families, with the numbers of attributions where the case uses them.
fn read(case: &Case, lexicon: &Lexicon, families: &[String], numbered: bool) -> Vec<Mark> {
    let readings: Vec<Arc<Reading>> =
        case.paragraphs.iter().map(|text| Arc::new(Reading::of(text, lexicon))).collect();
    let parts: Vec<Part<'_>> = case
        .paragraphs
        .iter()
        .zip(&readings)
        .map(|(text, reading)| Part { text, reading, apart: false, quote: false })
        .collect();
    let article = Article::of(&parts);
    let scene = Scene { texts: &case.paragraphs, readings: &readings, article: &article };
    let mut found = Vec::new();
    for (family, reader) in FAMILIES.iter().filter(|(family, _)| families.iter().any(|it| it == family)) {
        found.extend(reader(&scene).into_iter().map(|(paragraph, span, number, detail)| Mark {
            paragraph,
            span,
            family: (*family).to_owned(),
            number: number.filter(|_| numbered),
            detail,
        }));
    }
    found.sort();
    if !numbered {
        // A source of two cues is marked once.
        found.dedup();
    }
    found
}

fn agree(wanted: &[Mark], found: &[Mark]) -> bool {
    wanted.len() == found.len()
        && wanted.iter().zip(found).all(|(wanted, found)| {
            let detail = wanted.detail.is_empty() || wanted.detail == found.detail;
            detail && Mark { detail: found.detail.clone(), ..wanted.clone() } == *found
        })
}

/// The case with `marks` under its lines, as a file would have it.
fn written(case: &Case, marks: &[Mark]) -> String {
    let mut out = String::new();
    for (paragraph, text) in case.paragraphs.iter().enumerate() {
        let _ = writeln!(out, "{text}");
        for mark in marks.iter().filter(|mark| mark.paragraph == paragraph) {
            let before = text[..mark.span.start].chars().count();
            let length = mark.span.of(text).chars().count().max(1);
            let number = mark.number.map(|number| format!("{number} ")).unwrap_or_default();
            let words = format!("{number}{} {}", mark.family, mark.detail);
            let _ = writeln!(out, "{}{} {}", " ".repeat(before), "^".repeat(length), words.trim_end());
        }
    }
    out
}

/// What is wrong with one file, in words; nothing when all is as marked.
pub fn complaints(name: &str, file: &str) -> String {
    let mut out = String::new();
    let (lexicon, of_file, cases) = parse(file);
    if cases.is_empty() {
        let _ = writeln!(out, "{name}: no case");
    }
    for case in &cases {
        let families = case.check.as_ref().unwrap_or(&of_file);
        let known = |family: &String| FAMILIES.iter().any(|(it, _)| it == family);
        if let Some(family) = families.iter().find(|family| !known(family)) {
            let _ = writeln!(out, "{name}:{}: no family “{family}”", case.line);
            continue;
        }
        if let Some(mark) = case.marks.iter().find(|mark| !families.contains(&mark.family)) {
            let _ = writeln!(out, "{name}:{}: “{}” is marked but not checked", case.line, mark.family);
            continue;
        }
        let mut wanted = case.marks.clone();
        wanted.sort();
        let numbered = wanted.iter().any(|mark| mark.number.is_some());
        let found = read(case, &lexicon, families, numbered);
        if !agree(&wanted, &found) {
            let (wanted, found) = (written(case, &wanted), written(case, &found));
            let _ =
                writeln!(out, "{name}:{}: wanted\n{wanted}\n{name}:{}: read\n{found}", case.line, case.line);
        }
    }
    out
}

/// Every file of marked prose, by name.
pub fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("tests/language")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect();
    files.sort();
    files
}
