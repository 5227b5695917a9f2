//! `inconsistent-name`: two spellings of one name.

use std::collections::{HashMap, HashSet};

use super::spelling::{is_first_name, is_misspelling, plain};
use crate::knowledge::EntityKind;
use crate::language::spelling::without_possessive;
use crate::language::{MentionKind, TokenKind};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::{fix, related};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "inconsistent-name",
    group: Group::Names,
    layer: precedence::layer("inconsistent-name"),
    severity: Severity::Warning,
    summary: "Two spellings of one name.",
    page: include_str!("inconsistent_name.md"),
};

/// The rule.
pub struct InconsistentName;

/// Everywhere a name is written in one way.
struct Written {
    /// As written.
    name: String,
    parts: Vec<String>,
    kind: MentionKind,
    /// Block and bytes of each use, in order.
    uses: Vec<(usize, Span)>,
}

/// One spelling that another stands against.
struct Slip {
    /// Index of the rarer spelling.
    wrong: usize,
    /// The other spelling, and where it is used first, if in the text.
    right: String,
    place: Option<(usize, Span)>,
}

impl Rule for InconsistentName {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let names = names(context);
        for slip in slips(context, &names) {
            let wrong = &names[slip.wrong];
            let Some((block, span)) = wrong.uses.first().copied() else { continue };
            let Some(sentence) =
                context.readings.get(block).and_then(|reading| reading.sentence_at(span.start))
            else {
                continue;
            };
            let message = match slip.place {
                Some(_) => {
                    format!("\"{}\" here, \"{}\" elsewhere: which spelling is right?", wrong.name, slip.right)
                }
                None => format!(
                    "\"{}\" here, but known as \"{}\": which spelling is right?",
                    wrong.name, slip.right
                ),
            };
            let mut found = Finding {
                rule: META.id,
                span: context.source(block, span),
                severity: META.severity,
                message,
                related: Vec::new(),
                subject: Subject {
                    sentence: Some((block, sentence)),
                    words: Some(wrong.name.clone()),
                    outlet: Some(slip.right.clone()),
                    ..Subject::default()
                },
            };
            if let Some((block, span)) = slip.place {
                found.related.push(related(context.source(block, span), format!("\"{}\" here", slip.right)));
            }
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let (Some(wrong), Some(right)) = (&finding.subject.words, &finding.subject.outlet) else {
            return Vec::new();
        };
        let names = names(context);
        let Some(written) = names.iter().find(|written| written.name == *wrong) else { return Vec::new() };
        let parts: Vec<&str> = right.split_whitespace().collect();
        // Only the word that differs is changed; later uses of it alone change with it.
        let differing: Vec<(String, String)> = if parts.len() == written.parts.len() {
            written
                .parts
                .iter()
                .zip(&parts)
                .filter(|(old, new)| old.as_str() != **new)
                .map(|(old, new)| (old.clone(), (*new).to_owned()))
                .collect()
        } else {
            vec![(wrong.clone(), right.clone())]
        };
        let [(old, new)] = &differing[..] else { return Vec::new() };
        let edits: Vec<Edit> = spots(context, &names, written, old)
            .into_iter()
            .map(|(block, span)| Edit::replace(context.source(block, span), new.clone()))
            .collect();
        let uses = if edits.len() == 1 { String::new() } else { format!(" ({} uses)", edits.len()) };
        let title = format!("Name: change “{old}” to “{new}”{uses}");
        let safe = is_of_notes(context, right);
        let fix = fix(FixKind::Rewrite, title, edits);
        fix.map(|fix| Fix { preferred: true, safe, ..fix }).into_iter().collect()
    }
}

/// Whether this is the full name of exactly one entity of the newsroom's notes: somebody has looked at its spelling.
fn is_of_notes(context: &Context<'_>, name: &str) -> bool {
    let notes = context.store.entities().take_while(|entity| entity.layer != crate::knowledge::facts::LAYER);
    name.contains(' ') && notes.filter(|entity| entity.name == name).count() == 1
}

/// Where the misspelt word stands: in the name itself, and by itself where no rightly spelt name has it.
fn spots(context: &Context<'_>, names: &[Written], written: &Written, old: &str) -> Vec<(usize, Span)> {
    let elsewhere = names.iter().any(|other| {
        other.name != written.name && other.parts.len() > 1 && other.parts.iter().any(|part| part == old)
    });
    let mut spots = Vec::new();
    for other in names {
        let same = other.name == written.name;
        let alone = !elsewhere && other.parts.len() == 1 && other.name == old;
        if !same && !alone {
            continue;
        }
        for (block, span) in &other.uses {
            let Some(prose) = context.page.blocks.get(*block) else { continue };
            if let Some(at) = span.of(&prose.text).find(old) {
                let start = span.start + at;
                spots.push((*block, Span::new(start, start + old.len())));
            }
        }
    }
    spots.sort();
    spots.dedup();
    spots
}

/// Every name of the page, by spelling, in order of first use.
fn names(context: &Context<'_>) -> Vec<Written> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<Written> = Vec::new();
    for (index, block, reading) in context.blocks() {
        if matches!(block.kind, BlockKind::Cell | BlockKind::Byline | BlockKind::Heading(_))
            || context.page.headline == Some(index)
        {
            continue;
        }
        for mention in &reading.mentions {
            let written = mention.span.of(&block.text);
            if block.dateline.is_some_and(|line| line.covers(mention.span))
                || written.contains(crate::prose::Block::HOLE)
            {
                continue;
            }
            if is_listed_or_sic(&block.text, mention.span) {
                continue;
            }
            let name: String = written.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{ad}', "");
            let place = *places.entry(name.clone()).or_insert_with(|| {
                names.push(Written {
                    parts: name.split(' ').map(str::to_owned).collect(),
                    name,
                    kind: mention.kind,
                    uses: Vec::new(),
                });
                names.len() - 1
            });
            names[place].uses.push((index, mention.span));
        }
    }
    names
}

fn slips(context: &Context<'_>, names: &[Written]) -> Vec<Slip> {
    let common = lower_case_words(context);
    let is_common = |word: &str| common.contains(plain(word).as_str());
    let mut found: Vec<Slip> = Vec::new();
    let mut add = |wrong: usize, right: String, place| {
        if !found.iter().any(|slip| slip.wrong == wrong) {
            found.push(Slip { wrong, right, place });
        }
    };
    // Names that are the same but for one word, found by what is left without it.
    let mut rests: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    let mut whole: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, written) in names.iter().enumerate() {
        if written.parts.len() < 2 {
            continue;
        }
        whole.entry(plain(&written.name)).or_default().push(index);
        for place in 0..written.parts.len() {
            let rest: Vec<&str> = written
                .parts
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != place)
                .map(|(_, part)| part.as_str())
                .collect();
            rests.entry((place, plain(&rest.join(" ")))).or_default().push(index);
        }
    }
    let uses = |index: usize| names[index].uses.len();
    let judge = |one: usize, other: usize| {
        // The rarer spelling is taken for the slip; of two equally rare ones the later.
        if uses(one) < uses(other) { (one, other) } else { (other, one) }
    };
    for group in whole.values().filter(|group| group.len() > 1) {
        let Some((&first, rest)) = group.split_first() else { continue };
        for &other in rest {
            let (wrong, right) = judge(first, other);
            // "Vice-President" and "Vice President", "NEW YORK": forms, not names.
            if is_same_but_for_case(&names[wrong].name, &names[right].name)
                || names[wrong].kind != MentionKind::Person
                || names[right].kind != MentionKind::Person
            {
                continue;
            }
            if context.store.are_distinct(&names[wrong].name, &names[right].name) {
                continue;
            }
            add(wrong, names[right].name.clone(), names[right].uses.first().copied());
        }
    }
    let mut groups: Vec<_> = rests.iter().filter(|(_, group)| group.len() > 1).collect();
    groups.sort();
    for ((place, _), group) in groups {
        for (at, &one) in group.iter().enumerate() {
            for &other in &group[at + 1..] {
                let (wrong, right) = judge(one, other);
                let (a, b) = (&names[wrong], &names[right]);
                if a.parts.len() != b.parts.len() {
                    continue;
                }
                let (Some(x), Some(y)) = (a.parts.get(*place), b.parts.get(*place)) else { continue };
                let both_given = *place == 0 && is_first_name(x) && is_first_name(y);
                if !is_misspelling(x, y)
                    || both_given
                    || is_common(x)
                    || is_common(y)
                    || context.store.are_distinct(&a.name, &b.name)
                    || is_known(context, &a.name) && is_known(context, &b.name)
                {
                    continue;
                }
                // Where one of the two is known by that spelling, the other is the slip.
                let (wrong, right) = if is_known(context, &a.name) { (right, wrong) } else { (wrong, right) };
                add(wrong, names[right].name.clone(), names[right].uses.first().copied());
            }
        }
    }
    surnames(context, names, &is_common, &mut add);
    known(context, names, &mut add);
    found.sort_by_key(|slip| names[slip.wrong].uses.first().copied());
    found
}

/// "Olson said" where the person is Maren Olsen.
fn surnames(
    context: &Context<'_>,
    names: &[Written],
    is_common: &impl Fn(&str) -> bool,
    add: &mut impl FnMut(usize, String, Option<(usize, Span)>),
) {
    let people: Vec<&Written> = names
        .iter()
        .filter(|written| {
            // A name of two words is a person's where its last word is used alone.
            let alone =
                |last: &str| names.iter().any(|other| other.parts.len() == 1 && other.parts[0] == last);
            let like = written.kind == MentionKind::Unknown
                && written.parts.len() == 2
                && written.parts.last().is_some_and(|last| alone(last));
            written.parts.len() > 1 && (written.kind == MentionKind::Person || like)
        })
        .collect();
    let parts: HashSet<&str> = names
        .iter()
        .filter(|written| written.parts.len() > 1)
        .flat_map(|written| written.parts.iter().map(String::as_str))
        .collect();
    for (index, written) in names.iter().enumerate() {
        let [word] = &written.parts[..] else { continue };
        if !matches!(written.kind, MentionKind::Person | MentionKind::Unknown | MentionKind::Organisation)
            || parts.contains(word.as_str())
            || is_common(word)
            || is_known(context, word)
            || is_first_name(word)
        {
            continue;
        }
        let mut near =
            people.iter().filter(|person| person.parts.last().is_some_and(|last| is_misspelling(word, last)));
        let (Some(person), None) = (near.next(), near.next()) else { continue };
        let Some(last) = person.parts.last() else { continue };
        // The right form must be the usual one: the full name and its short form together.
        let short = names.iter().find(|other| other.parts.len() == 1 && other.parts[0] == *last);
        let usual = person.uses.len() + short.map_or(0, |short| short.uses.len());
        if usual > written.uses.len() && !context.store.are_distinct(word, last) {
            let place = person
                .uses
                .first()
                .map(|(block, span)| (*block, Span::new(span.end - last.len().min(span.len()), span.end)));
            add(index, last.clone(), place);
        }
    }
}

/// A near miss of somebody known: of the notes by any part of the name, of the bundled facts by the given name.
fn known(
    context: &Context<'_>,
    names: &[Written],
    add: &mut impl FnMut(usize, String, Option<(usize, Span)>),
) {
    let notes: Vec<&str> = context
        .store
        .entities()
        .take_while(|entity| entity.layer != crate::knowledge::facts::LAYER)
        .map(|entity| entity.name.as_str())
        .collect();
    for (index, written) in names.iter().enumerate() {
        if written.parts.len() < 2 || is_known(context, &written.name) {
            continue;
        }
        let differs = |name: &str| {
            let parts: Vec<&str> = name.split_whitespace().collect();
            if parts.len() != written.parts.len() {
                return false;
            }
            let wrong: Vec<usize> =
                (0..parts.len()).filter(|at| plain(parts[*at]) != plain(&written.parts[*at])).collect();
            matches!(wrong[..], [at] if is_misspelling(parts[at], &written.parts[at])
                && strsim::damerau_levenshtein(&plain(parts[at]), &plain(&written.parts[at])) == 1
                && !(at == 0 && is_first_name(&written.parts[at])))
                && !context.store.are_distinct(name, &written.name)
        };
        if let Some(name) = notes.iter().find(|name| differs(name)) {
            add(index, (*name).to_owned(), None);
            continue;
        }
        let Some(last) = written.parts.last().filter(|_| written.kind != MentionKind::Organisation) else {
            continue;
        };
        let person = context
            .store
            .find(last)
            .into_iter()
            .filter(|entity| entity.kind == EntityKind::Person)
            .find(|entity| differs(&entity.name));
        if let Some(person) = person {
            add(index, person.name.clone(), None);
        }
    }
}

fn is_known(context: &Context<'_>, name: &str) -> bool {
    context
        .store
        .find(name)
        .iter()
        .any(|entity| entity.names().any(|(own, _)| own.eq_ignore_ascii_case(name)))
}

/// "NATO" and "Nato", "George W. Bush" and "George W Bush": the same letters, and marks that are a matter of style.
fn is_same_but_for_case(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().replace(['.', '\'', '’', '‘', ','], "");
    bare(one) == bare(other)
}

/// One of a bare list of surnames, as in a team's line-up; or spelt so on purpose.
fn is_listed_or_sic(text: &str, span: Span) -> bool {
    let (before, after) =
        (text[..span.start].trim_end(), text[span.end..].trim_start_matches(['\'', '’', 's']).trim_start());
    let single = !span.of(text).contains(' ');
    let listed = single
        && (before.is_empty() || before.ends_with([',', ':', ';', '(', '-']))
        && (after.is_empty() || after.starts_with([',', ';', '.', ')', '(']));
    let sic = ["[sic]", "(sic)"].iter().any(|sic| after.starts_with(sic));
    let joined = span.of(text).contains("'s") || span.of(text).contains("’s");
    listed || sic || joined
}

/// Words of five letters or more that the page writes small: they are no names.
fn lower_case_words(context: &Context<'_>) -> HashSet<String> {
    let mut words = HashSet::new();
    for (_, block, reading) in context.blocks() {
        for token in
            reading.tokens.iter().filter(|token| token.kind == TokenKind::Word && token.span.len() >= 5)
        {
            let word = token.of(&block.text);
            if word.starts_with(char::is_lowercase) {
                words.insert(without_possessive(word).to_owned());
            }
        }
    }
    words
}
