//! The imported index: made of dumps in Wikidata's format, asked, interrupted, damaged.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use factcheck_ls::knowledge::index::{Index, Lazy};
use factcheck_ls::knowledge::{Entity, EntityKind, Store};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An item of the dump.
fn item(id: u32, label: &str, class: u32) -> Value {
    json!({
        "type": "item", "id": format!("Q{id}"), "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {}, "aliases": {}, "sitelinks": {},
        "claims": {"P31": [statement(entity(class), json!({}), json!([]))]},
    })
}

fn statement(value: Value, qualifiers: Value, references: Value) -> Value {
    json!({
        "mainsnak": {"snaktype": "value", "datavalue": value}, "type": "statement", "rank": "normal",
        "qualifiers": qualifiers, "references": references,
    })
}

fn entity(id: u32) -> Value {
    json!({"type": "wikibase-entityid", "value": {"entity-type": "item", "numeric-id": id, "id": format!("Q{id}")}})
}

fn day(date: &str) -> Value {
    json!({"type": "time", "value": {"time": format!("+{date}T00:00:00Z"), "precision": 11}})
}

fn amount(number: &str) -> Value {
    json!({"type": "quantity", "value": {"amount": number, "unit": "1"}})
}

fn text(words: &str) -> Value {
    json!({"type": "string", "value": words})
}

/// One snak of a property, as qualifiers and references have them.
fn snak(property: &str, value: Value) -> Value {
    json!({property: [{"snaktype": "value", "datavalue": value}]})
}

fn read_on(date: &str) -> Value {
    let mut parts = snak("P813", day(date));
    parts["P854"] = json!([{"snaktype": "value", "datavalue": text("https://a.example")}]);
    json!([{"snaks": parts}])
}

/// A small world: a person with offices, a company, a country, a newspaper, and pages about none.
fn world() -> Vec<Value> {
    let mut ruiz = item(7, "Ana Ruiz", 5);
    ruiz["aliases"] = json!({"en": [{"language": "en", "value": "Ana María Ruiz"}]});
    ruiz["descriptions"] = json!({"en": {"language": "en", "value": "Norvikian politician"}});
    ruiz["sitelinks"] = json!({"enwiki": {}, "frwiki": {}});
    ruiz["claims"]["P569"] = json!([statement(day("1980-06-12"), json!({}), read_on("2024-03-01"))]);
    let mut term = snak("P580", day("2019-03-01"));
    term["P582"] = snak("P582", day("2023-10-05"))["P582"].clone();
    term["P1365"] = snak("P1365", entity(8))["P1365"].clone();
    ruiz["claims"]["P39"] = json!([
        statement(entity(20), snak("P580", day("2023-10-06")), json!([])),
        statement(entity(21), term, read_on("2023-11-02")),
    ]);
    let mut withdrawn = statement(entity(11), json!({}), json!([]));
    withdrawn["rank"] = json!("deprecated");
    ruiz["claims"]["P108"] = json!([withdrawn]);
    let lind = item(8, "Ola Lind", 5);
    let mut namesake = item(9, "Ana Ruiz", 5);
    namesake["descriptions"] = json!({"en": {"language": "en", "value": "handball player"}});
    let mut company = item(11, "Norvik Shipping", 900);
    let mut listed = snak("P249", text("NVKS"));
    listed["P580"] = snak("P580", day("2010-01-01"))["P580"].clone();
    company["claims"]["P414"] = json!([statement(entity(99), listed, json!([]))]);
    company["claims"]["P169"] = json!([statement(entity(8), snak("P580", day("2022-01-01")), json!([]))]);
    company["claims"]["P856"] =
        json!([statement(text("https://www.norvik-shipping.example/"), json!({}), json!([]))]);
    let mut country = item(12, "Norvik", 6256);
    let older = statement(amount("+4900000"), snak("P585", day("2011-01-01")), json!([]));
    let newer = statement(amount("+5100123"), snak("P585", day("2023-01-01")), read_on("2024-01-09"));
    country["claims"]["P1082"] = json!([older, newer]);
    country["claims"]["P571"] = json!([{"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"}]);
    let mut paper = item(13, "The Norvik Gazette", 11032);
    paper["claims"]["P856"] = json!([statement(text("https://gazette.example"), json!({}), json!([]))]);
    paper["claims"]["P127"] = json!([statement(entity(11), json!({}), json!([]))]);
    let mut class = item(900, "shipping line", 901);
    class["claims"]["P279"] = json!([statement(entity(4830453), json!({}), json!([]))]);
    let page = item(30, "Ana Ruiz", 4167410);
    let prime = item(20, "Prime Minister of Norvik", 4164871);
    let harbours = item(21, "Minister of Harbours", 294414);
    vec![ruiz, lind, namesake, company, country, paper, class, page, prime, harbours]
}

fn dump(items: &[Value]) -> String {
    let lines: Vec<String> = items.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// A folder with an index to be.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Home {
        Home { folder: tempfile::tempdir().expect("a folder") }
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index.redb")
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"));
        command.arg("knowledge").args(arguments).arg("--index").arg(self.index());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        told(&self.command(arguments).output().expect("it runs"))
    }

    fn import(&self, dump: &Path) -> String {
        let (code, said) = self.run(&["import", &dump.to_string_lossy()]);
        assert_eq!(code, Some(0), "{said}");
        said
    }

    fn store(&self) -> Store {
        Store::new(Vec::new()).with_index(Arc::new(Lazy::at(Some(self.index()))))
    }
}

fn told(output: &Output) -> (Option<i32>, String) {
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn one<'s>(store: &'s Store, name: &str) -> &'s Entity {
    store.look_up(name).first().copied().unwrap_or_else(|| panic!("{name} is not known"))
}

fn value(entity: &Entity, fact: &str) -> String {
    entity.fact(fact).map(|fact| format!("{} ({})", fact.value, fact.source)).unwrap_or_default()
}

/// Everything an index says, for comparing two.
fn all(index: &Path) -> Vec<String> {
    let index = Index::open(index).expect("an index");
    let mut names: Vec<String> =
        world().iter().map(|item| item["labels"]["en"]["value"].to_string()).collect();
    names.extend((0..400).map(|number| format!("Person {number}")));
    names.iter().map(|name| format!("{:?}", index.find(name.trim_matches('"')).entities)).collect()
}

#[test]
fn what_a_checker_asks_for_is_kept_with_its_dates_and_what_it_rests_on() {
    let home = Home::new();
    let said = home.import(&home.write("dump.json", dump(&world())));
    assert!(said.contains("people") && said.contains("Read 12 lines"), "{said}");
    let store = home.store();
    let ruiz = one(&store, "ana ruiz");
    assert_eq!((ruiz.kind, ruiz.description.as_str()), (EntityKind::Person, "Norvikian politician"));
    assert_eq!(value(ruiz, "born"), "1980-06-12 (Wikidata Q7, stated 2024-03-01)");
    let offices: Vec<String> =
        ruiz.offices.iter().map(|office| format!("{office} ({})", office.source)).collect();
    assert_eq!(
        offices,
        [
            "Prime Minister of Norvik since 6 October 2023 (Wikidata Q7, unreferenced)",
            "Minister of Harbours (after Ola Lind), 1 March 2019 – 5 October 2023 (Wikidata Q7, stated 2023-11-02)",
        ]
    );
    assert_eq!(value(ruiz, "employer"), "", "what was withdrawn is not told");
    let company = one(&store, "Norvik Shipping");
    assert_eq!((company.kind, company.description.as_str()), (EntityKind::Organisation, "shipping line"));
    assert_eq!(value(company, "ticker"), "NVKS (Wikidata Q11, unreferenced)");
    assert_eq!(
        company.fact("chief executive").map(|fact| (&*fact.value, fact.as_of.as_deref())),
        Some(("Ola Lind", Some("2022-01-01")))
    );
    let country = one(&store, "Norvik");
    let population = country.fact("population").expect("a population");
    assert_eq!((&*population.value, population.as_of.as_deref()), ("5,100,123", Some("2023-01-01")));
    assert_eq!(value(country, "founded"), "", "an unknown value is no value");
    let paper = store.imported_outlet_of_host("www.gazette.example").expect("the outlet");
    assert_eq!(
        (paper.name.as_str(), value(&paper, "owner")),
        ("The Norvik Gazette", "Norvik Shipping (Wikidata Q13, unreferenced)".into())
    );
    assert_eq!(one(&store, "Minister of Harbours").kind, EntityKind::Office);
}

#[test]
fn namesakes_are_all_told_the_best_known_first_and_pages_about_names_are_nobody() {
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&world())));
    let store = home.store();
    let found: Vec<_> = store.look_up("Ana Ruiz").iter().map(|entity| entity.item.clone().unwrap()).collect();
    assert_eq!(found, ["Q7", "Q9"]);
    assert_eq!(store.namesakes("Ana Ruiz"), 2);
    assert_eq!(one(&store, "Ana Maria Ruiz’s").item.as_deref(), Some("Q7"));
    // Rules see what everybody has.
    assert!(store.find("Ana Ruiz").is_empty());
    let (code, said) = home.run(&["search", "Ana Ruiz"]);
    assert!(code == Some(0) && said.contains("handball player") && said.contains("Q7"), "{said}");
    assert_eq!(home.run(&["search", "Nobody Such"]).0, Some(1));
}

#[test]
fn dumps_are_read_however_they_are_packed_and_from_a_pipe() {
    let plain = dump(&world());
    let mut gzip = Vec::new();
    // Two members, as parallel packers write them.
    for part in [&plain[..plain.len() / 2], &plain[plain.len() / 2..]] {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(part.as_bytes()).unwrap();
        gzip.extend(packer.finish().unwrap());
    }
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(plain.as_bytes()).unwrap();
    let mut zstd = vec![0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    for part in [&plain[..100], &plain[100..]] {
        zstd.extend(ruzstd::encoding::compress_to_vec(
            part.as_bytes(),
            ruzstd::encoding::CompressionLevel::Fastest,
        ));
    }
    let expected = {
        let home = Home::new();
        home.import(&home.write("dump.json", &plain));
        all(&home.index())
    };
    // Misnamed on purpose: the bytes tell.
    for (name, bytes) in [("a.json.bz2", gzip), ("b.gz", bzip2.finish().unwrap()), ("c", zstd)] {
        let home = Home::new();
        home.import(&home.write(name, bytes));
        assert_eq!(all(&home.index()), expected, "{name}");
    }
    let home = Home::new();
    let mut child = home
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().unwrap().write_all(plain.as_bytes()).expect("read");
    assert_eq!(told(&child.wait_with_output().unwrap()).0, Some(0));
    assert_eq!(all(&home.index()), expected);
}

#[test]
fn malformed_lines_are_counted_and_told_and_cost_nothing_else() {
    let home = Home::new();
    let mut lines: Vec<String> = world().iter().map(Value::to_string).collect();
    lines.insert(1, "{\"id\": \"Q1\", \"labels\": 3}".into());
    lines.insert(3, "not json at all".into());
    lines.insert(4, "[[[[".into());
    lines.insert(5, "[".repeat(100_000));
    let path = home.write("dump.json", format!("[\n{}\n]\n", lines.join(",\n")));
    let said = home.import(&path);
    assert!(said.contains("Could not read 4 of them") && said.contains("line 3: "), "{said}");
    assert_eq!(one(&home.store(), "Ola Lind").kind, EntityKind::Person);
}

#[test]
fn a_stream_that_breaks_off_keeps_what_it_gave_and_goes_on_with_the_whole() {
    let home = Home::new();
    let plain = dump(&world());
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    packer.write_all(plain.as_bytes()).unwrap();
    let whole = packer.finish().unwrap();
    let path = home.write("dump.gz", &whole[..whole.len() * 2 / 3]);
    let (code, said) = home.run(&["import", &path.to_string_lossy()]);
    assert!(code == Some(2) && said.contains("breaks off after line") && said.contains("--finish"), "{said}");
    assert!(!home.index().exists());
    assert!(home.run(&["status"]).1.contains("unfinished"));
    // Something else does not take its place unasked.
    let other = home.write("other.json", dump(&[item(1, "Another", 5)]));
    let (code, said) = home.run(&["import", &other.to_string_lossy()]);
    assert!(code == Some(2) && said.contains("--restart"), "{said}");
    fs::write(&path, &whole).unwrap();
    assert!(home.import(&path).contains("Went on after line"));
    assert_eq!(one(&home.store(), "The Norvik Gazette").kind, EntityKind::Outlet);
    assert!(home.run(&["remove"]).1.contains("Removed"));
    assert!(home.run(&["status"]).1.starts_with("There is no index"));
}

#[test]
fn what_is_no_dump_is_refused() {
    let home = Home::new();
    let path = home.write("notes.txt", "A draft.\nOf some lines.\nAnd words.\n");
    let (code, said) = home.run(&["import", &path.to_string_lossy()]);
    assert!(code == Some(2) && said.contains("no Wikidata dump"), "{said}");
    let (code, said) = home.run(&["import", "/no/such/file"]);
    assert!(code == Some(2) && said.contains("cannot be read"), "{said}");
}

#[test]
fn a_damaged_or_foreign_index_is_told_and_survived() {
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&world())));
    let sound = fs::read(home.index()).expect("read");
    for damage in 0..24 {
        let mut bytes = sound.clone();
        match damage {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.fill(0),
            2 => bytes = b"not a store".to_vec(),
            _ => {
                let start = bytes.len() * damage / 24;
                let end = (start + 4096).min(bytes.len());
                bytes[start..end].fill(0xA5);
            }
        }
        fs::write(home.index(), bytes).expect("written");
        let store = home.store();
        for name in ["Ana Ruiz", "Norvik", "Nobody"] {
            store.look_up(name);
        }
        let (code, _) = home.run(&["status"]);
        assert!(code == Some(0) || code == Some(2), "damage {damage}: {code:?}");
    }
}

/// A long dump of people, each of whom is looked for after.
fn crowd(count: usize) -> String {
    let mut items = world();
    items.extend((0..count).map(|number| item(1000 + number as u32, &format!("Person {number}"), 5)));
    dump(&items)
}

#[test]
fn a_kill_during_the_import_loses_nothing_that_was_kept() {
    let calm = Home::new();
    let text = crowd(52_000);
    calm.import(&calm.write("dump.json", &text));
    let home = Home::new();
    let path = home.write("dump.json", &text);
    let staging = home.index().with_extension("import");
    let mut kills = 0;
    for batches in 1..=2 {
        let mut child = home
            .command(&["import", &path.to_string_lossy()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let begun = Instant::now();
        while child.try_wait().expect("known").is_none() {
            let kept = staging.join(format!("batch-{:06}", batches - 1)).exists();
            if kept || begun.elapsed() > Duration::from_secs(60) {
                // On Unix this is SIGKILL.
                child.kill().expect("killed");
                child.wait().expect("ended");
                kills += 1;
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(!home.index().exists(), "it was killed before its end");
        assert!(staging.join("batch-000000").exists(), "what was kept is there");
    }
    assert_eq!(kills, 2);
    assert!(home.import(&path).contains("Went on after line"), "it goes on");
    assert_eq!(all(&home.index()), all(&calm.index()));
    assert!(!staging.exists());
}

#[test]
fn an_editor_keeps_its_index_while_another_takes_its_place() {
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&world())));
    let first = Index::open(&home.index()).expect("an index");
    let second = Lazy::at(Some(home.index()));
    assert_eq!(second.get().expect("an index").find("Ana Ruiz").count, 2);
    let mut more = world();
    more.push(item(40, "Ana Ruiz", 5));
    home.import(&home.write("more.json", dump(&more)));
    assert_eq!(first.find("Ana Ruiz").count, 2);
    assert!(second.is_stale());
    assert_eq!(Index::open(&home.index()).expect("an index").find("Ana Ruiz").count, 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever becomes of a dump's lines, what is sound among them is kept, in whatever order.
    #[test]
    fn truncated_shuffled_and_hostile_dumps_are_survived(
        order in Just((0..10usize).collect::<Vec<_>>()).prop_shuffle(),
        cut in 0..4000usize,
        noise in prop::collection::vec(any::<u8>(), 0..300),
        at in 0..9usize,
    ) {
        let items = world();
        let mut lines: Vec<Vec<u8>> = order.iter().map(|&index| items[index].to_string().into_bytes()).collect();
        let broken: Vec<u8> = items[0].to_string().into_bytes().into_iter().take(cut).collect();
        let whole = items[0].to_string().len() <= cut;
        lines.insert(at, broken);
        lines.insert(at, noise.iter().copied().filter(|byte| *byte != b'\n').collect());
        let home = Home::new();
        let path = home.write("dump.json", [b"[\n".to_vec(), lines.join(&b",\n"[..]), b"\n]".to_vec()].concat());
        let said = home.import(&path);
        prop_assert!(!said.contains("panicked"), "{}", said);
        let store = home.store();
        prop_assert_eq!(value(one(&store, "Ana Ruiz"), "born"), "1980-06-12 (Wikidata Q7, stated 2024-03-01)");
        prop_assert_eq!(store.look_up("Norvik Shipping").len(), 1);
        prop_assert_eq!(store.namesakes("Ana Ruiz"), 2, "{}", whole);
    }
}

/// Silence beats error: what is uncertain in the dump is not told as if it were certain.
#[test]
fn what_the_dump_leaves_open_stays_open() {
    let unknown = json!({"snaktype": "somevalue"});
    let mut dead = item(50, "Ola Fog", 5);
    dead["claims"]["P569"] = json!([statement(day("1920-01-01"), json!({}), json!([]))]);
    dead["claims"]["P570"] = json!([{"mainsnak": unknown, "rank": "normal"}]);
    dead["claims"]["P39"] = json!([statement(entity(20), json!({"P582": [unknown]}), json!([]))]);
    let mut born_twice = item(51, "Jo Fog", 5);
    let of_year = json!({"type": "time", "value": {"time": "+1950-00-00T00:00:00Z", "precision": 9}});
    born_twice["claims"]["P569"] = json!([
        statement(day("1950-03-01"), json!({}), json!([])),
        statement(of_year.clone(), json!({}), json!([])),
        statement(day("1950-04-09"), json!({}), json!([])),
    ]);
    let mut precise = item(52, "Ivo Fog", 5);
    precise["claims"]["P569"] =
        json!([statement(of_year, json!({}), json!([])), statement(day("1950-03-01"), json!({}), json!([]))]);
    let mut julian = day("1899-04-10");
    julian["value"]["calendarmodel"] = json!("http://www.wikidata.org/entity/Q1985786");
    let mut old = item(53, "Kari Fog", 5);
    let copied = json!([{"snaks": snak("P143", entity(328))}]);
    old["claims"]["P569"] = json!([statement(julian, json!({}), copied)]);
    let mut firm = item(54, "Fog Works", 4830453);
    firm["claims"]["P169"] = json!([statement(entity(50), json!({"P582": [unknown]}), json!([]))]);
    let mut items = world();
    items.extend([dead, born_twice, precise, old, firm]);
    for (id, name, wikis) in [(55, "Fog Mail", 3), (56, "Fog Mail Weekend", 1)] {
        let mut paper = item(id, name, 11032);
        paper["claims"]["P856"] = json!([statement(text("https://fogmail.example"), json!({}), json!([]))]);
        paper["sitelinks"] = (0..wikis).map(|wiki| (format!("w{wiki}"), json!({}))).collect();
        items.push(paper);
    }
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&items)));
    let store = home.store();
    let dead = one(&store, "Ola Fog");
    assert_eq!((dead.offices.len(), value(dead, "died").starts_with("at a date")), (0, true));
    let here = factcheck_ls::knowledge::card::Here {
        date: Some(jiff::civil::date(2024, 5, 14)),
        ..Default::default()
    };
    let card = factcheck_ls::knowledge::card::card(&store, dead, here);
    assert!(!card.contains("aged"), "{card}");
    assert_eq!(value(one(&store, "Jo Fog"), "born"), "");
    assert!(value(one(&store, "Ivo Fog"), "born").starts_with("1950-03-01"));
    assert_eq!(value(one(&store, "Kari Fog"), "born"), "1899 (Wikidata Q53, unreferenced)");
    assert_eq!(value(one(&store, "Fog Works"), "chief executive"), "");
    assert_eq!(store.imported_outlet_of_host("fogmail.example").map(|it| it.name), Some("Fog Mail".into()));
}

#[test]
fn a_dump_cut_off_at_a_lines_end_does_not_take_a_good_ones_place() {
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&world())));
    let whole = dump(&world());
    let cut = home.write("cut.json", whole.split_inclusive('\n').take(4).collect::<String>());
    let (code, said) = home.run(&["import", &cut.to_string_lossy()]);
    assert!(code == Some(2) && said.contains("is not closed"), "{said}");
    assert_eq!(one(&home.store(), "The Norvik Gazette").kind, EntityKind::Outlet);
    let (code, said) = home.run(&["import", "--finish", &cut.to_string_lossy()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(home.store().look_up("The Norvik Gazette").iter().all(|entity| entity.item.is_none()));
}

#[test]
fn an_item_cut_in_two_is_read_when_the_rest_of_it_is_there_and_another_dump_is_not_taken_for_it() {
    let home = Home::new();
    let whole = dump(&world());
    let middle = whole.find("Norvik Shipping").expect("it is there");
    let path = home.write("dump.json", &whole[..middle]);
    let (code, said) = home.run(&["import", &path.to_string_lossy()]);
    assert!(code == Some(2) && said.contains("after line 4"), "{said}");
    // Another week's dump with the same first item.
    let mut other = world();
    other[1] = item(800, "Somebody Else", 5);
    for text in [dump(&other), dump(&world()[..1])] {
        let (code, said) = home.run(&["import", &home.write("other.json", text).to_string_lossy()]);
        assert!(code == Some(2) && said.contains("another dump") && said.contains("--restart"), "{said}");
    }
    fs::write(&path, &whole).expect("written");
    assert!(home.import(&path).contains("Went on after line 4"));
    let calm = Home::new();
    calm.import(&calm.write("dump.json", &whole));
    assert_eq!(all(&home.index()), all(&calm.index()));
}

/// A name of the notes may say which item of the index is meant; without that nothing of a namesake is told.
#[test]
fn notes_name_their_item() {
    let home = Home::new();
    home.import(&home.write("dump.json", dump(&world())));
    let card = |notes: &str| {
        let (notes, problems) = factcheck_ls::knowledge::notes::parse(Path::new("notes.md"), notes);
        assert_eq!(problems, []);
        let store = Store::new(vec![notes]).with_index(Arc::new(Lazy::at(Some(home.index()))));
        factcheck_ls::knowledge::card::card(&store, one(&store, "Ana Ruiz"), Default::default())
    };
    assert!(card("# People\n## Ana Ruiz\n- wikidata: Q7\n").contains("12 June 1980"));
    let plain = card("# People\n## Ana Ruiz\n- role: whip\n");
    assert!(!plain.contains("1980"), "{plain}");
}
