//! The sections of a notes file.

use crate::knowledge::EntityKind;

/// The section that is open, with its heading's level.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// None, or one that is not read.
    None {
        /// The level of its heading, 0 before the first.
        level: usize,
        /// Whether it has been said that it is not read.
        warned: bool,
    },
    /// Entries of one kind.
    Entities { level: usize, kind: EntityKind },
    /// Anonymous sources.
    Anonymous { level: usize },
    /// Pairs of names.
    Distinct { level: usize },
}

impl Section {
    /// The section of this title, if it is one.
    pub(super) fn named(title: &str, level: usize) -> Option<Section> {
        let title = title.trim_end_matches(':').to_lowercase();
        let kind = match title.as_str() {
            "people" | "persons" | "person" | "names" => EntityKind::Person,
            "organisations" | "organizations" | "organisation" | "organization" | "companies" | "bodies" => {
                EntityKind::Organisation
            }
            "places" | "place" | "locations" => EntityKind::Place,
            "outlets" | "outlet" | "media" | "publications" => EntityKind::Outlet,
            "anonymous" | "anonymous sources" | "confidential" => return Some(Section::Anonymous { level }),
            "distinct" | "not the same" => return Some(Section::Distinct { level }),
            _ => return None,
        };
        Some(Section::Entities { level, kind })
    }

    /// Its heading's level.
    pub(super) fn level(&self) -> usize {
        match *self {
            Section::None { level, .. }
            | Section::Entities { level, .. }
            | Section::Anonymous { level }
            | Section::Distinct { level } => level,
        }
    }
}
