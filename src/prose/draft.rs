//! A block in the making: its words with their sources, and the marks found in them, composed into a [`Block`].

use super::block::{Block, Run};
use super::page::{CitationForm, Place, RawCitation};
use crate::text::Span;

/// What composing does with the words a mark covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// They stay.
    Keep,
    /// They go, and a space that is left over with them.
    Cut,
    /// They become one [`Block::HOLE`].
    Hole,
}

/// Something found in a draft that is more than words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The words covered, in the draft's text; often empty.
    pub text: Span,
    /// The whole of it in the document.
    pub source: Span,
    /// What happens to the words.
    pub effect: Effect,
    /// The citation it is, if any.
    pub form: Option<CitationForm>,
}

/// An inline HTML tag met in a draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct TagMark {
    /// Where it stood in the draft's text.
    pub at: usize,
    /// The tag in the document.
    pub source: Span,
}

/// A block in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The words, with all that the syntax itself does not take away.
    pub text: String,
    /// Where they come from.
    pub runs: Vec<Run>,
    /// Where in `text` a character was escaped or written as an entity: it is never syntax.
    pub escaped: Vec<usize>,
    /// What was found.
    pub marks: Vec<Mark>,
    /// Inline HTML tags, in order.
    pub tags: Vec<TagMark>,
    /// Emphasis, in `text`.
    pub emphasis: Vec<Span>,
}

impl Draft {
    /// Adds words that stand in the document as they are.
    pub fn push_verbatim(&mut self, document: &str, source: Span) {
        self.push(source.of(document), source);
    }

    /// Adds words that stand for `source`.
    pub fn push(&mut self, words: &str, source: Span) {
        if words.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        push_run(&mut self.runs, &self.text, Run { text: Span::new(start, self.text.len()), source });
    }

    /// Adds an escaped character or an entity.
    pub fn push_escaped(&mut self, words: &str, source: Span) {
        self.escaped.push(self.text.len());
        // An entity of two characters may chance to be as long as they are: the first then stands for all of it, so
        // that the run does not pass for equal bytes.
        let first = words.chars().next().map_or(0, char::len_utf8);
        if words.len() == source.len() && first < words.len() {
            self.push(&words[..first], source);
            self.push(&words[first..], Span::at(source.end));
        } else {
            self.push(words, source);
        }
    }

    /// Adds a hole for something that is not prose and gives its place.
    pub fn push_hole(&mut self, source: Span) -> Span {
        let start = self.text.len();
        self.text.push(Block::HOLE);
        let text = Span::new(start, self.text.len());
        // Never joined to a neighbour: it is no stretch of equal bytes even when the lengths agree.
        self.runs.push(Run { text, source });
        text
    }

    /// Whether the byte at `at` may be syntax: not escaped.
    pub fn is_syntax(&self, at: usize) -> bool {
        self.escaped.binary_search(&at).is_err()
    }

    /// The document's bytes of a span of the draft's text.
    pub fn source_span(&self, span: Span) -> Span {
        let first = self.runs.partition_point(|run| run.text.end <= span.start);
        let last = self.runs.partition_point(|run| run.text.end < span.end);
        let end_of_all = self.runs.last().map_or(0, |run| run.source.end);
        let start = self.runs.get(first).map_or(end_of_all, |run| match run.is_even() {
            true => run.source.start + (span.start - run.text.start),
            false => run.source.start,
        });
        let end = self.runs.get(last).map_or(end_of_all, |run| match run.is_even() {
            true => run.source.start + (span.end - run.text.start),
            false => run.source.end,
        });
        Span::new(start, end)
    }

    /// The words of `span` for a reader who needs the addresses too: links as "words (address)", holes as written. The
    /// marks must be in order.
    pub fn with_addresses(&self, span: Span, document: &str) -> String {
        let mut inserts: Vec<(usize, &str)> = Vec::new();
        let first = self.marks.partition_point(|mark| mark.text.start < span.start);
        for mark in self.marks[first..].iter().take_while(|mark| mark.text.start <= span.end) {
            let url = match (&mark.form, mark.effect) {
                (Some(CitationForm::Link { url }), Effect::Keep) => url,
                (Some(CitationForm::Reference { url: Some(url), .. }), Effect::Keep) => url,
                _ => continue,
            };
            if span.covers(mark.text) && mark.text.of(&self.text) != url {
                inserts.push((mark.text.end, url));
            }
        }
        inserts.sort_by_key(|&(at, _)| at);
        let mut out = String::new();
        let mut at = span.start;
        for (end, url) in inserts.into_iter().chain([(span.end, "")]) {
            for c in Span::new(at, end).of(&self.text).chars() {
                match c {
                    Block::HOLE => {
                        out.push_str(self.source_span(Span::new(at, at + c.len_utf8())).of(document))
                    }
                    c => out.push(c),
                }
                at += c.len_utf8();
            }
            if !url.is_empty() {
                out.push_str(" (");
                out.push_str(url);
                out.push(')');
            }
        }
        out.trim().to_owned()
    }

    /// Makes the block: cuts what the marks cut, maps what they keep. `shape` gives everything but text, runs and
    /// emphasis; `index` is the number the block will have. `None` in place of the block when no prose is left.
    pub fn compose(
        mut self,
        mut shape: Block,
        index: usize,
        citations: &mut Vec<RawCitation>,
    ) -> Option<Block> {
        self.marks.sort_by_key(|mark| (mark.text.start, mark.source.start));
        let mut composer = Composer::new(&self.text);
        let mut holes: Vec<(usize, Span)> = Vec::new();
        let mut kept = vec![false; self.marks.len()];
        let mut runs = self.runs.iter().copied().peekable();
        let mut done = 0;
        for (number, mark) in self.marks.iter().enumerate() {
            // Inside of something cut: gone with it.
            if mark.text.start < done {
                continue;
            }
            kept[number] = true;
            match mark.effect {
                Effect::Keep => {}
                Effect::Cut => {
                    composer.copy(&mut runs, mark.text.start);
                    composer.skip(&mut runs, mark.text);
                    composer.loose = true;
                    done = mark.text.end;
                }
                Effect::Hole => {
                    composer.copy(&mut runs, mark.text.start);
                    composer.skip(&mut runs, mark.text);
                    let source = if mark.text.is_empty() { mark.source } else { self.source_of_hole(mark) };
                    holes.push((number, composer.hole(source)));
                    done = mark.text.end;
                }
            }
        }
        composer.copy(&mut runs, self.text.len());
        composer.finish();
        let has_prose = composer.out.chars().any(|c| !c.is_whitespace() && c != Block::HOLE);
        let mut holes = holes.into_iter().peekable();
        for (number, mark) in self.marks.into_iter().enumerate() {
            let hole = holes.next_if(|&(of, _)| of == number).map(|(_, span)| span);
            let (true, Some(form)) = (kept[number], mark.form) else {
                continue;
            };
            let words = match (hole, mark.effect) {
                (Some(hole), _) => hole,
                (None, Effect::Keep) => composer.map_span(mark.text),
                (None, _) => Span::at(composer.map(mark.text.start)),
            };
            let words = if matches!(form, CitationForm::Keys { .. }) { Span::at(words.start) } else { words };
            let place = has_prose.then_some(Place { block: index, at: words.start, words });
            citations.push(RawCitation { form, source: mark.source, place });
        }
        if !has_prose {
            return None;
        }
        shape.emphasis =
            self.emphasis.iter().map(|&span| composer.map_span(span)).filter(|s| !s.is_empty()).collect();
        shape.text = composer.out;
        shape.runs = composer.runs;
        Some(shape)
    }

    fn source_of_hole(&self, mark: &Mark) -> Span {
        self.source_span(mark.text).hull(mark.source)
    }
}

/// Joins `run` to the last one where both run on byte by byte; a hole stays by itself.
fn push_run(runs: &mut Vec<Run>, text: &str, run: Run) {
    if let Some(last) = runs.last_mut()
        && last.is_even()
        && run.is_even()
        && last.text.end == run.text.start
        && last.source.end == run.source.start
        && !last.text.of(text).ends_with(Block::HOLE)
        && !run.text.of(text).starts_with(Block::HOLE)
    {
        last.text.end = run.text.end;
        last.source.end = run.source.end;
    } else {
        runs.push(run);
    }
}

/// Copies a draft's text without what is cut.
struct Composer<'a> {
    text: &'a str,
    out: String,
    runs: Vec<Run>,
    /// (offset in the draft, offset in the block, length) of every piece copied.
    pieces: Vec<(usize, usize, usize)>,
    /// Part of the current run that is copied or skipped already, in the draft.
    at: usize,
    /// Something was cut right before: a space on either side of it is one too many.
    loose: bool,
}

type Runs<'a> = std::iter::Peekable<std::iter::Copied<std::slice::Iter<'a, Run>>>;

impl<'a> Composer<'a> {
    fn new(text: &'a str) -> Self {
        Composer {
            text,
            out: String::with_capacity(text.len()),
            runs: Vec::new(),
            pieces: Vec::new(),
            at: 0,
            loose: true,
        }
    }

    /// Copies the draft up to `end`.
    fn copy(&mut self, runs: &mut Runs<'_>, end: usize) {
        while let Some(&run) = runs.peek() {
            if run.text.start >= end {
                break;
            }
            let from = run.text.start.max(self.at);
            let to = run.text.end.min(end);
            if from < to {
                let piece = Span::new(from, to);
                let source = match run.is_even() {
                    true => Span::new(
                        run.source.start + (from - run.text.start),
                        run.source.start + (to - run.text.start),
                    ),
                    false => run.source,
                };
                self.put(piece, source);
                self.at = to;
            }
            if run.text.end > end {
                break;
            }
            runs.next();
        }
        self.at = self.at.max(end);
    }

    /// Leaves out the draft's `span`.
    fn skip(&mut self, runs: &mut Runs<'_>, span: Span) {
        while runs.next_if(|run| run.text.end <= span.end).is_some() {}
        self.at = self.at.max(span.end);
    }

    fn put(&mut self, mut piece: Span, mut source: Span) {
        let even = piece.len() == source.len();
        if self.loose {
            let words = piece.of(self.text);
            if words.starts_with([',', '.', ';', ':', '!', '?', ')', ']', '…', '”']) {
                self.drop_spaces();
            } else if self.out.is_empty() || self.out.ends_with([' ', '\t']) {
                let blank = words.len() - words.trim_start_matches([' ', '\t']).len();
                if blank == words.len() {
                    return;
                }
                piece.start += blank;
                if even {
                    source.start += blank;
                }
            }
            self.loose = false;
        }
        let start = self.out.len();
        self.out.push_str(piece.of(self.text));
        self.pieces.push((piece.start, start, piece.len()));
        let run = Run { text: Span::new(start, self.out.len()), source };
        push_run(&mut self.runs, &self.out, run);
    }

    fn hole(&mut self, source: Span) -> Span {
        let start = self.out.len();
        self.out.push(Block::HOLE);
        let text = Span::new(start, self.out.len());
        self.runs.push(Run { text, source });
        self.pieces.push((self.at, start, 0));
        self.loose = false;
        text
    }

    /// Takes back blanks at the end of what was copied.
    fn drop_spaces(&mut self) {
        while self.out.ends_with(char::is_whitespace) {
            self.out.pop();
            let length = self.out.len();
            // The pieces end where the words now do.
            for piece in self.pieces.iter_mut().rev().take_while(|(_, start, piece)| start + piece > length) {
                piece.1 = piece.1.min(length);
                piece.2 = length - piece.1;
            }
            while let Some(run) = self.runs.last_mut() {
                if run.text.start >= length {
                    self.runs.pop();
                    continue;
                }
                if run.text.end > length {
                    let gone = run.text.end - length;
                    if run.is_even() {
                        run.source.end -= gone;
                    }
                    run.text.end = length;
                }
                break;
            }
        }
    }

    fn finish(&mut self) {
        self.drop_spaces();
    }

    /// Where an offset of the draft is now.
    fn map(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|&(from, ..)| from <= offset);
        let at = match next.checked_sub(1).map(|piece| self.pieces[piece]) {
            Some((from, start, length)) => start + (offset - from).min(length),
            None => 0,
        };
        at.min(self.out.len())
    }

    /// Where a span of the draft is now, without blanks at its ends.
    fn map_span(&self, span: Span) -> Span {
        let end = self.map(span.end);
        // A piece may begin right at the span's start, after something cut.
        let next = self.pieces.partition_point(|&(from, ..)| from < span.start);
        let start = match self.pieces.get(next) {
            Some(&(from, start, _)) if from == span.start => start,
            _ => self.map(span.start),
        };
        Span::new(start.min(end), end)
    }
}
