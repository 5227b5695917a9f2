//! Text for people: an excerpt with carets for each finding, and a line that sums up.
//!
//! Prose has long lines, so an excerpt shows the words around the mark, cut between words, never the whole paragraph.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use clap::builder::styling::{AnsiColor, Style};

use super::super::terminal::{Palette, severity_style, tame};
use super::{Document, Entry, Format, Summary, Tally};
use crate::text::{Severity, Span};

/// The style of line numbers and what frames an excerpt.
const LINE_NUMBER: Style = AnsiColor::BrightBlue.on_default().bold();

/// `text`.
pub struct Text {
    palette: Palette,
    renderer: Renderer,
    width: usize,
}

impl Text {
    /// For a terminal of `width` columns, with or without colour.
    pub fn new(colour: bool, width: usize) -> Self {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer
            .error(severity_style(Severity::Error))
            .warning(severity_style(Severity::Warning))
            .info(severity_style(Severity::Info))
            .note(severity_style(Severity::Hint))
            .line_num(LINE_NUMBER);
        let renderer = if colour { renderer } else { Renderer::plain() };
        Text {
            palette: Palette::new(colour),
            renderer: renderer.decor_style(DecorStyle::Ascii).term_width(width.max(60)),
            width,
        }
    }
}

impl Format for Text {
    fn document(&mut self, out: &mut dyn Write, document: &Document) -> io::Result<()> {
        for entry in &document.entries {
            writeln!(out, "{}\n", self.entry(document, entry))?;
        }
        // An editor goes through them before the piece runs.
        for ignore in &document.ignores {
            let line = document.place(ignore.span.start).line;
            let rules = if ignore.rules.is_empty() { "every rule".into() } else { ignore.rules.join(", ") };
            let reason = ignore.reason.as_deref().unwrap_or("no reason given");
            let place = self.palette.dim(format!("{}:{line}:", tame(&document.path)));
            let hides = counted(ignore.hides, "finding", "findings");
            writeln!(out, "{place} ignores {} ({}): {} [{hides}]", tame(&rules), ignore.form, tame(reason))?;
        }
        if !document.ignores.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let counts = [Severity::Error, Severity::Warning, Severity::Info, Severity::Hint]
            .into_iter()
            .filter(|severity| summary.counts[*severity as usize] > 0)
            .map(|severity| {
                let count = summary.counts[severity as usize];
                self.palette.severity(severity, counted(count, severity.name(), plural(severity)))
            })
            .collect::<Vec<_>>();
        let files = counted(summary.checked, "file", "files");
        if counts.is_empty() {
            write!(out, "{} in {files}", self.palette.bold("No findings"))?;
        } else {
            write!(out, "{} in {files}", counts.join(", "))?;
        }
        if summary.ignored > 0 {
            write!(out, "; {} ignored", summary.ignored)?;
        }
        if summary.left_out > 0 {
            let left_out = counted(summary.left_out, "file", "files");
            write!(out, "; {left_out} left out by configuration")?;
        }
        if !summary.failures.is_empty() {
            let unread = counted(summary.failures.len(), "path", "paths");
            write!(out, "; {unread} could not be checked")?;
        }
        writeln!(out)?;
        if let Some(tally) = &summary.tally {
            writeln!(out, "{}", self.palette.dim(sentence_counts(tally)))?;
        }
        let (fixes, files) = summary.fixed;
        if fixes > 0 {
            let files = counted(files, "file", "files");
            writeln!(out, "{} applied in {files}", counted(fixes, "fix", "fixes"))?;
        }
        Ok(())
    }
}

impl Text {
    fn entry(&self, document: &Document, entry: &Entry) -> String {
        let level = match entry.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
            Severity::Hint => Level::NOTE.with_name("hint"),
        };
        let message = tame(&entry.message);
        let mut group = Group::with_title(level.primary_title(message.as_ref()).id(entry.rule));
        let mut gutter = 1;
        let mut origin = tame(&document.path).into_owned();
        if entry.placed {
            let place = document.place(entry.span.start);
            origin.push_str(&format!(":{}:{}", place.line, place.column));
            let (near, mut far) = marks(document, entry);
            gutter = near.last().map_or(place.line, |(line, _)| *line).ilog10() as usize + 1;
            group = group.element(self.excerpt(document, &near, &mut far));
            for (line, related) in far {
                group = group.element(Level::NOTE.message(format!("line {line}: {}", tame(related))));
            }
        }
        if let Some(reason) = &entry.ignored {
            let reason = if reason.is_empty() { "no reason given" } else { reason };
            group = group.element(Level::NOTE.message(format!("ignored here: {}", tame(reason))));
        }
        if let Some(help) = entry.advice() {
            group = group.element(Level::HELP.message(tame(help).into_owned()));
        }
        // The excerpt is cut out of its line, so the place is set by hand, above it.
        let rendered = self.renderer.render(&[group]);
        let (title, body) = rendered.split_once('\n').unwrap_or((&rendered, ""));
        let arrow = self.palette.paint(LINE_NUMBER, format!("{:gutter$}-->", ""));
        let break_ = if body.is_empty() { "" } else { "\n" };
        format!("{title}\n{arrow} {origin}{break_}{body}")
    }

    /// The lines of these marks as one piece of text, the lines between them left empty and folded away.
    /// What does not fit beside its mark goes to `told`.
    fn excerpt<'a>(
        &self,
        document: &Document,
        lines: &[(u32, Vec<Mark<'a>>)],
        told: &mut Vec<(u32, &'a str)>,
    ) -> Snippet<'a, Annotation<'a>> {
        let mut source = String::new();
        let mut annotations = Vec::new();
        let first = lines.first().map_or(1, |(line, _)| *line);
        let last = lines.last().map_or(1, |(line, _)| *line);
        let mut at_line = first;
        for (line, marks) in lines {
            (at_line..*line).for_each(|_| source.push('\n'));
            at_line = *line;
            let room = self.width.saturating_sub(last.ilog10() as usize + 5).max(30);
            let labels = self.line(document, *line, marks, room, &mut source, &mut annotations);
            told.extend(labels.into_iter().map(|label| (*line, label)));
        }
        Snippet::source(source).line_start(first as usize).fold(true).annotations(annotations)
    }

    /// One line, cut to the words around its first mark, with its annotations; the labels that do not fit.
    fn line<'a>(
        &self,
        document: &Document,
        line: u32,
        marks: &[Mark<'a>],
        room: usize,
        source: &mut String,
        annotations: &mut Vec<Annotation<'a>>,
    ) -> Vec<&'a str> {
        let text = &document.text;
        let start = document.lines.start(line - 1).unwrap_or_default();
        let end = document.lines.start(line).unwrap_or(text.len());
        let whole = Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len());
        let clip = |span: Span| Span::new(span.start.min(whole.end), span.end.min(whole.end));
        // As many marks as fit into the window, the first of them at all events.
        let mut focus = clip(marks[0].1);
        for mark in &marks[1..] {
            let both = focus.hull(clip(mark.1));
            if both.len() <= room * 2 / 3 {
                focus = both;
            }
        }
        let window = window(text, whole, focus, room);
        if window.start > whole.start {
            source.push_str("… ");
        }
        let (line_start, base) = (source.rfind('\n').map_or(0, |at| at + 1), source.len());
        source.push_str(window.of(text));
        if window.end < whole.end {
            source.push_str(" …");
        }
        let mut unfit = Vec::new();
        for (kind, span, label) in marks {
            let (from, to) = (span.start.max(window.start), span.end.min(window.end));
            if from > to || (from == to && !span.is_empty()) {
                unfit.extend(label);
                continue;
            }
            let mut annotation = kind.span(base + from - window.start..base + to - window.start);
            if let Some(label) = label {
                let column = source[line_start..base + to - window.start].chars().count();
                if column + 1 + label.chars().count() <= room + 2 {
                    annotation = annotation.label(tame(label));
                } else {
                    unfit.push(*label);
                }
            }
            annotations.push(annotation);
        }
        unfit
    }
}

type Mark<'a> = (AnnotationKind, Span, Option<&'a str>);

/// Related places further than this many lines from the mark are told, not shown.
const NEAR: u32 = 200;

/// The marked line and the related ones near it, in order, and what is related but far.
#[expect(clippy::type_complexity, reason = "two lists, used once")]
fn marks<'a>(document: &Document, entry: &'a Entry) -> (Vec<(u32, Vec<Mark<'a>>)>, Vec<(u32, &'a str)>) {
    let home = document.place(entry.span.start).line;
    let mut near: Vec<(u32, Vec<Mark<'a>>)> = vec![(home, vec![(AnnotationKind::Primary, entry.span, None)])];
    let mut far = Vec::new();
    for related in &entry.related {
        if document.text.get(related.span.start..related.span.end).is_none() {
            continue;
        }
        let line = document.place(related.span.start).line;
        if line.abs_diff(home) > NEAR {
            far.push((line, related.message.as_str()));
            continue;
        }
        let mark = (AnnotationKind::Context, related.span, Some(related.message.as_str()));
        match near.iter_mut().find(|(known, _)| *known == line) {
            Some((_, marks)) => marks.push(mark),
            None => near.push((line, vec![mark])),
        }
    }
    near.sort_by_key(|(line, _)| *line);
    (near, far)
}

/// The part of `line` to show: the focus with about as many characters on either side as there is room for, cut
/// between words. Looks no further than it must: lines may be very long.
fn window(text: &str, line: Span, focus: Span, room: usize) -> Span {
    let focus_width = text[focus.start..focus.end].chars().take(room).count();
    let length = text[line.start..line.end].chars().take(room + 1).count();
    if length <= room {
        return line;
    }
    if focus_width >= room.saturating_sub(8) {
        let end = text[focus.start..focus.end].char_indices().nth(room.saturating_sub(4));
        return Span::new(focus.start, end.map_or(focus.end, |(at, _)| focus.start + at));
    }
    let spare = room - focus_width - 4;
    let before = text[line.start..focus.start].chars().rev().take(spare).count();
    let after = text[focus.end..line.end].chars().take(spare).count();
    let half = spare / 2;
    let take_after = after.min(spare - before.min(half));
    let take_before = before.min(spare - take_after);
    let mut start = back(text, line.start, focus.start, take_before);
    let mut end =
        text[focus.end..line.end].char_indices().nth(take_after).map_or(line.end, |(at, _)| focus.end + at);
    if start > line.start && !text[line.start..start].ends_with(' ') {
        start = text[start..focus.start].find(' ').map_or(start, |at| start + at + 1);
    }
    if end < line.end && !text[end..].starts_with(' ') {
        end = text[focus.end..end].rfind(' ').map_or(end, |at| focus.end + at);
    }
    Span::new(start, end)
}

fn back(text: &str, from: usize, to: usize, count: usize) -> usize {
    match count.checked_sub(1) {
        Some(nth) => text[from..to].char_indices().rev().nth(nth).map_or(from, |(at, _)| from + at),
        None => to,
    }
}

/// "1 file", "2 files".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

const fn plural(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "errors",
        Severity::Warning => "warnings",
        Severity::Info => "infos",
        Severity::Hint => "hints",
    }
}

/// "18 sentences · 13 claims · sourced 0 · attributed 3 …".
fn sentence_counts(tally: &Tally) -> String {
    format!(
        "{} · {} · sourced {} · attributed {} · anonymous {} · vague {} · unsourced {}",
        counted(tally.sentences, "sentence", "sentences"),
        counted(tally.claims, "claim", "claims"),
        tally.sourced,
        tally.attributed,
        tally.anonymous,
        tally.vague,
        tally.unsourced,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, word: &str, room: usize) -> String {
        let start = text.find(word).expect("the word is there");
        let focus = Span::new(start, start + word.len());
        window(text, Span::new(0, text.len()), focus, room).of(text).to_owned()
    }

    #[test]
    fn a_window_keeps_the_mark_and_whole_words() {
        let text = "The harbour master, according to unnamed sources, left the port before dawn on Friday.";
        assert_eq!(shown(text, "unnamed", 200), text);
        assert_eq!(shown(text, "unnamed", 40), "according to unnamed sources, left");
        assert_eq!(shown(text, "The", 40), "The harbour master, according to");
        assert_eq!(shown(text, "Friday.", 40), "left the port before dawn on Friday.");
        assert_eq!(shown("ééééé ööööö üüüüü", "ööööö", 14), "ööööö");
        assert_eq!(shown(text, text, 40).chars().count(), 36);
    }
}
