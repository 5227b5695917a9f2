//! What an item is, from the classes it is an instance of and the classes those are subclasses of.

use std::collections::HashMap;

use super::wikidata::ItemId;
use crate::knowledge::EntityKind;

/// "human": people are instances of it directly.
pub const HUMAN: ItemId = 5;

/// Classes at the head of each kind, with everything below them. Of two kinds the earlier counts: a newspaper is also a
/// company, a country also an organisation.
const ROOTS: [(EntityKind, &[ItemId]); 5] = [
    // newspaper, magazine, news agency, radio station, television channel, television station, news website,
    // broadcaster, daily newspaper, online newspaper
    (
        EntityKind::Outlet,
        &[11032, 41298, 192283, 14350, 2001305, 1616075, 17232649, 15265344, 1110794, 1153191],
    ),
    // position, public office
    (EntityKind::Office, &[4164871, 294414]),
    // country, sovereign state, city, human settlement, administrative territorial entity, geographic region,
    // continent, island, river, mountain, lake
    (EntityKind::Place, &[6256, 3624078, 515, 486972, 56061, 82794, 5107, 23442, 4022, 8502, 23397]),
    // organization, business, enterprise, company, government agency, political party, university, court,
    // nonprofit organization, international organization, hospital
    (
        EntityKind::Organisation,
        &[43229, 4830453, 6881511, 783794, 327333, 7278, 3918, 41487, 163740, 484652, 16917],
    ),
    // written work, literary work, book, film, television series, report
    (EntityKind::Work, &[47461344, 7725634, 571, 11424, 5398426, 10870555]),
];

/// Classes whose instances are not kept, whatever else they are: pages about Wikipedia itself, articles in journals,
/// genes, proteins, stars, galaxies, species, family names, given names.
const DROPPED: [ItemId; 12] =
    [4167836, 4167410, 11266439, 13406463, 13442814, 7187, 8054, 523, 318, 16521, 101352, 202444];

/// How far below its root a class may lie: further down the graph wanders off.
const DEEPEST: usize = 12;

/// Whether an item of these classes cannot be one of ours, whatever the classes turn out to be.
pub fn is_dropped(classes: &[ItemId]) -> bool {
    classes.is_empty() || classes.iter().any(|class| DROPPED.contains(class))
}

/// The kinds of classes.
#[derive(Debug, Default)]
pub struct Kinds(HashMap<ItemId, EntityKind>);

impl Kinds {
    /// From the pairs of a class and what it is a subclass of.
    pub fn of(mut edges: Vec<(ItemId, ItemId)>) -> Kinds {
        edges.sort_unstable_by_key(|&(class, above)| (above, class));
        edges.dedup();
        let below = |above: ItemId| {
            let start = edges.partition_point(|edge| edge.1 < above);
            edges[start..].iter().take_while(move |edge| edge.1 == above).map(|edge| edge.0)
        };
        let mut kinds = HashMap::new();
        for (kind, roots) in ROOTS {
            for root in roots {
                kinds.insert(*root, kind);
            }
        }
        let heads = kinds.clone();
        for (kind, roots) in ROOTS {
            let mut level: Vec<ItemId> = roots.to_vec();
            for _ in 0..DEEPEST {
                let mut next = Vec::new();
                for class in level.iter().flat_map(|&class| below(class)) {
                    // A head of another kind and all below it stay with that kind; the earlier kind has been there.
                    if !heads.contains_key(&class) && !kinds.contains_key(&class) {
                        kinds.insert(class, kind);
                        next.push(class);
                    }
                }
                level = next;
            }
        }
        Kinds(kinds)
    }

    /// What an item of these classes is; `None` for what is not kept.
    pub fn kind(&self, classes: &[ItemId]) -> Option<EntityKind> {
        if is_dropped(classes) {
            return None;
        }
        if classes.contains(&HUMAN) {
            return Some(EntityKind::Person);
        }
        let kinds: Vec<EntityKind> = classes.iter().filter_map(|class| self.0.get(class)).copied().collect();
        ROOTS.iter().map(|(kind, _)| *kind).find(|kind| kinds.contains(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_down_the_classes_and_the_earlier_kind_counts() {
        // 900 is a kind of newspaper, 901 a kind of 900; 902 a company; 903 a loop.
        let kinds =
            Kinds::of(vec![(900, 11032), (901, 900), (902, 4830453), (903, 904), (904, 903), (900, 4830453)]);
        assert_eq!(kinds.kind(&[901]), Some(EntityKind::Outlet));
        assert_eq!(kinds.kind(&[902]), Some(EntityKind::Organisation));
        assert_eq!(kinds.kind(&[902, 11032]), Some(EntityKind::Outlet));
        assert_eq!(kinds.kind(&[HUMAN]), Some(EntityKind::Person));
        assert_eq!(kinds.kind(&[903]), None);
        assert_eq!(kinds.kind(&[]), None);
        // A disambiguation page is nobody, even if somebody made it a person.
        assert_eq!(kinds.kind(&[4167410, HUMAN]), None);
    }
}
