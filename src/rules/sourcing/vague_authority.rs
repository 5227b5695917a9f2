//! `vague-authority`: "experts say", "many believe", "widely regarded".

use crate::language::{Form, MentionKind, SourceKind};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix, goes_on, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::guard::words as words_of;
use crate::rules::place::{Once, Place, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "vague-authority",
    group: Group::Sourcing,
    layer: precedence::layer("vague-authority"),
    severity: Severity::Warning,
    summary: "Vague authority: name at least one person or organisation who says this.",
    page: include_str!("vague_authority.md"),
};

/// The rule.
pub struct VagueAuthority;

impl Rule for VagueAuthority {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::Group, Form::WidelyHeld]) {
            let words = place.words(place.attribution.marked);
            if place.is_cited(context)
                || is_a_mind(&place)
                || is_no_group(&place)
                || !once.first(place.block, words)
            {
                continue;
            }
            let mut finding = place.finding(context, &META, META.summary.into());
            if let Some((span, name)) = named_soon(context, &place) {
                finding.severity = finding.severity.lowered();
                let message =
                    format!("{name} is named here: if this comes from there, say so in the sentence itself.");
                finding.related.push(related(span, message));
            }
            findings.push(finding);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let marked = place.attribution.marked;
        let at = |offset: usize| context.source(place.block, Span::at(offset)).end;
        let Some(source) = place.attribution.source else {
            // "widely regarded": nobody to replace.
            let end = context.source(place.block, marked).end;
            let by = fix(
                FixKind::Attribute,
                "Attribute: say by whom — “by TK NAME”",
                vec![Edit::insert(end, " by TK NAME")],
            );
            let mark = fix(FixKind::Mark, "Mark: [by whom?]", vec![Edit::insert(end, " [by whom?]")]);
            return by.into_iter().chain(mark).collect();
        };
        let mut fixes = Vec::new();
        if marked.start < source.start {
            let close = if goes_on(&place.prose.text, source.end) { "," } else { "" };
            fixes.extend(fix(
                FixKind::Attribute,
                "Attribute: say who — “according to TK NAME, TK TITLE,”",
                vec![Edit::replace(context.source(place.block, source), format!("TK NAME, TK TITLE{close}"))],
            ));
        } else {
            let verb = place.words(Span::new(source.end, marked.end)).trim();
            let singular = singular(verb);
            let tail = if verb.is_empty() { String::new() } else { format!(" {singular}") };
            fixes.extend(fix(
                FixKind::Attribute,
                format!("Attribute: say who — “TK NAME, TK TITLE,{tail}”"),
                vec![Edit::replace(context.source(place.block, marked), format!("TK NAME, TK TITLE,{tail}"))],
            ));
            fixes.extend(state_it(context, &place));
        }
        fixes.extend(fix(
            FixKind::Mark,
            "Mark: [who?]",
            vec![Edit::insert(context.source(place.block, source).end.max(at(source.end)), " [who?]")],
        ));
        fixes
    }
}

/// Whether the words tell what goes on in people's minds, and rest no claim on them: "most people understand", "what
/// people think about", "investors hoped for a recovery".
fn is_a_mind(place: &Place<'_>) -> bool {
    let marked = place.attribution.marked;
    let (before, last) = (place.before(), place.last_before().to_lowercase());
    let rest = place.rest();
    let next = rest.split_whitespace().next().unwrap_or_default();
    let words = place.words(marked).to_lowercase();
    let verb = words.rsplit(' ').next().unwrap_or_default();
    if verb.starts_with("hope") && next == "for" {
        return true;
    }
    // "What economists call spending": a term of their trade, no claim of theirs.
    if ["call", "calls", "called"].contains(&verb) && next != "for" && is_trade(place) {
        return true;
    }
    // "Most said they were worried": each speaks for themselves.
    let polled = before.contains('%') || before.contains(" percent") || before.contains(" per cent");
    let themselves = place.attribution.source.is_some_and(|source| {
        let source = place.words(source).to_lowercase();
        polled
            || ["most", "many", "some", "few", "several", "half", "others"].contains(&source.as_str())
            || ["many in the ", "most in the ", "some in the "].iter().any(|of| source.starts_with(of))
    }) && {
        let next = if next == "that" { rest.split_whitespace().nth(1).unwrap_or_default() } else { next };
        ["they", "their"].contains(&next)
    };
    if themselves {
        return true;
    }
    let people =
        place.attribution.source.is_some_and(|source| place.words(source).to_lowercase().ends_with("people"));
    people
        && (["what", "how", "why", "whether"].contains(&last.as_str())
            || ["about", "of", "so"].contains(&next)
            || ["understand", "understood", "know", "knew", "realise", "realize"].contains(&verb))
}

/// Whether the words are no group that speaks: "says geologists can be", "those who back her opponents", "he and
/// other chemists believe", an organisation's name, or what somebody says is widely held.
fn is_no_group(place: &Place<'_>) -> bool {
    let words = place.words(place.attribution.marked);
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let mut back = words_of(place.before()).collect::<Vec<_>>().into_iter().rev();
    let (last, last_but_one) = (back.next().unwrap_or_default(), back.next().unwrap_or_default());
    let Some(source) = place.attribution.source else {
        let marked = place.attribution.marked.start;
        return place
            .vouched_by(place.attribution.sentence, true)
            .is_some_and(|speaker| speaker.marked.end <= marked);
    };
    let inverted = place.attribution.cue.end <= source.start;
    if inverted && (first == "says" || first.starts_with("blame")) || last_but_one == "who" {
        return true;
    }
    let named = |word: &str| word.starts_with(char::is_uppercase) || ["he", "she"].contains(&word);
    // "Of those who answered, many said": a survey's own.
    if place.before().starts_with("Of ") {
        return true;
    }
    if place.words(source).starts_with("other") && last == "and" && named(last_but_one) {
        return true;
    }
    place.reading.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Organisation
            && mention.span.start <= source.start
            && mention.span.end >= source.end
    })
}

/// Drops "Experts say that" from the head of its sentence.
fn state_it(context: &Context<'_>, place: &Place<'_>) -> Option<Fix> {
    let text = &place.prose.text;
    let marked = place.attribution.marked;
    let content = *place.attribution.content.first()?;
    let between = Span::new(marked.end, content.start).of(text).trim();
    let verb = place.words(place.attribution.cue).to_lowercase();
    let reports =
        ["say", "said", "argue", "argued", "believe", "believed", "claim", "claimed", "think", "thought"];
    if marked.start != place.sentence_span().start
        || !(between.is_empty() || between == "that")
        || !reports.contains(&verb.as_str())
        || text[content.start..].starts_with(['"', '“'])
    {
        return None;
    }
    let first = text[content.start..].chars().next()?;
    let gone = Span::new(marked.start, content.start + first.len_utf8());
    fix(
        FixKind::Rewrite,
        format!("Rewrite: delete “{}” (only once you have confirmed it)", place.words(marked)),
        vec![Edit::replace(context.source(place.block, gone), capitalised(first.encode_utf8(&mut [0; 4])))],
    )
}

/// The verb of a plural subject as a singular one takes it: "say" → "says", "have called" → "has called".
fn singular(verb: &str) -> String {
    let mut words = verb.split(' ');
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let (main, adverb) = match (first, rest.is_empty()) {
        ("have", false) => return format!("has {}", rest.join(" ")),
        ("are", false) => return format!("is {}", rest.join(" ")),
        ("were", false) => return format!("was {}", rest.join(" ")),
        ("do", false) => return format!("does {}", rest.join(" ")),
        (adverb, false) => (rest.join(" "), format!("{adverb} ")),
        (main, true) => (main.to_string(), String::new()),
    };
    let past = main.ends_with("ed")
        || ["said", "saw", "thought", "felt", "found", "told", "wrote", "held"].contains(&main.as_str());
    if past || main.contains(' ') {
        return verb.to_string();
    }
    let ending =
        if main.ends_with("ss") || main.ends_with("sh") || main.ends_with("ch") { "es" } else { "s" };
    format!("{adverb}{main}{ending}")
}

/// Where those who say it are named soon: the work of scientists or doctors within the next sentences, as news of research
/// tells it; and what opens an article, where the source follows high up (DOMAIN.md §4.2, R7).
fn named_soon(context: &Context<'_>, place: &Place<'_>) -> Option<(Span, String)> {
    place.attribution.source?;
    if is_trade(place) {
        let work = place.told_of_research(context, 4).map(|span| (span, "Their work".to_owned()));
        let named = || place.named_soon(context, 5).filter(|(span, _)| !place.prose.source.overlaps(*span));
        if let Some(found) = work.or_else(named) {
            return Some(found);
        }
    }
    if !is_opening(context, place) {
        return None;
    }
    // Of the same matter: two words in common.
    let long = |text: &'_ str| -> Vec<String> {
        words_of(text).filter(|word| word.len() > 4).map(str::to_lowercase).collect()
    };
    let matter: Vec<String> = [place.before(), place.rest()].into_iter().flat_map(long).collect();
    place.following(context, 2).find_map(|(block, prose, reading, at)| {
        let told = long(reading.sentences.get(at)?.span.of(&prose.text));
        if told.iter().filter(|word| matter.contains(word)).count() < 2 {
            return None;
        }
        let named = reading
            .attributions_of(at)
            .iter()
            .find(|one| one.is_own() && one.kind.is_named() && one.kind != SourceKind::Anaphor)?;
        let name = named.source?;
        let capital = name.of(&prose.text).contains(char::is_uppercase);
        capital.then(|| (context.source(block, name), capitalised(name.of(&prose.text))))
    })
}

/// Whether the sentence is the first of the article's own words.
fn is_opening(context: &Context<'_>, place: &Place<'_>) -> bool {
    let first = context.page.blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
    first == Some(place.block) && place.attribution.sentence == 0
}

/// Whether the group is one of a science or of medicine: "scientists", "US doctors".
fn is_trade(place: &Place<'_>) -> bool {
    const RESEARCH: &[&str] =
        &["researchers", "doctors", "academics", "scholars", "physicians", "astronomers"];
    place.attribution.source.is_some_and(|source| {
        let source = place.words(source).to_lowercase();
        let last = source.rsplit(' ').next().unwrap_or_default();
        RESEARCH.contains(&last) || last.ends_with("ists") && last != "activists"
    })
}
