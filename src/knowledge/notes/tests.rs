use std::path::Path;

use super::*;
use crate::knowledge::EntityKind;

const SAMPLE: &str = "\
# People
## Maren Olsen
- role: party whip, since 2022-09
- role: minister, 2019-03 to 2021-10
- born: 1980-06-12
- not: Maren Olson, Marin Olsen
- constituency: the north (as of 2024-01)
- source: https://www.example.org/parliament/olsen, accessed 2024-05-03

# Organisations
## Norvik Radiation Protection Agency
- short: NRPA, the agency
- founded: 1957
- site: https://www.nrpa.example

# Anonymous            <!-- never exported, never logged -->
## S1
- described as: two people briefed on the inspection
- approved by: K. Berg, 2024-05-14
- reason: fear of dismissal

# Distinct             <!-- pairs that are not misspellings -->
- Jan Novak / Jana Novak
";

fn read(text: &str) -> (Notes, Vec<Problem>) {
    parse(Path::new("desk/notes.md"), text)
}

#[test]
fn reads_the_documented_form() {
    let (notes, problems) = read(SAMPLE);
    assert!(problems.is_empty(), "{problems:?}");
    let [olsen, agency] = notes.entities.as_slice() else { panic!("{:?}", notes.entities) };
    assert_eq!((olsen.name.as_str(), olsen.kind), ("Maren Olsen", EntityKind::Person));
    assert_eq!(olsen.description, "party whip since September 2022");
    assert_eq!(olsen.offices[1].to_string(), "minister, March 2019 – October 2021");
    assert_eq!(olsen.avoid, ["Maren Olson", "Marin Olsen"]);
    let born = olsen.fact("born").unwrap();
    assert_eq!((born.value.as_str(), born.source.as_str()), ("1980-06-12", "notes.md:5"));
    assert_eq!(born.as_of.as_deref(), Some("2024-05-03"), "the date its source was looked at");
    let north = olsen.fact("constituency").unwrap();
    assert_eq!((north.value.as_str(), north.as_of.as_deref()), ("the north", Some("2024-01")));
    assert_eq!(agency.domains, ["nrpa.example"]);
    let shorts: Vec<_> = agency.aliases.iter().map(|alias| (alias.name.as_str(), alias.short)).collect();
    assert_eq!(shorts, [("NRPA", false), ("the agency", true)], "an acronym stands by itself");
    assert_eq!(notes.distinct, [("Jan Novak".to_owned(), "Jana Novak".to_owned())]);
    let [source] = notes.anonymous.as_slice() else { panic!() };
    assert_eq!(source.described_as, "two people briefed on the inspection");
    assert_eq!(source.label, "S1");
    assert_eq!(
        (source.approved_by.as_deref(), source.approved_on.as_deref()),
        (Some("K. Berg"), Some("2024-05-14"))
    );
    assert!(source.is_approved());
    assert_eq!(format!("{source:?}"), "AnonymousSource(…)", "nothing of a source reaches a log");
}

#[test]
fn knows_where_an_entry_stands() {
    let (notes, _) = read(SAMPLE);
    let definition = notes.entities[1].definition.as_ref().unwrap();
    assert_eq!(definition.span.of(SAMPLE), "Norvik Radiation Protection Agency");
    assert_eq!(definition.line, 11);
}

#[test]
fn is_tolerant_of_how_people_write() {
    let text = "\u{feff}---\r\ntitle: my notes\r\n---\r\n# Desk notes\r\nFree words.\r\n## People:\r\n### Ana Ruiz ###\r\n* **role**: reporter\r\nborn: 1990\r\n- a loose remark\r\n- note: begins here\r\n  and goes on\r\n```\r\n- not: read\r\n```\r\n## Outlets\r\n### The Gazette\r\n- also: Gazette Online\r\n";
    let (notes, problems) = read(text);
    assert!(problems.is_empty(), "{problems:?}");
    let ruiz = &notes.entities[0];
    assert_eq!(ruiz.name, "Ana Ruiz");
    assert_eq!(ruiz.description, "reporter");
    assert_eq!(ruiz.facts[0].source, "notes.md:9");
    assert_eq!(ruiz.facts[1].value, "a loose remark");
    assert_eq!(ruiz.facts[2].value, "begins here and goes on");
    assert!(ruiz.avoid.is_empty(), "code is no note");
    assert_eq!(notes.entities[1].kind, EntityKind::Outlet);
}

#[test]
fn says_what_it_cannot_understand_and_keeps_the_rest() {
    let text = "\
# People
- role: nobody's
## Ana Ruiz
- born: last spring
- email:
## Ana Ruiz
- desk: city
# Recipes
- cake: flour
- cake: eggs
# Anonymous
## S2
- reason: fear
# Distinct
- Jan Novak and Jana Novak
";
    let (notes, problems) = read(text);
    let lines: Vec<_> = problems.iter().map(|problem| problem.position.unwrap().line + 1).collect();
    assert_eq!(lines, [2, 4, 5, 6, 9, 12, 15], "{problems:#?}");
    assert!(problems.iter().all(|problem| problem.remedy.is_some()));
    assert_eq!(notes.entities.len(), 1);
    assert_eq!(notes.entities[0].fact("desk").unwrap().value, "city");
    assert!(notes.anonymous.is_empty() && notes.distinct.is_empty());
}

#[test]
fn survives_anything() {
    let long = "#".repeat(10_000);
    for text in ["", "\u{feff}", "#", "# ", "## \n- :", "<!--", "---", "```", "# People\n## \n- a: b", &long]
    {
        read(text);
    }
}
