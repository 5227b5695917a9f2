//! What the terminal can do: colour, width, and text that may not command it.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use clap::builder::styling::{AnsiColor, Style};

use super::args::Color;
use crate::text::Severity;

/// Whether standard output takes colour.
pub fn colours(choice: Color) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
        }
    }
}

/// Columns of standard output; 100 where it is no terminal, so that output is the same everywhere.
pub fn width() -> usize {
    let columns = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    columns.unwrap_or(100).clamp(40, 120)
}

/// Styles, all empty when there is no colour.
#[derive(Clone, Copy, Debug, Default)]
pub struct Palette {
    on: bool,
}

impl Palette {
    /// With or without colour.
    pub const fn new(on: bool) -> Self {
        Palette { on }
    }

    /// `text` in a style.
    pub fn paint<'a>(&self, style: Style, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let text = text.into();
        if self.on && !text.is_empty() { format!("{style}{text}{style:#}").into() } else { text }
    }

    /// Headings and names.
    pub fn bold<'a>(&self, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        self.paint(Style::new().bold(), text)
    }

    /// What stands back.
    pub fn dim<'a>(&self, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        self.paint(Style::new().dimmed(), text)
    }

    /// Code and file names.
    pub fn code<'a>(&self, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    /// A severity's own colour.
    pub fn severity<'a>(&self, severity: Severity, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        self.paint(severity_style(severity), text)
    }
}

/// The colour of a severity.
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::BrightBlue.on_default().bold(),
        Severity::Hint => AnsiColor::BrightGreen.on_default().bold(),
    }
}

/// The text with control characters made visible: what a draft holds must not drive the terminal.
pub fn tame(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return text.into();
    }
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A word on standard error. That nobody reads it is no error.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "factcheck-ls: {}", tame(message));
}
