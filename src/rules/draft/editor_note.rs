//! `editor-note`: a query between writer, editor and checker that is left in the text.

use crate::prose::Syntax;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "editor-note",
    group: Group::Draft,
    layer: precedence::layer("editor-note"),
    severity: Severity::Info,
    summary: "Note to editor left in the text.",
    page: include_str!("editor_note.md"),
};

/// What a note begins with, in lower case.
const OPENERS: &[&str] = &[
    "ed:",
    "eds:",
    "editor:",
    "editors:",
    "note:",
    "nb:",
    "nb ",
    "aq:",
    "fc:",
    "legal:",
    "copy:",
    "desk:",
    "note to editor",
    "note to editors",
    "note to self",
    "note to desk",
    "fact check:",
    "fact-check:",
    "are we sure",
    "please confirm",
    "please check",
    "pls confirm",
    "pls check",
    "check with",
    "can we confirm",
    "do we know",
    "need to confirm",
    "needs checking",
    "is this right",
];

/// Notes of one word.
const MARKS: &[&str] = &["cq", "ok?", "sp?", "nb"];

/// The longest note, in bytes: a bracket that runs on is no note.
const LONGEST: usize = 300;

/// The rule.
pub struct EditorNote;

impl Rule for EditorNote {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (block, prose, reading) in context.blocks() {
            for span in notes(&prose.text) {
                // A gloss inside a quotation is an insertion, not a query; a link's words are no note.
                let source = context.source(block, span);
                let linked = context.page.text[source.end..].starts_with(['(', '[', ':']);
                if reading.is_quoted(span.start) || linked {
                    continue;
                }
                let sentence = reading.sentence_at(span.start).map(|sentence| (block, sentence));
                findings.push(finding(source, META.severity, sentence, span.of(&prose.text)));
            }
        }
        let text: &str = &context.page.text;
        for opaque in &context.page.opaque {
            let comment = opaque.of(text).strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
            if comment.is_some_and(|note| is_note(note, false)) {
                findings.push(finding(*opaque, Severity::Hint, None, opaque.of(text)));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text: &str = &context.page.text;
        let span = finding.span;
        let words = span.of(text);
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let gone = if before.ends_with(' ') && !before.trim_end_matches(' ').ends_with('\n') {
            Span::new(span.start - 1, span.end)
        } else if after.starts_with(' ') {
            Span::new(span.start, span.end + 1)
        } else {
            span
        };
        let delete = fix(FixKind::Rewrite, "Rewrite: delete the note", vec![Edit::replace(gone, "")]);
        let inner = words.trim_matches(['[', ']', '(', ')']);
        let comment =
            (context.page.syntax == Syntax::Markdown && !words.starts_with("<!--") && !inner.contains("--"))
                .then(|| {
                    fix(
                        FixKind::Rewrite,
                        "Rewrite: turn the note into a comment <!-- … -->",
                        vec![Edit::replace(span, format!("<!-- {inner} -->"))],
                    )
                })
                .flatten();
        comment.into_iter().chain(delete).collect()
    }
}

fn finding(span: Span, severity: Severity, sentence: Option<(usize, usize)>, words: &str) -> Finding {
    Finding {
        rule: META.id,
        span,
        severity,
        message: "Note to editor left in the text.".into(),
        related: Vec::new(),
        subject: Subject { sentence, words: Some(words.to_string()), ..Subject::default() },
    }
}

/// The bracketed notes of a text.
fn notes(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '(']).map(|place| at + place) {
        let square = text[open..].starts_with('[');
        let rest = &text[open + 1..];
        let close = rest
            .bytes()
            .take(LONGEST)
            .position(|byte| byte == if square { b']' } else { b')' } || byte == b'[' || byte == b'(');
        let Some(close) = close else {
            at = open + 1;
            continue;
        };
        let end = open + 1 + close;
        let closed = text[end..].starts_with([']', ')']);
        if closed && is_note(&rest[..close], square) {
            found.push(Span::new(open, end + 1));
        }
        at = if closed { end + 1 } else { end };
    }
    found
}

/// Whether the words inside brackets or a comment are a query of the desk. Round brackets hold ordinary asides too: in
/// them only what asks somebody counts.
fn is_note(inner: &str, square: bool) -> bool {
    let inner = inner.trim();
    let head: String = inner.chars().take(24).flat_map(char::to_lowercase).collect();
    let opens = OPENERS.iter().any(|opener| head.starts_with(opener));
    let mark = MARKS.iter().any(|mark| head == *mark);
    let asked = ["note:", "nb:", "nb ", "copy:", "desk:", "editor:", "editors:"];
    let plain = !square && asked.iter().any(|opener| head.starts_with(opener));
    opens && !plain || square && mark
}
