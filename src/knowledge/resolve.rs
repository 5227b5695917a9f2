//! Mention → entity, using the article's own first mentions.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use super::{Entity, EntityKind, Store, fold, index};
use crate::language::{Mention, MentionKind, Reading, TokenKind};
use crate::text::Span;

/// The most words of a name that the reading did not find.
const REACH: usize = 6;

/// A name in the text and what it may stand for.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The name's bytes in its block's text.
    pub span: Span,
    /// What the words tell of it.
    pub kind: MentionKind,
    /// Block and bytes of the full mention before it, for a later short form.
    pub full: Option<(usize, Span)>,
    /// What it may stand for, likeliest first; none when nothing is known.
    pub entities: Vec<&'a Entity>,
    /// Whether the name itself tells which. A surname nobody introduced does not, nor one shared by several.
    pub sure: bool,
}

/// The entities that the mention at `offset` of block `block` may name, likeliest first; several when the name alone
/// cannot tell. Later short forms ("Ruiz", "the Journal") resolve to the full mention before them. With the entity
/// comes the mention's span in the block's text.
pub fn at<'a>(
    store: &'a Store,
    texts: &[&str],
    readings: &[Arc<Reading>],
    block: usize,
    offset: usize,
) -> Vec<(Span, &'a Entity)> {
    named(store, texts, readings, block, offset)
        .map(|named| named.entities.into_iter().map(|entity| (named.span, entity)).collect())
        .unwrap_or_default()
}

/// The name at `offset` of block `block`, and what it may stand for. `None` where there is no name.
pub fn named<'a>(
    store: &'a Store,
    texts: &[&str],
    readings: &[Arc<Reading>],
    block: usize,
    offset: usize,
) -> Option<Named<'a>> {
    let reading = readings.get(block)?;
    let text = texts.get(block)?;
    let article = Article { store, texts, readings };
    let Some(mention) = mention_at(reading, offset) else {
        return article.words_at(text, reading, offset);
    };
    Some(article.resolve(block, mention))
}

/// The mention under the cursor: one that holds the byte rather than one that ends there.
fn mention_at(reading: &Reading, offset: usize) -> Option<&Mention> {
    let touching = || reading.mentions.iter().filter(|mention| mention.span.touches(offset));
    touching().find(|mention| offset < mention.span.end).or_else(|| touching().next())
}

/// The article a name stands in.
#[derive(Clone, Copy)]
struct Article<'a, 't> {
    store: &'a Store,
    texts: &'t [&'t str],
    readings: &'t [Arc<Reading>],
}

impl<'a> Article<'a, '_> {
    /// Words that the reading took for no name: the longest name of the store among them, or a nationality.
    fn words_at(&self, text: &str, reading: &Reading, offset: usize) -> Option<Named<'a>> {
        let tokens = &reading.tokens;
        let after = tokens.partition_point(|token| token.span.end <= offset);
        // The word under the cursor, or the one that ends there.
        let at = [Some(after), after.checked_sub(1)].into_iter().flatten().find(|&at| {
            tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.span.touches(offset))
        })?;
        let spans = (0..REACH)
            .rev()
            .flat_map(|length| (at.saturating_sub(length)..=at).map(move |from| (from, from + length)));
        for (from, to) in spans {
            let (Some(first), Some(last)) = (tokens.get(from), tokens.get(to)) else { continue };
            let span = Span::new(first.span.start, last.span.end);
            let name = span.of(text);
            if to < at || !name.starts_with(char::is_uppercase) {
                continue;
            }
            let entities: Vec<_> =
                self.store.find(name).into_iter().filter(|entity| goes_by(entity, name)).collect();
            if let Some(entity) = entities.first() {
                let (kind, sure) = (entity.kind.mention(), entities.len() == 1);
                let entities = self.likeliest_first(entities);
                return Some(Named { span, kind, full: None, entities, sure });
            }
        }
        let span = tokens[at].span;
        let word = span.of(text);
        let key = fold::key(word);
        let country = self
            .store
            .country_of(fold::owner(&key).unwrap_or(&key))
            .filter(|_| word.starts_with(char::is_uppercase))?;
        Some(Named { span, kind: MentionKind::Place, full: None, entities: vec![country], sure: true })
    }

    fn resolve(&self, block: usize, mention: &Mention) -> Named<'a> {
        let text = mention.span.of(self.texts[block]);
        let mut named =
            Named { span: mention.span, kind: mention.kind, full: None, entities: Vec::new(), sure: true };
        let known = self.known(text, mention.kind);
        let by_full_name: Vec<_> = known.iter().copied().filter(|entity| goes_by(entity, text)).collect();
        if !mention.short && !by_full_name.is_empty() {
            named.entities = self.likeliest_first(by_full_name);
            named.sure = match named.entities[..] {
                [_] => true,
                [first, second, ..] => {
                    first.layer != second.layer && first.layer != index::LAYER || outshines(first, second)
                }
                [] => false,
            };
            return named;
        }
        let earlier = self.full_mentions(block, mention, text, &known);
        if let Some((nearest, _)) = earlier.first() {
            named.full = Some(*nearest);
            for (_, entities) in &earlier {
                for entity in entities {
                    if !named.entities.iter().any(|known| std::ptr::eq(*known, *entity)) {
                        named.entities.push(entity);
                    }
                }
            }
            named.sure = earlier.len() == 1;
            return named;
        }
        // Nobody introduced it: everyone who goes by it is a candidate, and no more than that.
        named.sure = known.is_empty();
        named.entities = self.likeliest_first(known);
        named
    }

    /// Entities that go by `text`, of the kind the words tell where they tell one; titles before a person's name
    /// ("President Emmanuel Macron") are left out when nothing goes by the whole.
    fn known(&self, text: &str, kind: MentionKind) -> Vec<&'a Entity> {
        let mut name = text;
        let mut found = self.store.look_up(name);
        while found.is_empty() && matches!(kind, MentionKind::Person | MentionKind::Unknown) {
            match name.split_once(char::is_whitespace) {
                Some((_, rest)) if rest.trim().contains(char::is_whitespace) => name = rest.trim_start(),
                _ => break,
            }
            found = self.store.look_up(name);
            found.retain(|entity| entity.kind == EntityKind::Person);
        }
        // The index knows somebody or something by nearly any name: the words must tell of its kind.
        found.retain(|entity| entity.layer != index::LAYER || may_be(entity.kind, kind));
        if found.iter().any(|entity| entity.kind.mention() == kind) {
            found.retain(|entity| entity.kind.mention() == kind);
        } else if kind == MentionKind::Person {
            // "Ford said": the words tell of a person, so the company is no candidate.
            found.clear();
        }
        found
    }

    /// Full mentions before this one that it may be short for, nearest first, each name once, with what is known of
    /// it. Looks back as far as the article goes.
    fn full_mentions(
        &self,
        block: usize,
        mention: &Mention,
        text: &str,
        known: &[&'a Entity],
    ) -> Vec<((usize, Span), Vec<&'a Entity>)> {
        let short = fold::key(text);
        let short = fold::owner(&short).unwrap_or(&short);
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for earlier in (0..=block).rev() {
            let (Some(text), Some(reading)) = (self.texts.get(earlier), self.readings.get(earlier)) else {
                continue;
            };
            for other in reading.mentions.iter().rev() {
                if other.short || earlier == block && other.span.start >= mention.span.start {
                    continue;
                }
                let key = fold::key(other.span.of(text));
                if key == short || seen.contains(&key) {
                    continue;
                }
                let by_words = other.kind == MentionKind::Person
                    && matches!(mention.kind, MentionKind::Person | MentionKind::Unknown)
                    && key.strip_suffix(short).is_some_and(|before| before.ends_with(' '));
                let by_initials = other.kind != MentionKind::Person && is_acronym(short, &key);
                let of_store = self.known(other.span.of(text), other.kind);
                let by_store =
                    known.iter().any(|entity| of_store.iter().any(|other| std::ptr::eq(*other, *entity)));
                if by_words || by_initials || by_store {
                    let entities = if by_store {
                        of_store
                            .into_iter()
                            .filter(|other| known.iter().any(|e| std::ptr::eq(*e, *other)))
                            .collect()
                    } else {
                        of_store
                    };
                    found.push(((earlier, other.span), entities));
                    seen.insert(key);
                }
            }
        }
        found
    }

    /// Candidates in the order of what else the article names: "Georgia" beside "Atlanta" is the state.
    fn likeliest_first(&self, mut candidates: Vec<&'a Entity>) -> Vec<&'a Entity> {
        if candidates.len() > 1 {
            let named: HashSet<String> = self
                .texts
                .iter()
                .zip(self.readings)
                .flat_map(|(text, reading)| reading.mentions.iter().map(|mention| mention.span.of(text)))
                .map(fold::key)
                .collect();
            let kin = |entity: &Entity| {
                let words = entity.facts.iter().map(|fact| fact.value.as_str()).chain([&*entity.description]);
                let names = words.flat_map(|words| words.split([',', ';', '(', ')']));
                let own: HashSet<String> = entity.names().map(|(name, _)| fold::key(name)).collect();
                names.map(fold::key).filter(|name| named.contains(name) && !own.contains(name)).count()
            };
            // Of two as likely, the one that stands for a government in the news ("Washington").
            let key = |entity: &&Entity| {
                (entity.layer != "notes", Reverse(kin(entity)), entity.fact("in news also").is_none())
            };
            candidates.sort_by_cached_key(key);
        }
        candidates
    }
}

/// Whether somebody who reads the name thinks of the first, though the second goes by it, too.
fn outshines(first: &Entity, second: &Entity) -> bool {
    const BY: u32 = 4;
    const LEAST: u16 = 20;
    first.layer == index::LAYER
        && first.renown >= LEAST
        && (second.layer != index::LAYER || u32::from(first.renown) >= BY * u32::from(second.renown))
}

/// Whether what the words tell of a name fits what an entity is.
fn may_be(entity: EntityKind, words: MentionKind) -> bool {
    match words {
        MentionKind::Unknown => matches!(
            entity,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place
        ),
        MentionKind::Organisation => matches!(entity, EntityKind::Organisation | EntityKind::Outlet),
        words => entity.mention() == words,
    }
}

/// Whether `text` is a full name of the entity, not only a short form.
fn goes_by(entity: &Entity, text: &str) -> bool {
    let key = fold::key(text);
    let key = [Some(key.as_str()), fold::owner(&key)];
    entity.names().any(|(name, short)| {
        !short && {
            let name = fold::key(name);
            // A title may stand before a person's name.
            key.into_iter()
                .flatten()
                .any(|key| key == name || key.strip_suffix(&name).is_some_and(|title| title.ends_with(' ')))
        }
    })
}

/// Whether `short` is made of the first letters of the words of `full`, small words left out or not.
fn is_acronym(short: &str, full: &str) -> bool {
    if short.len() < 2 || short.contains(' ') || !full.contains(' ') {
        return false;
    }
    let words = || full.split([' ', '-']).filter(|word| !word.is_empty());
    let initials = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).collect()
    };
    let small =
        |word: &&str| !matches!(*word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "&" | "de");
    initials(&mut words()) == short || initials(&mut words().filter(small)) == short
}

/// How often the article names an entity, in full or, once it has been named in full, by a short form.
pub fn count(store: &Store, texts: &[&str], readings: &[Arc<Reading>], entity: &Entity) -> usize {
    let article = Article { store, texts, readings };
    let names: Vec<String> = entity.names().map(|(name, _)| fold::key(name)).collect();
    let mut full = false;
    let mut times = 0;
    for (text, reading) in texts.iter().zip(readings) {
        for mention in &reading.mentions {
            let name = mention.span.of(text);
            let key = fold::key(name);
            // Most names are someone else's: seen without a look-up.
            if !names.iter().any(|own| key.contains(own)) {
                continue;
            }
            if !article.known(name, mention.kind).iter().any(|known| std::ptr::eq(*known, entity)) {
                continue;
            }
            let in_full = !mention.short && goes_by(entity, name);
            full |= in_full;
            times += usize::from(in_full || full);
        }
    }
    times
}
