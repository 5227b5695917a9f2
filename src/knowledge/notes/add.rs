//! A new entry in a notes file.

use super::section::Section;
use crate::knowledge::EntityKind;
use crate::text::Edit;

/// The edit that adds an entry for a name, at the end of the section for its kind; a new section where there is none.
/// What is to be said of it is left open.
pub fn entry(text: &str, name: &str, kind: EntityKind) -> Edit {
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let role = if kind == EntityKind::Person { format!("- role: TK{eol}") } else { String::new() };
    let lines = |level: usize| format!("{} {name}{eol}{role}- source: TK{eol}", "#".repeat(level));
    let (mut at, mut open, mut end) = (0, None, None);
    for line in text.split_inclusive('\n') {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let title = line[level..].trim();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            match Section::named(title, level) {
                Some(Section::Entities { kind: own, level }) => open = (own == kind).then_some(level),
                Some(_) => open = None,
                None if open.is_some_and(|above| level <= above) => open = None,
                None => {}
            }
        }
        at += line.len();
        if let Some(level) = open.filter(|_| !line.trim().is_empty()) {
            end = Some((at, level));
        }
    }
    let Some((end, level)) = end else {
        let title = match kind {
            EntityKind::Person => "People",
            EntityKind::Place => "Places",
            EntityKind::Outlet => "Outlets",
            EntityKind::Organisation | EntityKind::Office | EntityKind::Work => "Organisations",
        };
        let apart = match text.trim().is_empty() {
            true => String::new(),
            false if text.ends_with('\n') => eol.to_owned(),
            false => eol.repeat(2),
        };
        return Edit::insert(text.len(), format!("{apart}# {title}{eol}{}", lines(2)));
    };
    let apart = if text[..end].ends_with('\n') { eol.to_owned() } else { eol.repeat(2) };
    Edit::insert(end, format!("{apart}{}", lines(level + 1)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge::notes;
    use crate::text::EditSet;

    #[test]
    fn an_entry_comes_to_the_others_of_its_kind() {
        let added = |text: &str, kind| EditSet::from(entry(text, "Ana Ruiz", kind)).apply(text);
        assert_eq!(added("", EntityKind::Person), "# People\n## Ana Ruiz\n- role: TK\n- source: TK\n");
        let notes = "# People\n## Ola Lind\n- born: 1970\n\n# Organisations\n## Norvik\n";
        assert_eq!(
            added(notes, EntityKind::Person),
            "# People\n## Ola Lind\n- born: 1970\n\n## Ana Ruiz\n- role: TK\n- source: TK\n\n# Organisations\n## Norvik\n"
        );
        assert_eq!(
            added(notes, EntityKind::Place),
            format!("{notes}\n# Places\n## Ana Ruiz\n- source: TK\n")
        );
        for kind in [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Outlet] {
            for text in ["", notes, "Some words.", "# Anonymous\n## S1\n- reason: fear\n"] {
                let (read, _) = notes::parse(Path::new("notes.md"), &added(text, kind));
                let found = read.entities.iter().find(|entity| entity.name == "Ana Ruiz");
                assert_eq!(found.map(|entity| entity.kind), Some(kind), "{text}");
            }
        }
    }
}
