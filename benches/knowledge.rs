//! The imported index at scale: how fast a dump is read, how large the index is, how long a look-up and a hover take,
//! and how much memory that costs.
//!
//! `cargo bench --bench knowledge -- 1000000` makes a dump of so many items in Wikidata's format, the same on every run
//! (20,000 unless told), packs it with gzip, imports it, and asks for names at random, as a fresh process would. A folder
//! behind the number keeps dump and index.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use factcheck_ls::knowledge::Store;
use factcheck_ls::knowledge::index::import::{Import, import};
use factcheck_ls::knowledge::index::input::Lines;
use factcheck_ls::knowledge::index::{Index, Lazy};

/// Items in the whole of Wikidata, and the bytes of its packed dump (late 2025, of Wikidata's own statistics).
const WHOLE: f64 = 115e6;

const GIVEN: [&str; 16] = [
    "Ana", "Ola", "Maren", "Jo", "Lucía", "Tomasz", "Anneke", "Ivo", "Kari", "Sven", "Noor", "Pál", "Ruth",
    "Emil", "Zoë", "Hugo",
];
const FAMILY: [&str; 20] = [
    "Ruiz", "Lind", "Berg", "Olsen", "Haugen", "Müller", "Novak", "Okafor", "Sato", "Diaz", "Moreau",
    "Kovács", "Jensen", "Rossi", "Silva", "Khan", "Peeters", "Nowak", "Ek", "Varga",
];

fn main() -> io::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut out = io::stdout().lock();
    if let [asked, index, count] = &arguments[..]
        && asked == "ask"
    {
        return ask(Path::new(index), count.parse().unwrap_or(1), &mut out);
    }
    let count: u64 = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let passing = tempfile::tempdir()?;
    let folder = arguments.get(1).map_or(passing.path(), Path::new);
    let dump = folder.join("dump.json.gz");
    let bytes = write_dump(&dump, count)?;
    let packed = dump.metadata()?.len();
    writeln!(out, "{count} items, {} MB, {} MB packed", bytes >> 20, packed >> 20)?;

    let index = folder.join("index.redb");
    let wanted = Import {
        index: index.clone(),
        file: "dump".into(),
        languages: vec!["en".into(), "mul".into()],
        restart: false,
        finish: false,
    };
    let begun = Instant::now();
    let lines = Lines::of(File::open(&dump)?, Arc::new(AtomicU64::new(0)))?;
    let building = AtomicU64::new(0);
    let done = import(&wanted, lines, |step| {
        if matches!(step, factcheck_ls::knowledge::index::import::Step::Building(1, _)) {
            building.store(begun.elapsed().as_millis() as u64, Ordering::Relaxed);
        }
    })
    .map_err(io::Error::other)?;
    let took = begun.elapsed();
    let read = Duration::from_millis(building.load(Ordering::Relaxed));
    let size = index.metadata()?.len();
    let kept = done.contents.entities();
    writeln!(
        out,
        "import {:.1} s ({:.1} s reading, {:.0} items/s, {:.0} MB/s unpacked), peak memory {} MB",
        took.as_secs_f64(),
        read.as_secs_f64(),
        count as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6 / read.as_secs_f64(),
        memory("VmHWM:") / 1024,
    )?;
    writeln!(out, "index {} MB, {kept} entities, {} names", size >> 20, done.contents.names)?;
    let whole = WHOLE / count as f64;
    writeln!(
        out,
        "all of Wikidata, at this rate and with items like these: {:.1} h, {:.0} GB",
        took.as_secs_f64() * whole / 3600.0,
        size as f64 * whole / 1e9
    )?;
    // A process of its own: what the import has warmed up and left in memory does not count.
    let asked =
        Command::new(std::env::current_exe()?).arg("ask").arg(&index).arg(count.to_string()).output()?;
    out.write_all(&asked.stdout)?;
    out.write_all(&asked.stderr)
}

fn ask(index: &Path, count: u64, out: &mut impl Write) -> io::Result<()> {
    let begun = Instant::now();
    let store = Store::new(Vec::new()).with_index(Arc::new(Lazy::at(Some(PathBuf::from(index)))));
    let found = store.look_up(&person(count / 2)).len();
    let first = begun.elapsed();
    let opened = Index::open(index).map_err(io::Error::other)?;
    let mut random = Random(7);
    let mut times = Vec::new();
    let mut known = found;
    for _ in 0..20_000 {
        let name = person(random.below(count));
        let begun = Instant::now();
        known += opened.find(&name).entities.len();
        times.push(begun.elapsed());
    }
    times.sort();
    let micros = |at: usize| times[at].as_secs_f64() * 1e6;
    writeln!(
        out,
        "first look-up after start {:.1} ms; then median {:.0} µs, p99 {:.0} µs, worst {:.0} µs; {known} found; \
         resident memory {} MB",
        first.as_secs_f64() * 1000.0,
        micros(times.len() / 2),
        micros(times.len() * 99 / 100),
        micros(times.len() - 1),
        memory("VmRSS:") / 1024,
    )
}

/// The name of a person of the dump.
fn person(number: u64) -> String {
    let given = GIVEN[(number % 16) as usize];
    let family = FAMILY[(number / 16 % 20) as usize];
    // A middle name of its own for each: "Ana Balomi Ruiz".
    let mut middle = String::new();
    let mut rest = number / 320;
    loop {
        let syllables = ["ba", "lo", "mi", "ve", "ra", "su", "ti", "no", "ke", "da"];
        middle.push_str(syllables[(rest % 10) as usize]);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let capital = middle.remove(0).to_ascii_uppercase();
    format!("{given} {capital}{middle} {family}")
}

/// Items as Wikidata has them, with what an importer passes over, too: most of a real item is that.
fn write_dump(path: &Path, count: u64) -> io::Result<u64> {
    let mut out =
        flate2::write::GzEncoder::new(BufWriter::new(File::create(path)?), flate2::Compression::fast());
    let mut bytes = 2;
    out.write_all(b"[\n")?;
    let mut random = Random(1);
    for number in 0..count {
        let line = item(number, &mut random) + if number + 1 < count { ",\n" } else { "\n" };
        bytes += line.len() as u64;
        out.write_all(line.as_bytes())?;
    }
    out.write_all(b"]\n")?;
    out.finish()?.flush()?;
    Ok(bytes)
}

fn item(number: u64, random: &mut Random) -> String {
    let id = number + 1000;
    let (name, class) = match number % 10 {
        0..=5 => (person(number), 5),
        6 => (format!("{} Shipping {number}", FAMILY[(number % 20) as usize]), 4_830_453),
        7 => (format!("{}vik {number}", FAMILY[(number % 20) as usize]), 515),
        8 => (format!("Minister of Harbours {number}"), 4_164_871),
        _ => (format!("On quays, part {number}"), 13_442_814),
    };
    let mut labels = String::new();
    for language in ["en", "de", "fr", "nl", "es", "nb", "ru", "ja"] {
        let _ = write!(labels, ",\"{language}\":{{\"language\":\"{language}\",\"value\":\"{name}\"}}");
    }
    let year = 1930 + random.below(70);
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let office = 1008 + 10 * random.below(100);
    let reference = format!(
        "[{{\"snaks\":{{\"P813\":[{{\"snaktype\":\"value\",\"property\":\"P813\",\"datavalue\":{{\"value\":{{\"time\":\
         \"+2024-{month:02}-{day:02}T00:00:00Z\",\"precision\":11}},\"type\":\"time\"}}}}]}}}}]"
    );
    let claim = |property: &str, value: &str, qualifiers: &str| {
        format!(
            "\"{property}\":[{{\"mainsnak\":{{\"snaktype\":\"value\",\"property\":\"{property}\",\"datavalue\":{value}}},\
             \"type\":\"statement\",\"rank\":\"normal\",\"qualifiers\":{qualifiers},\"references\":{reference}}}]"
        )
    };
    let of_item = |id: u64| {
        format!(
            "{{\"value\":{{\"entity-type\":\"item\",\"numeric-id\":{id},\"id\":\"Q{id}\"}},\"type\":\"wikibase-entityid\"}}"
        )
    };
    let of_day = |year: u64| {
        format!(
            "{{\"value\":{{\"time\":\"+{year}-{month:02}-{day:02}T00:00:00Z\",\"precision\":11}},\"type\":\"time\"}}"
        )
    };
    let term = format!("{{\"P580\":[{{\"snaktype\":\"value\",\"datavalue\":{}}}]}}", of_day(year + 40));
    let mut claims = vec![claim("P31", &of_item(class), "{}"), claim("P569", &of_day(year), "{}")];
    claims.push(claim("P39", &of_item(office), &term));
    claims.push(claim("P108", &of_item(1006 + 10 * random.below(100)), "{}"));
    for external in 2000..2012 {
        claims.push(claim(
            &format!("P{external}"),
            &format!("{{\"value\":\"{external}-{id}\",\"type\":\"string\"}}"),
            "{}",
        ));
    }
    let mut links = String::new();
    for wiki in 0..random.below(12) {
        let _ =
            write!(links, ",\"w{wiki}wiki\":{{\"site\":\"w{wiki}wiki\",\"title\":\"{name}\",\"badges\":[]}}");
    }
    format!(
        "{{\"type\":\"item\",\"id\":\"Q{id}\",\"labels\":{{{}}},\"descriptions\":{{\"en\":{{\"language\":\"en\",\"value\":\
         \"one of many\"}}}},\"aliases\":{{\"en\":[{{\"language\":\"en\",\"value\":\"{name} the Elder\"}}]}},\
         \"claims\":{{{}}},\"sitelinks\":{{{}}}}}",
        labels.trim_start_matches(','),
        claims.join(","),
        links.trim_start_matches(',')
    )
}

/// Kilobytes of this process, by the system's account; 0 where it gives none.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The same numbers on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}
