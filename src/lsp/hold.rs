//! Held findings: what is new on the line being edited waits until the cursor leaves it, or until nobody has typed
//! there for a moment. A half-written sentence rests on nobody yet; to say so while it is being written is noise.
//!
//! Only what is sent unasked waits: whoever asks for diagnostics is told everything. What was shown before and still
//! stands is not taken away and brought back. Nothing here waits by itself: the desk sets a timer that comes back as an
//! event.

use std::time::{Duration, Instant};

use tower_lsp::ls_types::{
    Diagnostic, NumberOrString, Position, Range, TextDocumentContentChangeEvent as Change,
};

use super::fault;
use crate::text::{Encoding, LineIndex};

/// How long after the last edit a line is taken for one still being written.
const PAUSE: Duration = Duration::from_millis(600);

/// What is held of one document.
#[derive(Default)]
pub(super) struct Hold {
    /// The lines being edited: one for each cursor. None when nobody types.
    lines: Vec<u32>,
    /// When and as what revision the last edit came.
    last: Option<(Instant, u64)>,
    /// Rule and place of what the client shows, the place kept in step with the text.
    shown: Vec<(Option<NumberOrString>, Range)>,
    /// Whether something was held back when diagnostics were last sent.
    holding: bool,
}

/// Diagnostics to send now.
pub(super) struct Sifted {
    /// Those that do not wait.
    pub diagnostics: Vec<Diagnostic>,
    /// How long the others wait if nothing else happens, with the edit that they wait for.
    pub wait: Option<(Duration, u64)>,
}

impl Hold {
    /// Notes an edit. A text replaced as a whole was not typed: nothing is held for it.
    pub fn edited(&mut self, changes: &[Change], revision: u64, encoding: Encoding) {
        self.lines.clear();
        for change in changes {
            let Some(range) = change.range else {
                *self = Hold::default();
                continue;
            };
            let shift = Shift::of(range, &change.text, encoding);
            for line in &mut self.lines {
                *line = shift.place(Position::new(*line, u32::MAX)).line;
            }
            self.lines.push(shift.end.line);
            for (_, shown) in &mut self.shown {
                *shown = shift.range(*shown);
            }
        }
        self.last = Some((Instant::now(), revision));
    }

    /// The cursor has been seen in these lines. Whether what was held is to be sent now.
    pub fn seen(&mut self, place: Range) -> bool {
        let left = !self.lines.iter().any(|line| (place.start.line..=place.end.line).contains(line));
        left && self.release()
    }

    /// The pause after the edit of this revision is over. Whether what was held is to be sent now.
    pub fn paused(&mut self, revision: u64) -> bool {
        self.last.is_some_and(|(_, last)| last == revision) && self.release()
    }

    /// Nobody edits any more. Whether what was held is to be sent now.
    pub fn release(&mut self) -> bool {
        self.lines.clear();
        std::mem::take(&mut self.holding)
    }

    /// Takes out what waits; the rest counts as shown from now on.
    pub fn sift(&mut self, mut diagnostics: Vec<Diagnostic>) -> Sifted {
        let pause = fault::hold().unwrap_or(PAUSE);
        let left = self.last.and_then(|(at, revision)| Some((pause.checked_sub(at.elapsed())?, revision)));
        let left = left.filter(|(left, _)| !left.is_zero() && !self.lines.is_empty());
        let before = diagnostics.len();
        if left.is_some() {
            diagnostics.retain(|it| !self.is_edited(it.range) || self.is_shown(it));
        } else {
            self.lines.clear();
        }
        self.holding = diagnostics.len() < before;
        self.shown = diagnostics.iter().map(|it| (it.code.clone(), it.range)).collect();
        Sifted { diagnostics, wait: left.filter(|_| self.holding) }
    }

    fn is_edited(&self, range: Range) -> bool {
        self.lines.iter().any(|line| (range.start.line..=range.end.line).contains(line))
    }

    /// Whether the client shows this already: the same rule at a place that overlaps, for a finding may grow or shrink
    /// with the words it marks.
    fn is_shown(&self, diagnostic: &Diagnostic) -> bool {
        let meets = |range: &Range| {
            range.start == diagnostic.range.start
                || range.end == diagnostic.range.end
                || range.start < diagnostic.range.end && diagnostic.range.start < range.end
        };
        self.shown.iter().any(|(code, range)| *code == diagnostic.code && meets(range))
    }
}

/// Where an edit moves the places around it.
struct Shift {
    old: Range,
    /// Where the new text ends: where the cursor stands.
    end: Position,
}

impl Shift {
    fn of(old: Range, text: &str, encoding: Encoding) -> Self {
        let last = LineIndex::new(text).position(text, text.len(), encoding);
        let column =
            if last.line == 0 { old.start.character.saturating_add(last.column) } else { last.column };
        Shift { old, end: Position::new(old.start.line.saturating_add(last.line), column) }
    }

    /// Where a marked place is now: what is put in at either end is not part of it.
    fn range(&self, range: Range) -> Range {
        let end = if range.end <= self.old.start { range.end } else { self.place(range.end) };
        Range::new(self.place(range.start), end)
    }

    fn place(&self, at: Position) -> Position {
        if at <= self.old.start && at != self.old.end {
            return at;
        }
        if at < self.old.end {
            return self.old.start;
        }
        if at.line > self.old.end.line {
            let line = (at.line - self.old.end.line).saturating_add(self.end.line);
            return Position::new(line, at.character);
        }
        let beyond = at.character - self.old.end.character;
        Position::new(self.end.line, self.end.character.saturating_add(beyond))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(line: u32, start: u32, end: u32) -> Range {
        Range::new(Position::new(line, start), Position::new(line, end))
    }

    fn change(range: Option<Range>, text: &str) -> Change {
        Change { range, range_length: None, text: text.into() }
    }

    fn found(line: u32, start: u32, end: u32) -> Diagnostic {
        Diagnostic {
            range: range(line, start, end),
            code: Some(NumberOrString::String("placeholder".into())),
            ..Diagnostic::default()
        }
    }

    fn typed(hold: &mut Hold, range: Range, text: &str) {
        hold.edited(&[change(Some(range), text)], 1, Encoding::Utf16);
    }

    #[test]
    fn places_move_with_the_text_around_them() {
        let shift = |old, text| Shift::of(old, text, Encoding::Utf16);
        let at = Position::new;
        assert_eq!(shift(range(2, 4, 4), "😀").place(at(2, 9)), at(2, 11));
        assert_eq!(shift(range(2, 4, 4), "a\r\nbc").place(at(2, 9)), at(3, 7));
        assert_eq!(shift(range(2, 4, 8), "").place(at(2, 6)), at(2, 4));
        assert_eq!(shift(range(2, 4, 8), "").place(at(2, 9)), at(2, 5));
        assert_eq!(shift(range(2, 4, 4), "\n\n").place(at(5, 1)), at(7, 1));
        assert_eq!(shift(range(2, 4, 4), "x").place(at(1, 9)), at(1, 9));
        let joined = Range::new(at(2, 4), at(3, 0));
        assert_eq!(shift(joined, "").place(at(3, 5)), at(2, 9));
        // Words put in at either end of a marked place are not part of it.
        assert_eq!(shift(range(2, 4, 4), "ab").range(range(2, 4, 6)), range(2, 6, 8));
        assert_eq!(shift(range(2, 6, 6), "ab").range(range(2, 4, 6)), range(2, 4, 6));
    }

    #[test]
    fn what_is_new_where_one_types_waits_and_the_rest_does_not() {
        let mut hold = Hold::default();
        assert_eq!(hold.sift(vec![found(0, 4, 6)]).diagnostics.len(), 1);
        typed(&mut hold, range(0, 0, 0), "TK and ");
        let sifted = hold.sift(vec![found(0, 0, 2), found(0, 11, 13), found(4, 0, 2)]);
        assert_eq!(sifted.diagnostics, [found(0, 11, 13), found(4, 0, 2)]);
        assert_eq!(sifted.wait.map(|(_, revision)| revision), Some(1));
        assert!(!hold.seen(range(0, 9, 9)), "the cursor is still there");
        assert!(!hold.paused(0), "somebody has typed since");
        assert!(hold.paused(1));
        assert_eq!(hold.sift(vec![found(0, 0, 2), found(0, 11, 13)]).diagnostics.len(), 2);
    }

    #[test]
    fn a_line_left_is_a_line_written() {
        let mut hold = Hold::default();
        typed(&mut hold, range(3, 8, 8), "TK");
        assert!(hold.sift(vec![found(3, 8, 10)]).diagnostics.is_empty());
        assert!(hold.seen(range(1, 0, 0)));
        // A line's end typed is a line left, too; and a text put in as a whole was not typed.
        typed(&mut hold, range(3, 10, 10), "\n");
        assert_eq!(hold.sift(vec![found(3, 8, 10)]).diagnostics.len(), 1);
        hold.edited(&[change(None, "TK")], 2, Encoding::Utf16);
        assert_eq!(hold.sift(vec![found(0, 0, 2)]).diagnostics.len(), 1);
    }

    #[test]
    fn every_cursor_holds_its_line() {
        let mut hold = Hold::default();
        let both = [change(Some(range(5, 0, 0)), "TK"), change(Some(range(1, 0, 0)), "\nTK")];
        hold.edited(&both, 1, Encoding::Utf16);
        let found = vec![found(2, 0, 2), found(3, 0, 2), found(6, 0, 2)];
        assert_eq!(hold.sift(found.clone()).diagnostics, found[1..2]);
    }
}
