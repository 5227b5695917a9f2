//! SARIF 2.1.0, for code scanning and other tools that gather findings.

use std::io::{self, Write};

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix as SarifFix, Invocation, Location, Message,
    MultiformatMessageString, Notification, PhysicalLocation, Region, Replacement, ReportingConfiguration,
    ReportingDescriptor, Result as SarifResult, Run, Sarif, Suppression, Tool, ToolComponent,
};

use super::{Document, Entry, Format, Summary, with_slashes};
use crate::rules::{Fix, registry};
use crate::text::{Severity, Span};

/// Where the format is described.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What findings are about that belong to no rule.
const OTHERS: [(&str, &str); 4] = [
    ("front-matter", "Something in an article's front matter is not understood."),
    ("config", "Something in factcheck.toml is not understood."),
    ("bibliography", "Something in a bibliography file is not understood."),
    ("notes", "Something in a notes file is not understood."),
];

/// `sarif`. One document, so it is written when all is known.
#[derive(Default)]
pub struct SarifLog {
    results: Vec<SarifResult>,
    /// The newsroom's own rules that found something, with what they say.
    own: Vec<(&'static str, String)>,
}

impl Format for SarifLog {
    fn document(&mut self, _out: &mut dyn Write, document: &Document) -> io::Result<()> {
        for entry in &document.entries {
            let mut result = result(document, entry);
            if result.rule_index.is_none() {
                let known = self.own.iter().position(|(rule, _)| *rule == entry.rule);
                let place = known.unwrap_or_else(|| {
                    self.own.push((entry.rule, entry.message.clone()));
                    self.own.len() - 1
                });
                result.rule_index = Some((registry::RULES.len() + OTHERS.len() + place) as i64);
            }
            self.results.push(result);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let driver = ToolComponent::builder()
            .name("factcheck-ls")
            .version(env!("CARGO_PKG_VERSION"))
            .semantic_version(env!("CARGO_PKG_VERSION"))
            .rules(descriptors(&self.own))
            .build();
        let notifications: Vec<Notification> = summary
            .failures
            .iter()
            .map(|failure| {
                Notification::builder()
                    .level(json!("error"))
                    .message(message(&failure.message))
                    .locations(vec![Location::builder().physical_location(file(&failure.path)).build()])
                    .build()
            })
            .collect();
        let invocation = Invocation::builder()
            .execution_successful(notifications.is_empty())
            .tool_execution_notifications(notifications)
            .build();
        let run = Run::builder()
            .tool(Tool::builder().driver(driver).build())
            .column_kind(json!("unicodeCodePoints"))
            .invocations(vec![invocation])
            .results(std::mem::take(&mut self.results))
            .build();
        let log = Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs(vec![run]).build();
        serde_json::to_writer_pretty(&mut *out, &log)?;
        out.write_all(b"\n")
    }
}

fn descriptors(own: &[(&'static str, String)]) -> Vec<ReportingDescriptor> {
    let rules = registry::RULES.iter().map(|rule| {
        let meta = rule.meta();
        ReportingDescriptor::builder()
            .id(meta.id)
            .short_description(multiformat(meta.summary, None))
            .help(multiformat(meta.page, Some(meta.page)))
            .default_configuration(
                ReportingConfiguration::builder().level(json!(level(meta.severity))).build(),
            )
            .build()
    });
    let others = OTHERS.iter().map(|(id, summary)| {
        ReportingDescriptor::builder().id(*id).short_description(multiformat(summary, None)).build()
    });
    let own = own.iter().map(|(id, message)| {
        ReportingDescriptor::builder().id(*id).short_description(multiformat(message, None)).build()
    });
    rules.chain(others).chain(own).collect()
}

fn result(document: &Document, entry: &Entry) -> SarifResult {
    let mut place = file(&document.path);
    place.region = entry.placed.then(|| region(document, entry.span));
    let mut result = SarifResult::builder()
        .rule_id(entry.rule)
        .message(message(&entry.message))
        .locations(vec![Location::builder().physical_location(place).build()])
        .build();
    result.level = serde_json::from_value(json!(level(entry.severity))).ok();
    result.rule_index = index(entry.rule);
    if !entry.related.is_empty() {
        let related = entry.related.iter().enumerate().map(|(id, related)| {
            let mut place = file(&document.path);
            place.region = Some(region(document, related.span));
            Location::builder()
                .id(id as i64)
                .physical_location(place)
                .message(message(&related.message))
                .build()
        });
        result.related_locations = Some(related.collect());
    }
    if !entry.fixes.is_empty() {
        result.fixes = Some(entry.fixes.iter().map(|it| fix(document, it)).collect());
    }
    if let Some(reason) = &entry.ignored {
        let suppression =
            Suppression::builder().kind(json!("inSource")).justification(reason.clone()).build();
        result.suppressions = Some(vec![suppression]);
    }
    result
}

/// The rule's place among the descriptors.
fn index(rule: &str) -> Option<i64> {
    let rules = registry::RULES.iter().map(|rule| rule.meta().id);
    rules.chain(OTHERS.iter().map(|(id, _)| *id)).position(|id| id == rule).map(|index| index as i64)
}

fn fix(document: &Document, fix: &Fix) -> SarifFix {
    let replacements = fix.edits.edits().iter().map(|edit| {
        Replacement::builder()
            .deleted_region(region(document, edit.span))
            .inserted_content(ArtifactContent::builder().text(edit.text.clone()).build())
            .build()
    });
    let change = ArtifactChange::builder()
        .artifact_location(location(&document.path))
        .replacements(replacements.collect::<Vec<_>>())
        .build();
    SarifFix::builder().description(message(&fix.title)).artifact_changes(vec![change]).build()
}

fn region(document: &Document, span: Span) -> Region {
    let (start, end) = (document.place(span.start), document.place(span.end));
    Region::builder()
        .start_line(i64::from(start.line))
        .start_column(i64::from(start.column))
        .end_line(i64::from(end.line))
        .end_column(i64::from(end.column))
        .byte_offset(span.start as i64)
        .byte_length(span.len() as i64)
        .build()
}

fn file(path: &str) -> PhysicalLocation {
    PhysicalLocation::builder().artifact_location(location(path)).build()
}

fn location(path: &str) -> ArtifactLocation {
    ArtifactLocation::builder().uri(uri(path)).build()
}

/// A path as a URI reference: relative ones stay relative.
fn uri(path: &str) -> String {
    let path = with_slashes(path);
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn message(text: &str) -> Message {
    Message::builder().text(text).build()
}

fn multiformat(text: &str, markdown: Option<&str>) -> MultiformatMessageString {
    let mut string = MultiformatMessageString::builder().text(text).build();
    string.markdown = markdown.map(str::to_owned);
    string
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("drafts/a b.md"), "drafts/a%20b.md");
        assert_eq!(uri("/tmp/é.md"), "file:///tmp/%C3%A9.md");
    }
}
