//! How long the writer's library takes: to load, to index, to match a sentence against, to be sought for completion.
//!
//! `cargo bench --bench library` makes a library of 20,000 entries, the same on every run, in each of the three formats.
//! `cargo bench --bench library -- FOLDER` loads every library file below a folder and tells, a line each, how many
//! entries were kept and what was wrong.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use factcheck_ls::citations::Library;
use factcheck_ls::citations::matching::{self, Query};

const ENTRIES: usize = 20_000;

const SENTENCES: [&str; 6] = [
    "The Norvik Gazette reported on 3 May 2014 that the harbour council had sold 1,204 moorings.",
    "Traffic through the port grew by 12 percent, according to a report on ferries by Lucía Berg.",
    "Nobody was hurt.",
    "Tomasz Olsen found in 2009 that tunnels and bridges age faster near the sea.",
    "The ministry of fisheries counts 812 boats, a third of them older than the quay they lie at.",
    "Anneke Haugen and Ivo Lind measured the pressure on the dam in the winter of 1998.",
];

/// Typed letter by letter to find an entry.
const TYPED: [&str; 4] = ["berg2014", "harbour moorings", "lucía", "zzz"];

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    // Cargo's own arguments begin with a dash.
    match std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        Some(folder) => survey(Path::new(&folder), &mut out),
        None => measure(&mut out),
    }
}

fn measure(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:>10}  {:>8}  {:>10}  {:>10}  {:>12}  {:>12}  {:>10}  {:>11}  {:>10}",
        "format",
        "MB",
        "load",
        "first match",
        "match median",
        "match worst",
        "first seek",
        "seek median",
        "seek worst"
    )?;
    for (name, text) in [("a.bib", bib()), ("a.json", json()), ("a.yml", yaml())] {
        let megabytes = text.len() as f64 / 1e6;
        let files = [(PathBuf::from(name), text)];
        let start = Instant::now();
        let library = Library::parse(&files);
        let load = start.elapsed();
        assert_eq!((library.entries.len(), library.problems.len()), (ENTRIES, 0), "{name}");
        let ask = |sentence: &str| {
            let query = Query { sentence, ..Query::default() };
            let start = Instant::now();
            let found = matching::candidates(&library, &query, 5);
            (start.elapsed(), found.len())
        };
        let (first, _) = ask(SENTENCES[0]);
        let mut times: Vec<Duration> =
            (0..40).flat_map(|_| SENTENCES.iter().map(|sentence| ask(sentence).0)).collect();
        times.sort();
        // What completion asks at each letter that a writer types after `[@`.
        let mut keystrokes: Vec<Duration> = Vec::new();
        let first_seek = seek(&library, "b");
        for word in TYPED {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            keystrokes.extend(ends.map(|end| seek(&library, &word[..end])));
        }
        keystrokes.sort();
        let [load, first, median, worst, first_seek, seek, worst_seek] = [
            load,
            first,
            times[times.len() / 2],
            times[times.len() - 1],
            first_seek,
            keystrokes[keystrokes.len() / 2],
            keystrokes[keystrokes.len() - 1],
        ]
        .map(shown);
        write!(out, "{name:>10}  {megabytes:>8.1}  {load:>10}  {first:>10}  {median:>12}  {worst:>12}")?;
        writeln!(out, "  {first_seek:>10}  {seek:>11}  {worst_seek:>10}")?;
    }
    Ok(())
}

fn seek(library: &Library, typed: &str) -> Duration {
    let start = Instant::now();
    let found = library.seek(typed);
    let took = start.elapsed();
    assert!(found.len() <= ENTRIES);
    took
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// One entry of the made-up library.
struct Made {
    key: String,
    family: &'static str,
    given: &'static str,
    title: String,
    outlet: String,
    date: String,
    url: String,
}

fn made() -> impl Iterator<Item = Made> {
    const GIVEN: [&str; 7] = ["Maren", "Ivo", "Lucía", "Tomasz", "Anneke", "Björn", "Noor"];
    const FAMILY: [&str; 9] =
        ["Olsen", "Haugen", "Lind", "Berg", "Ruiz", "Menon", "Okafor", "Sato", "Wójcik"];
    const NOUNS: [&str; 16] = [
        "Ferries",
        "Tunnels",
        "Dams",
        "Bridges",
        "Moorings",
        "Fisheries",
        "Ports",
        "Levies",
        "Budgets",
        "Storms",
        "Quays",
        "Pumps",
        "Shipyards",
        "Pilots",
        "Lighthouses",
        "Councils",
    ];
    const OUTLETS: [&str; 6] = [
        "Norvik Gazette",
        "Journal of Harbours",
        "The Northern Post",
        "Sea & Shore",
        "Water Review",
        "Norvik Press",
    ];
    let mut turn = 7usize;
    (0..ENTRIES).map(move |number| {
        let mut pick = |count: usize| {
            turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (turn >> 33) % count
        };
        let (family, given) = (FAMILY[pick(9)], GIVEN[pick(7)]);
        let (first, second) = (NOUNS[pick(16)], NOUNS[pick(16)]);
        let (year, month, day) = (1980 + pick(45), 1 + pick(12), 1 + pick(28));
        Made {
            key: format!("{}{year}{}{number}", family.to_lowercase(), first.to_lowercase()),
            family,
            given,
            title: format!(
                "{first} and {second}: the {} case of station {number}",
                NOUNS[pick(16)].to_lowercase()
            ),
            outlet: OUTLETS[pick(6)].to_owned(),
            date: format!("{year}-{month:02}-{day:02}"),
            url: format!("https://library.example/{year}/{number}"),
        }
    })
}

fn bib() -> String {
    let mut text = String::new();
    for one in made() {
        let _ = writeln!(
            text,
            "@article{{{},\n  title = {{{}}},\n  author = {{{}, {}}},\n  journaltitle = {{{}}},\n  date = {{{}}},\n  url = {{{}}},\n  abstract = {{A study of what becomes of such places, with figures for every year.}},\n}}\n",
            one.key,
            one.title,
            one.family,
            one.given,
            one.outlet.replace('&', "\\&"),
            one.date,
            one.url
        );
    }
    text
}

fn json() -> String {
    let records: Vec<String> = made()
        .map(|one| {
            let date = one.date.replace('-', ",").replace(",0", ",");
            format!(
                "  {{\"id\":\"{}\",\"type\":\"article-journal\",\"title\":\"{}\",\"author\":[{{\"family\":\"{}\",\"given\":\"{}\"}}],\"container-title\":\"{}\",\"issued\":{{\"date-parts\":[[{date}]]}},\"URL\":\"{}\",\"abstract\":\"A study of what becomes of such places, with figures for every year.\"}}",
                one.key, one.title, one.family, one.given, one.outlet, one.url
            )
        })
        .collect();
    format!("[\n{}\n]\n", records.join(",\n"))
}

fn yaml() -> String {
    let mut text = String::new();
    for one in made() {
        let _ = writeln!(
            text,
            "{}:\n  type: Article\n  title: \"{}\"\n  author: [\"{}, {}\"]\n  date: {}\n  url: {}\n  parent:\n    type: Periodical\n    title: \"{}\"\n",
            one.key, one.title, one.family, one.given, one.date, one.url, one.outlet
        );
    }
    text
}

/// Every library below `folder`: entries kept, problems, milliseconds, path.
fn survey(folder: &Path, out: &mut impl Write) -> io::Result<()> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["bib", "bibtex", "biblatex", "json", "csl", "yml", "yaml"].contains(&extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    let (mut kept, mut wrong) = (0, 0);
    for path in &files {
        let start = Instant::now();
        let library = Library::load(std::slice::from_ref(path));
        let took = start.elapsed();
        kept += library.entries.len();
        wrong += library.problems.len();
        let shown_path = path.strip_prefix(folder).unwrap_or(path).display();
        writeln!(
            out,
            "{}\t{}\t{}\t{shown_path}",
            library.entries.len(),
            library.problems.len(),
            shown(took)
        )?;
    }
    writeln!(out, "{kept}\t{wrong}\t{} files", files.len())
}
