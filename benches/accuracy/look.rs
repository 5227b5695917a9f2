//! Our own reading of a text, by byte of the text: what the terminal's `claims` shows of it.

use std::sync::Arc;

use factcheck_ls::language::{Claim, MentionKind, SourceKind};
use factcheck_ls::prose::{self, Syntax};
use factcheck_ls::text::Span;
use factcheck_ls::workspace::{self, Report, Surroundings};

/// A text read as plain text, with the bundled facts and no configuration.
pub struct Look {
    /// The text.
    pub text: Arc<str>,
    /// Sentences, in order.
    pub sentences: Vec<Span>,
    /// One for each sentence.
    pub claims: Vec<Claim>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Direct quotations.
    pub quotations: Vec<Quotation>,
    /// Names.
    pub mentions: Vec<(Span, MentionKind)>,
    /// All of it.
    pub report: Report,
}

/// An attribution, by byte of the document.
pub struct Attribution {
    /// Who.
    pub source: Option<Span>,
    /// By which words.
    pub cue: Span,
    /// What.
    pub content: Vec<Span>,
    /// How well identified.
    pub kind: SourceKind,
}

/// A quotation, by byte of the document.
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Whether it reads as speech.
    pub speech: bool,
    /// Who speaks.
    pub speaker: Option<Span>,
}

impl Look {
    /// Reads a text.
    pub fn at(text: &str) -> Self {
        let page = Arc::new(prose::parse(text.into(), Syntax::Plain));
        Look::of(workspace::read(page, Arc::<Surroundings>::default()))
    }

    /// Reads a text and judges it.
    pub fn judging(text: &str) -> Self {
        Look::judging_as(text, Syntax::Plain)
    }

    /// Reads a text of this syntax and judges it, in the profile that is the default.
    pub fn judging_as(text: &str, syntax: Syntax) -> Self {
        Look::of(workspace::check_text(text, syntax, Arc::default()))
    }

    fn of(report: Report) -> Self {
        let mut look = Look {
            text: Arc::clone(&report.page.text),
            sentences: Vec::new(),
            claims: Vec::new(),
            attributions: Vec::new(),
            quotations: Vec::new(),
            mentions: Vec::new(),
            report,
        };
        let report = &look.report;
        for (block, reading) in report.readings.iter().enumerate() {
            let own = &report.page.blocks[block];
            let bytes = |span: Span| own.source_span(span);
            look.sentences.extend(reading.sentences.iter().map(|sentence| bytes(sentence.span)));
            look.claims.extend(reading.claims.iter().cloned());
            look.attributions.extend(reading.attributions.iter().map(|one| Attribution {
                source: one.source.map(bytes),
                cue: bytes(one.cue),
                content: one.content.iter().map(|span| bytes(*span)).collect(),
                kind: one.kind,
            }));
            look.mentions.extend(reading.mentions.iter().map(|one| (bytes(one.span), one.kind)));
            for (index, quotation) in reading.quotations.iter().enumerate() {
                let speaker = report.article.speaker(block, index);
                look.quotations.push(Quotation {
                    span: bytes(quotation.span),
                    speech: quotation.speech,
                    speaker: speaker.map(|place| report.page.blocks[place.block].source_span(place.span)),
                });
            }
        }
        look
    }

    /// The words at a span, on one line.
    pub fn words(&self, span: Span) -> String {
        span.of(&self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words at a span between brackets, with some of what stands around them.
    pub fn around(&self, span: Span) -> String {
        const SIDE: usize = 50;
        let mut from = span.start.min(self.text.len()).saturating_sub(SIDE);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (span.end + SIDE).min(self.text.len());
        while !self.text.is_char_boundary(to) {
            to += 1;
        }
        let before = Span::new(from, span.start).of(&self.text);
        let after = Span::new(span.end, to).of(&self.text);
        let words = format!("{before}[{}]{after}", span.of(&self.text));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
