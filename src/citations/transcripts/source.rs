//! One source on disk as words with their places: transcripts, statements, notes, saved pages, subtitles, PDF.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::prose::{self, Run, Syntax, web};
use crate::text::file::{ReadError, read_text};
use crate::text::{LineIndex, Span};

/// The largest source read, in bytes.
pub const LARGEST_SOURCE: u64 = 32 << 20;

/// A source that quotations are compared with.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// The file.
    pub path: PathBuf,
    /// The file's name, as messages give it.
    pub name: String,
    /// Its words, free of markup.
    pub text: String,
    /// Where runs of `text` begin: bytes of `text`, and the place there. In order.
    places: Vec<(usize, SourcePlace)>,
    /// Who speaks in it, as far as labels ("LIND:", `<v Ola Lind>`) and the file's name tell: lower-case names.
    voices: BTreeSet<String>,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourcePlace {
    /// The line, from 0; of a PDF the page, from 0.
    pub line: u32,
    /// Whether `line` counts pages.
    pub is_page: bool,
    /// The time code that governs it, in seconds from the start.
    pub time: Option<u32>,
}

impl SourcePlace {
    /// The line or page, from 1, as a reader counts.
    pub const fn number(self) -> u32 {
        self.line + 1
    }

    /// "00:14:20".
    pub fn clock(self) -> Option<String> {
        self.time.map(|time| format!("{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60))
    }
}

impl Transcript {
    /// Reads a source from disk.
    ///
    /// # Errors
    /// When it is unreadable, too large, not text, or a PDF without text.
    pub fn read(path: &Path) -> Result<Transcript, SourceError> {
        if extension(path) == "pdf" {
            return pdf(path);
        }
        Ok(Transcript::of(path, &read_text(path, LARGEST_SOURCE)?))
    }

    /// Reads a source that is text, by its name's ending.
    pub fn of(path: &Path, text: &str) -> Transcript {
        let mut transcript = Transcript::named(path);
        let lines = LineIndex::new(text);
        match extension(path).as_str() {
            "srt" | "vtt" => transcript.subtitles(text),
            "html" | "htm" | "xhtml" => {
                let (words, runs) = web::words(text);
                transcript.mapped(&words, &runs, text, &lines);
            }
            "md" | "markdown" | "mdown" => {
                let page = prose::parse(Arc::from(text), Syntax::Markdown);
                for block in &page.blocks {
                    transcript.mapped(&block.text, &block.runs, text, &lines);
                    transcript.text.push('\n');
                }
            }
            _ => {
                let run = Run { text: Span::new(0, text.len()), source: Span::new(0, text.len()) };
                transcript.mapped(text, &[run], text, &lines);
            }
        }
        transcript.hear_labels();
        transcript
    }

    /// Whether the file's ending is one of those that can be read.
    pub fn is_readable(path: &Path) -> bool {
        matches!(
            extension(path).as_str(),
            "txt" | "text" | "md" | "markdown" | "mdown" | "html" | "htm" | "xhtml" | "srt" | "vtt" | "pdf"
        )
    }

    /// Where byte `offset` of the text stands in the file.
    pub fn place(&self, offset: usize) -> SourcePlace {
        let after = self.places.partition_point(|(start, _)| *start <= offset);
        after.checked_sub(1).map_or_else(SourcePlace::default, |at| self.places[at].1)
    }

    /// Whether one of the words of a name ("ola lind") is that of somebody who speaks here.
    pub fn has_voice(&self, name: &str) -> bool {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .any(|word| self.voices.contains(&word.to_lowercase()))
    }

    fn named(path: &Path) -> Transcript {
        const PLAIN: [&str; 22] = [
            "interview",
            "transcript",
            "transcripts",
            "statement",
            "notes",
            "note",
            "press",
            "release",
            "speech",
            "call",
            "hearing",
            "email",
            "mail",
            "letter",
            "report",
            "with",
            "the",
            "and",
            "conference",
            "draft",
            "tape",
            "audio",
        ];
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let words = stem.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        Transcript {
            path: path.to_path_buf(),
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            voices: words
                .filter(|word| word.chars().count() > 2 && !PLAIN.contains(&word.as_str()))
                .collect(),
            ..Transcript::default()
        }
    }

    /// Adds words with their map back to the file, a place for each line.
    fn mapped(&mut self, words: &str, runs: &[Run], source: &str, lines: &LineIndex) {
        let base = self.text.len();
        self.text.push_str(words);
        let line_of = |offset: usize| lines.position(source, offset, crate::text::Encoding::Utf8).line;
        let mut last = None;
        for run in runs {
            let mut enter = |offset: usize, at: usize| {
                let line = line_of(at);
                if last != Some(line) {
                    last = Some(line);
                    self.places.push((base + offset, SourcePlace { line, ..SourcePlace::default() }));
                }
            };
            enter(run.text.start, run.source.start);
            if run.is_even() {
                for at in memchr::memchr_iter(b'\n', run.source.of(source).as_bytes()) {
                    enter(run.text.start + at + 1, run.source.start + at + 1);
                }
            }
        }
    }

    /// SubRip and WebVTT: cues with a line of times above their words.
    fn subtitles(&mut self, text: &str) {
        let mut time = None;
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim();
            if let Some((start, _)) = line.split_once("-->") {
                time = clock(start.trim());
                continue;
            }
            let outside = time.is_none() || line.is_empty();
            let is_number = line.bytes().all(|byte| byte.is_ascii_digit());
            if outside || is_number || line.starts_with("NOTE") {
                continue;
            }
            if let Some(voice) = line.strip_prefix("<v ").and_then(|rest| rest.split_once('>')) {
                self.voices.extend(voice.0.split_whitespace().map(str::to_lowercase));
            }
            let (words, _) = web::words(line);
            let place = SourcePlace { line: number as u32, is_page: false, time };
            self.places.push((self.text.len(), place));
            self.text.push_str(words.trim());
            self.text.push('\n');
        }
    }

    /// "LIND: We never …" at the start of a line, and time codes in brackets.
    fn hear_labels(&mut self) {
        let mut times = Vec::new();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_start();
            let words = match words.strip_prefix(['[', '(']).and_then(|rest| rest.split_once([']', ')'])) {
                Some((time, rest)) if clock(time).is_some() => {
                    times.push((at, clock(time)));
                    rest.trim_start()
                }
                _ => words,
            };
            if let Some((label, rest)) = words.split_once(':')
                && label.len() <= 40
                && label.starts_with(char::is_uppercase)
                && label.split_whitespace().count() <= 4
                && rest.starts_with(char::is_whitespace)
                && label.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            {
                let names = label.split(|c: char| !c.is_alphabetic()).filter(|name| name.len() > 2);
                self.voices.extend(names.map(str::to_lowercase));
            }
            at += line.len();
        }
        if times.is_empty() {
            return;
        }
        for (start, place) in &mut self.places {
            let before = times.partition_point(|(at, _)| *at <= *start);
            if place.time.is_none() && before > 0 {
                place.time = times[before - 1].1;
            }
        }
    }
}

/// Why a source was not read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file could not be read as text.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The PDF could not be understood.
    #[error("it is a PDF that cannot be read: {0}")]
    Pdf(String),
    /// The PDF has no text in it.
    #[error("it is a PDF without text: pictures of pages")]
    NoText,
}

impl SourceError {
    /// What would mend it, one line.
    pub const fn remedy(&self) -> &'static str {
        match self {
            SourceError::Read(error) => error.remedy(),
            SourceError::Pdf(_) => "Save its text as a .txt file beside it.",
            SourceError::NoText => "Run text recognition on it, or save its text as a .txt file beside it.",
        }
    }
}

/// The text of a PDF, page by page.
fn pdf(path: &Path) -> Result<Transcript, SourceError> {
    let about = fs::metadata(path).map_err(ReadError::from)?;
    if !about.is_file() {
        return Err(ReadError::NotAFile.into());
    }
    if about.len() > LARGEST_SOURCE {
        return Err(ReadError::TooLarge { size: about.len(), limit: LARGEST_SOURCE }.into());
    }
    let bytes = fs::read(path).map_err(ReadError::from)?;
    // A stranger's file: whatever it does to the parser, it costs only itself.
    let pages = catch_unwind(AssertUnwindSafe(|| {
        let document = lopdf::Document::load_mem(&bytes)?;
        let pages = document.get_pages();
        Ok::<_, lopdf::Error>(
            pages.keys().map(|page| document.extract_text(&[*page]).unwrap_or_default()).collect::<Vec<_>>(),
        )
    }));
    let pages = match pages {
        Ok(Ok(pages)) => pages,
        Ok(Err(error)) => return Err(SourceError::Pdf(error.to_string())),
        Err(_) => return Err(SourceError::Pdf("its structure is broken".into())),
    };
    let mut transcript = Transcript::named(path);
    for (number, page) in pages.iter().enumerate() {
        let place = SourcePlace { line: number as u32, is_page: true, time: None };
        transcript.places.push((transcript.text.len(), place));
        transcript.text.push_str(page);
        transcript.text.push('\n');
    }
    if transcript.text.trim().is_empty() {
        return Err(SourceError::NoText);
    }
    transcript.hear_labels();
    Ok(transcript)
}

/// "00:14:20,500", "14:20.5" in seconds.
fn clock(words: &str) -> Option<u32> {
    let whole = words.trim().split(['.', ',', ' ']).next()?;
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.is_empty() || part.len() > 3) {
        return None;
    }
    parts.iter().try_fold(0_u32, |sum, part| Some(sum * 60 + part.parse::<u32>().ok()?))
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(transcript: &Transcript, words: &str) -> (u32, Option<String>) {
        let at = transcript.text.find(words).expect("the words are there");
        (transcript.place(at).number(), transcript.place(at).clock())
    }

    #[test]
    fn places_are_lines_of_the_file() {
        let plain = Transcript::of(Path::new("a.txt"), "One.\r\nTwo here.\n\nThree.");
        assert_eq!(line_of(&plain, "here"), (2, None));
        assert_eq!(line_of(&plain, "Three"), (4, None));
        let markdown = Transcript::of(Path::new("a.md"), "# Call\n\n**LIND:** We *never*\nsaid so.\n");
        assert_eq!(line_of(&markdown, "never"), (3, None));
        assert_eq!(line_of(&markdown, "said so"), (4, None));
        assert!(markdown.has_voice("Ola Lind") && !markdown.has_voice("Ada Berg"));
        let page = Transcript::of(Path::new("s.html"), "<html>\n<body>\n<p>One</p>\n<p>Two &amp; three</p>");
        assert_eq!(line_of(&page, "Two & three"), (4, None));
    }

    #[test]
    fn time_codes_are_kept() {
        let vtt = "WEBVTT\n\n1\n00:14:20.000 --> 00:14:24.000\n<v Ola Lind>We left\nat noon.\n\n2\n00:14:30.000 --> 00:14:32.000\nYes.";
        let vtt = Transcript::of(Path::new("call.vtt"), vtt);
        assert_eq!(line_of(&vtt, "at noon"), (6, Some("00:14:20".into())));
        assert_eq!(line_of(&vtt, "Yes"), (10, Some("00:14:30".into())));
        assert!(vtt.has_voice("Lind"));
        let noted = Transcript::of(Path::new("x.txt"), "[14:20] BERG: Hello.\nMore.\n[15:00] LIND: No.");
        assert_eq!(line_of(&noted, "More"), (2, Some("00:14:20".into())));
        assert!(noted.has_voice("Lind") && noted.has_voice("Berg"));
    }
}
