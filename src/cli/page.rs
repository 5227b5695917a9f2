//! A rule's page in a terminal: headings bold, paragraphs wrapped, examples kept as they are.

use std::io::{self, Write};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::terminal::Palette;

/// Writes Markdown for reading, in `width` columns.
pub fn render(out: &mut dyn Write, markdown: &str, palette: Palette, width: usize) -> io::Result<()> {
    let mut page = Page { palette, width, ..Page::default() };
    for event in Parser::new(markdown) {
        page.event(event);
    }
    page.paragraph();
    writeln!(out, "{}", page.text.trim_matches('\n'))
}

#[derive(Default)]
struct Page {
    palette: Palette,
    width: usize,
    text: String,
    /// The paragraph so far: pieces with their style; a piece may hold several words.
    pieces: Vec<(Look, String)>,
    look: Look,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    bullet: Option<String>,
    quotes: usize,
    in_code: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    #[default]
    Plain,
    Bold,
    Code,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                let indent = self.indent() + 4;
                for line in text.lines() {
                    let line = if line.is_empty() { String::new() } else { " ".repeat(indent) + line };
                    self.text.push_str(&self.palette.code(line));
                    self.text.push('\n');
                }
            }
            Event::Text(text) => self.pieces.push((self.look, text.into_string())),
            Event::Code(code) => self.pieces.push((Look::Code, code.into_string())),
            Event::SoftBreak => self.pieces.push((self.look, " ".into())),
            Event::HardBreak => self.pieces.push((Look::Plain, "\n".into())),
            Event::Rule => {
                self.paragraph();
                self.text.push('\n');
            }
            // Comments on a page are for its test, not for its reader.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.gap();
                self.look = Look::Bold;
            }
            Tag::Paragraph if self.bullet.is_none() => self.gap(),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.gap();
                self.in_code = true;
            }
            Tag::List(first) => {
                self.paragraph();
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.paragraph();
                self.bullet = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".into(),
                });
            }
            Tag::Strong => self.look = Look::Bold,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.paragraph();
                self.look = Look::Plain;
            }
            TagEnd::Paragraph | TagEnd::Item => self.paragraph(),
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => self.look = Look::Plain,
            _ => {}
        }
    }

    fn indent(&self) -> usize {
        2 * self.lists.len() + 2 * self.quotes
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Sets what has been gathered, word by word.
    fn paragraph(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let bullet = self.bullet.take();
        if pieces.is_empty() && bullet.is_none() {
            return;
        }
        let margin = " ".repeat(self.indent());
        let bullet = bullet.unwrap_or_default();
        let hanging = margin.clone() + &" ".repeat(bullet.chars().count());
        let first =
            margin[..margin.len().saturating_sub(if bullet.is_empty() { 0 } else { 2 })].to_owned() + &bullet;
        let hanging =
            hanging[..hanging.len().saturating_sub(if bullet.is_empty() { 0 } else { 2 })].to_owned();
        self.text.push_str(&first);
        let mut column = first.chars().count();
        let mut at_start = true;
        let mut space = false;
        for (look, text) in pieces {
            for part in text.split_inclusive([' ', '\n']) {
                let word = part.trim_end_matches([' ', '\n']);
                let length = word.chars().count();
                if !word.is_empty() {
                    if space && !at_start {
                        if column + 1 + length > self.width {
                            self.text.push('\n');
                            self.text.push_str(&hanging);
                            column = hanging.chars().count();
                        } else {
                            self.text.push(' ');
                            column += 1;
                        }
                    }
                    self.text.push_str(&match look {
                        Look::Plain => word.into(),
                        Look::Bold => self.palette.bold(word),
                        Look::Code => self.palette.code(word),
                    });
                    column += length;
                    at_start = false;
                    space = false;
                }
                if part.ends_with('\n') {
                    self.text.push('\n');
                    self.text.push_str(&hanging);
                    column = hanging.chars().count();
                    at_start = true;
                } else if part.ends_with(' ') {
                    space = true;
                }
            }
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(markdown: &str) -> String {
        let mut out = Vec::new();
        render(&mut out, markdown, Palette::new(false), 30).expect("memory can be written to");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn paragraphs_wrap_and_examples_do_not() {
        let page = "# A rule\n\nWords that are too many for `one` line of thirty.\n\n```\nA line of an example that is longer.\n    ^^^^\n```\n\n- an item that goes on and on for long\n- two\n";
        assert_eq!(
            set(page),
            "A rule\n\nWords that are too many for\none line of thirty.\n\n    A line of an example that is longer.\n        ^^^^\n\n\
             • an item that goes on and on\n  for long\n• two\n"
        );
    }
}
