//! Spans ↔ ranges, findings → diagnostics, edits → workspace edits. The only place that knows the client's encoding.

use std::cell::Cell;
use std::collections::HashMap;
use std::str::FromStr;

use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation,
    DiagnosticSeverity, DocumentChangeOperation, DocumentChanges, Location, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use super::client::Abilities;
use crate::rules::{Finding, registry};
use crate::text::{self, EditSet, Encoding, LineIndex, Severity, Span};

/// The name diagnostics go under.
pub(super) const SOURCE: &str = "factcheck";

/// Where the rules' pages are published; the rule's name follows.
const PAGES: &str = "https://factcheck-ls.github.io/rules/";

/// A text with its lines, in the client's encoding.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    encoding: Encoding,
    /// The last place converted: line, byte offset, column. Places mostly come in order, so that the columns of a
    /// very long line are counted once and not from its start each time.
    last: Cell<(u32, usize, u32)>,
}

impl<'a> Places<'a> {
    /// The places of `text`, of which `lines` was made.
    pub fn new(text: &'a str, lines: &'a LineIndex, encoding: Encoding) -> Self {
        Places { text, lines, encoding, last: Cell::default() }
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (line, from, column) = self.last.get();
        let same_line = from <= offset && self.lines.start(line + 1).is_none_or(|next| offset < next);
        let place = if same_line {
            let between = &self.text[from..offset];
            let width = match self.encoding {
                Encoding::Utf8 => between.len(),
                Encoding::Utf16 => between.chars().map(char::len_utf16).sum(),
                Encoding::Utf32 => between.chars().count(),
            };
            text::Position { line, column: column + width as u32 }
        } else {
            self.lines.position(self.text, offset, self.encoding)
        };
        self.last.set((place.line, offset, place.column));
        Position { line: place.line, character: place.column }
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        let start = self.position(span.start);
        Range { start, end: self.position(span.end) }
    }

    /// The byte at a position; one that does not exist is moved back to the nearest that does.
    pub fn offset(&self, position: Position) -> usize {
        self.lines.offset(self.text, place(position), self.encoding)
    }

    /// The span of a range, read the right way round.
    pub fn span(&self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start.min(end), start.max(end))
    }
}

/// A position of the protocol as one of ours.
pub(super) fn place(position: Position) -> text::Position {
    text::Position { line: position.line, column: position.character }
}

/// A finding as this client shows it.
pub(super) fn diagnostic(
    finding: &Finding,
    uri: &Uri,
    places: &Places<'_>,
    abilities: &Abilities,
) -> Diagnostic {
    let related = |related: &crate::rules::Related| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: places.range(related.span) },
        message: related.message.clone(),
    };
    let range = places.range(finding.span);
    let others = abilities.related && !finding.related.is_empty();
    Diagnostic {
        range,
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page(finding.rule).filter(|_| abilities.code_links),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: others.then(|| finding.related.iter().map(related).collect()),
        tags: None,
        data: abilities.data.then(|| json!({"rule": finding.rule, "span": finding.span})),
    }
}

/// A word about a document as a whole, at its top.
pub(super) fn notice(code: &str, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        severity: Some(severity),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// The link to a rule's page; a newsroom's rules have none.
fn page(rule: &str) -> Option<CodeDescription> {
    registry::find(rule)?;
    Some(CodeDescription { href: Uri::from_str(&format!("{PAGES}{rule}")).ok()? })
}

/// A severity of ours as one of the protocol's.
pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// Edits to an open document, for the version they were made for where the client can tell.
pub(super) fn workspace_edit(
    edits: &EditSet,
    uri: &Uri,
    version: i32,
    places: &Places<'_>,
    abilities: &Abilities,
) -> WorkspaceEdit {
    workspace_edit_of(edits, uri, Some(version), places, abilities)
}

/// The same of any text; without a version for one that is not open with us.
pub(super) fn workspace_edit_of(
    edits: &EditSet,
    uri: &Uri,
    version: Option<i32>,
    places: &Places<'_>,
    abilities: &Abilities,
) -> WorkspaceEdit {
    let edits = edits
        .edits()
        .iter()
        .map(|edit| TextEdit { range: places.range(edit.span), new_text: edit.text.clone() });
    if !abilities.versioned_edits {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(uri.clone(), edits.collect())])),
            ..WorkspaceEdit::default()
        };
    }
    let document = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version },
        edits: edits.map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![document])),
        ..WorkspaceEdit::default()
    }
}

/// A new file with this text, for clients that can make files; where there is one already it is added to.
pub(super) fn new_file(uri: Uri, text: String) -> WorkspaceEdit {
    let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
    let made = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let start = Position::new(0, 0);
    let written = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit { range: Range::new(start, start), new_text: text })],
    };
    let operations =
        vec![DocumentChangeOperation::Op(ResourceOp::Create(made)), DocumentChangeOperation::Edit(written)];
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}

/// Edits to several documents as one; `None` where there is nothing to edit.
pub(super) fn together(edits: Vec<WorkspaceEdit>) -> Option<WorkspaceEdit> {
    edits.into_iter().reduce(|mut all, more| {
        if let Some(more) = more.changes {
            all.changes.get_or_insert_default().extend(more);
        }
        if let Some(DocumentChanges::Edits(more)) = more.document_changes {
            match &mut all.document_changes {
                Some(DocumentChanges::Edits(changes)) => changes.extend(more),
                other => *other = Some(DocumentChanges::Edits(more)),
            }
        }
        all
    })
}

/// Markdown as plain text, for clients that show no Markdown. Links keep their address in parentheses.
pub(super) fn plain_text(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    let mut out = String::with_capacity(markdown.len());
    let mut links = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Rule => out.push_str("---\n\n"),
            Event::Start(Tag::Item) => out.push_str("- "),
            Event::Start(Tag::Link { dest_url, .. }) => links.push((out.len(), dest_url)),
            Event::End(TagEnd::Link) => {
                if let Some((start, url)) = links.pop()
                    && out[start..] != *url
                {
                    out.push_str(" (");
                    out.push_str(&url);
                    out.push(')');
                }
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) if !out.ends_with('\n') => {
                out.push('\n');
            }
            Event::End(TagEnd::TableCell) => out.push('\t'),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::List(_) | TagEnd::Table,
            ) => {
                let kept = out.trim_end_matches('\n').len();
                out.truncate(kept);
                out.push_str("\n\n");
            }
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_what_the_client_counts() {
        let text = "é😀 says\r\nso";
        let lines = LineIndex::new(text);
        let words = Span::new(7, 11);
        for (encoding, start, end) in
            [(Encoding::Utf8, 7, 11), (Encoding::Utf16, 4, 8), (Encoding::Utf32, 3, 7)]
        {
            let places = Places::new(text, &lines, encoding);
            let range = places.range(words);
            assert_eq!((range.start.character, range.end.character), (start, end));
            assert_eq!(places.span(range), words);
        }
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "añb\ncd😀e\r\nf\rg";
        let lines = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let places = Places::new(text, &lines, encoding);
            for offset in (0..=text.len() + 2).chain((0..text.len()).rev()) {
                let expected = lines.position(text, offset, encoding);
                let found = place(places.position(offset));
                assert_eq!(found, expected, "{offset} {encoding:?}");
            }
        }
    }

    #[test]
    fn inverted_ranges_are_read_the_right_way_round() {
        let lines = LineIndex::new("abc");
        let places = Places::new("abc", &lines, Encoding::Utf16);
        let range = Range { start: Position::new(7, 0), end: Position::new(0, 1) };
        assert_eq!(places.span(range), Span::new(1, 3));
    }

    #[test]
    fn hovers_in_plain_text_keep_every_word_and_address() {
        assert_eq!(
            plain_text(
                "**UN**: body\n\n- Seat: [New York](https://un.org)\n- Since `1945`\n\nEnd <https://a.b>"
            ),
            "UN: body\n\n- Seat: New York (https://un.org)\n- Since 1945\n\nEnd https://a.b"
        );
    }
}
