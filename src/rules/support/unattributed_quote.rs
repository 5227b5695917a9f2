//! `unattributed-quote`: speech that nobody speaks.

use crate::language::{Quotation, Reading};
use crate::prose::{Block, BlockKind};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{is_own_prose, is_title_case, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "unattributed-quote",
    group: Group::Support,
    layer: precedence::layer("unattributed-quote"),
    severity: Severity::Warning,
    summary: "Who said this? The quotation has no speaker.",
    page: include_str!("unattributed_quote.md"),
};

/// The fewest words of a quotation that is speech and no term.
const FEWEST: usize = 4;

/// The most words of its sentence that lie outside of a quotation that stands alone.
const OUTSIDE: usize = 3;

/// How many sentences before and after may hold the speaker.
const BEFORE: usize = 5;
const AFTER: usize = 2;

/// The rule.
pub struct UnattributedQuote;

impl Rule for UnattributedQuote {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let scenes = scenes(context);
        let mut first = 0;
        for (block, prose, reading) in context.blocks() {
            let from = first;
            first += reading.sentences.len();
            if !is_own_prose(&prose.kind) || reading.quotations.iter().any(|quotation| !quotation.closed) {
                continue;
            }
            for (index, quotation) in reading.quotations.iter().enumerate() {
                let Some(at) = reading.sentence_at(quotation.span.start) else { continue };
                let words = quotation.words.of(&prose.text);
                let speech = quotation.speech
                    && words.split_whitespace().count() >= FEWEST
                    && !is_title_case(words)
                    && ends_as_speech(words, &prose.text[quotation.span.end..]);
                let frame = frame(prose, reading, quotation);
                let passive = passive(&frame).is_some() && !says(&without_told(&frame));
                // "The plan was described as": what looks like a speaker there is what is spoken of.
                let spoken = !passive && context.article.speaker(block, index).is_some();
                if !speech || spoken || is_cited(context, block, at, passive) {
                    continue;
                }
                let left = frame.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
                let alone = left.count() <= OUTSIDE
                    && words.starts_with(|c: char| c.is_uppercase() || c == '…' || c == '.')
                    && !says(&frame)
                    && is_alone(&scenes, from + at, block);
                if !(alone || passive)
                    || is_introduced(&frame)
                    || is_unfinished(prose, reading, at)
                    || is_example(prose, reading, quotation, &frame)
                {
                    continue;
                }
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(block, quotation.span),
                    severity: META.severity,
                    message: META.summary.into(),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((block, at)),
                        words: Some(words.to_string()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((block, at)) = finding.subject.sentence else { return Vec::new() };
        let (Some(prose), Some(reading)) = (context.page.blocks.get(block), context.readings.get(block))
        else {
            return Vec::new();
        };
        let quotation =
            reading.quotations.iter().find(|quotation| context.source(block, quotation.span) == finding.span);
        let (Some(quotation), Some(sentence)) = (quotation, reading.sentences.get(at)) else {
            return Vec::new();
        };
        let source = |span: Span| context.source(block, span);
        let before = Span::new(sentence.span.start, quotation.span.start.max(sentence.span.start));
        let speaker = if let Some(by) = passive(before.of(&prose.text)) {
            // "was described by TK NAME as"
            let by = source(Span::at(before.start + by)).start;
            fix(
                FixKind::Attribute,
                "Attribute: say by whom — “by TK NAME, TK TITLE,”",
                vec![Edit::insert(by, " by TK NAME, TK TITLE,")],
            )
        } else {
            fix(FixKind::Attribute, "Attribute: add a speaker — “said TK NAME, TK TITLE”", {
                let words = quotation.words.of(&prose.text);
                let mut edits = Vec::new();
                if let Some(stop) = words.strip_suffix(['.', ',']) {
                    let stop = Span::new(quotation.words.start + stop.len(), quotation.words.end);
                    edits.push(Edit::replace(source(stop), ","));
                }
                let end = source(quotation.span).end;
                edits.push(Edit::insert(end, " said TK NAME, TK TITLE."));
                edits
            })
        };
        let marks = [
            Span::new(quotation.span.start, quotation.words.start),
            Span::new(quotation.words.end, quotation.span.end),
        ];
        let edits =
            marks.into_iter().filter(|mark| !mark.is_empty()).map(|mark| Edit::replace(source(mark), ""));
        let paraphrase =
            fix(FixKind::Rewrite, "Rewrite: remove the quotation marks (paraphrase)", edits.collect());
        speaker.into_iter().chain(paraphrase).collect()
    }
}

/// Whether the words are an example or a motto rather than speech: questions that nobody in particular asks, alone in
/// their sentence; the words that open an item of a list; words in the speaker's "own words".
fn is_example(prose: &Block, reading: &Reading, quotation: &Quotation, frame: &str) -> bool {
    let opens = reading.sentences.first().is_some_and(|first| quotation.span.start <= first.span.start + 1);
    let bare = !frame.contains(char::is_alphanumeric);
    let asks = quotation.words.of(&prose.text).trim_end_matches(['*', '_']).ends_with('?');
    bare && (asks || matches!(prose.kind, BlockKind::Item) && opens)
        || [frame, quotation.words.of(&prose.text)].iter().any(|it| it.contains("own words"))
}

/// One sentence as a place where a speaker may be.
struct Scene {
    block: usize,
    section: u32,
    /// Whether somebody speaks there, or words are quoted there.
    speaks: bool,
}

/// Every sentence of the page in order.
fn scenes(context: &Context<'_>) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (block, prose, reading) in context.blocks() {
        let mut quotations = reading.quotations.iter().peekable();
        for (index, sentence) in reading.sentences.iter().enumerate() {
            while quotations.next_if(|quotation| quotation.span.end <= sentence.span.start).is_some() {}
            let quoted = quotations.peek().is_some_and(|quotation| quotation.span.start < sentence.span.end);
            let told = !reading.attributions_of(index).is_empty() || says(sentence.span.of(&prose.text));
            scenes.push(Scene { block, section: prose.section, speaks: quoted || told });
        }
    }
    scenes
}

/// Whether nobody speaks around the sentence: in its paragraph beside it, and in the paragraphs near it.
fn is_alone(scenes: &[Scene], at: usize, block: usize) -> bool {
    let Some(own) = scenes.get(at) else { return false };
    let around = scenes[at.saturating_sub(BEFORE)..at]
        .iter()
        .chain(scenes[at + 1..].iter().take(AFTER))
        .filter(|scene| scene.section == own.section);
    let mut near = around.filter(|scene| scene.speaks);
    // A quotation of several sentences is not a second one.
    near.next().is_none() && own.block == block
}

/// Whether the words tell of speech.
fn says(words: &str) -> bool {
    const SAYS: &[&str] = &[
        "said",
        "says",
        "say",
        "saying",
        "told",
        "tells",
        "asked",
        "asks",
        "wrote",
        "writes",
        "added",
        "adds",
        "thought",
        "thinks",
        "shouted",
        "cried",
        "replied",
        "answered",
        "chanted",
        "sang",
        "sings",
        "reads",
        "read",
        "recalls",
        "recalled",
        "explained",
        "explains",
        "according",
        "insisted",
        "joked",
        "laughed",
        "quoted",
        "quote",
        "quotation",
        "tweeted",
        "posted",
        "announced",
        "warned",
        "declared",
        "speaking",
        "interview",
        "spoke",
        "statement",
        "voice",
        "heard",
    ];
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| SAYS.iter().any(|says| word.eq_ignore_ascii_case(says)))
}

/// The words of the quotation's sentences that are in no quotation.
fn frame(prose: &Block, reading: &Reading, quotation: &Quotation) -> String {
    let overlapping = reading.sentences.iter().filter(|sentence| sentence.span.overlaps(quotation.span));
    let whole = overlapping.map(|sentence| sentence.span).reduce(Span::hull).unwrap_or(quotation.span);
    let mut words = String::new();
    let mut at = whole.start;
    for other in &reading.quotations {
        if other.span.start >= at && other.span.start < whole.end {
            words.push_str(&prose.text[at..other.span.start]);
            words.push(Block::HOLE);
            at = other.span.end.max(at);
        }
    }
    words.push_str(prose.text.get(at..whole.end).unwrap_or_default());
    words
}

/// Just past the participle of "was described as", "were told to", where no "by" says who.
fn passive(frame: &str) -> Option<usize> {
    const BE: &[&str] = &["was", "were", "is", "are", "been", "being"];
    const TOLD: &[&str] = &["described", "told", "branded", "dubbed", "labelled", "labeled", "summed"];
    let mut be = false;
    let mut found = None;
    for word in
        frame.split(|c: char| !c.is_alphanumeric() && c != Block::HOLE).filter(|word| !word.is_empty())
    {
        let is = |list: &[&str]| list.iter().any(|other| word.eq_ignore_ascii_case(other));
        if be && is(TOLD) {
            found = Some(word.as_ptr() as usize - frame.as_ptr() as usize + word.len());
        }
        if found.is_some() && is(&["by", "in", "on", "he", "she", "they"]) {
            return None;
        }
        be = is(BE) || be && word.len() > 2 && word.ends_with("ly");
    }
    found
}

/// The words around a quotation without the participle of "were told", which names no speaker.
fn without_told(frame: &str) -> String {
    frame.split_whitespace().filter(|word| !word.starts_with("told")).collect::<Vec<_>>().join(" ")
}

/// Whether the words are introduced as a title, a term, a motto or writing on a wall.
fn is_introduced(frame: &str) -> bool {
    const NAMES: &[&str] = &[
        "so-called",
        "motto",
        "slogan",
        "term",
        "phrase",
        "word",
        "words",
        "headline",
        "headlined",
        "titled",
        "entitled",
        "title",
        "called",
        "named",
        "sign",
        "signs",
        "banner",
        "banners",
        "placard",
        "placards",
        "book",
        "film",
        "movie",
        "song",
        "album",
        "single",
        "essay",
        "article",
        "poem",
        "play",
        "episode",
        "track",
        "novel",
        "known",
        "chorus",
        "lyric",
        "lyrics",
        "line",
        "question",
        "caption",
        "inscription",
        "message",
        "category",
        "award",
        "best",
    ];
    frame
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| NAMES.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// Whether the quoted words close as a sentence does, inside the marks or right after them.
fn ends_as_speech(words: &str, after: &str) -> bool {
    words.ends_with(['.', '!', '?', '…', ',']) || after.starts_with(['.', '!', '?'])
}

/// Whether a citation is beside the quotation, or somebody answers for its sentence.
fn is_cited(context: &Context<'_>, block: usize, sentence: usize, passive: bool) -> bool {
    [sentence.checked_sub(1), Some(sentence), Some(sentence + 1)].into_iter().flatten().any(|at| {
        context.support.get(block, at).is_some_and(|supported| {
            supported.citation.is_some() || !passive && at == sentence && supported.attribution.is_some()
        })
    })
}
