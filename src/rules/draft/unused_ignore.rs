//! `unused-ignore`: an instruction to ignore that hides nothing, or cannot be understood.

use crate::prose::Order;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::rules::suppression::Unused;
use crate::text::{Edit, Severity, Span};

/// What is known of the rule.
pub static META: Meta = Meta {
    id: "unused-ignore",
    group: Group::Draft,
    layer: precedence::layer("unused-ignore"),
    severity: Severity::Hint,
    summary: "An instruction to ignore that hides nothing, or cannot be understood.",
    page: include_str!("unused_ignore.md"),
};

/// The rule. Its findings come from the judge, which alone knows what each ignore hides.
pub struct UnusedIgnore;

impl Rule for UnusedIgnore {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, _context: &Context<'_>, _findings: &mut Vec<Finding>) {}

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let text = &context.page.text;
        let Some(directive) =
            context.page.directives.iter().find(|directive| directive.source.covers(finding.span))
        else {
            return Vec::new();
        };
        vec![Fix {
            title: "Rewrite: remove this ignore".into(),
            kind: FixKind::Rewrite,
            preferred: true,
            safe: false,
            edits: Edit::replace(with_white_space(text, directive.source), "").into(),
        }]
    }
}

/// The findings for ignores that hid nothing, unknown rule names and directives that cannot be understood.
pub fn findings(context: &Context<'_>, unused: &[Unused], level: Severity) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |span, message: String| {
        findings.push(Finding {
            rule: META.id,
            span,
            severity: level,
            message,
            related: Vec::new(),
            subject: Subject::default(),
        });
    };
    for directive in &context.page.directives {
        if let Order::Unknown { problem } = &directive.order {
            report(directive.source, problem.clone());
        }
    }
    for ignore in unused.iter().filter(|ignore| !ignore.used) {
        match &ignore.rule {
            None => {
                report(
                    context.page.directives[ignore.directive].source,
                    "This ignore hides nothing: it can go.".into(),
                );
            }
            Some((name, span)) => match context.settings.level(name) {
                // A rule that is off here may be on in another profile: its ignores are not dead.
                Some(None) => {}
                Some(_) => report(*span, format!("\"{name}\" finds nothing here: this ignore can go.")),
                None => report(*span, unknown(context, name)),
            },
        }
    }
    findings
}

fn unknown(context: &Context<'_>, name: &str) -> String {
    match context.settings.closest(name) {
        Some(close) => format!("No rule is called \"{name}\": did you mean \"{close}\"?"),
        None => format!("No rule is called \"{name}\"."),
    }
}

/// The comment and the white space that only it needs: its whole line, or the spaces after it.
fn with_white_space(text: &str, comment: Span) -> Span {
    let line_start = text[..comment.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = &text[comment.end..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let after = &rest[blank..];
    let break_len = if after.starts_with("\r\n") { 2 } else { usize::from(after.starts_with(['\n', '\r'])) };
    if text[line_start..comment.start].trim().is_empty() && (break_len > 0 || after.is_empty()) {
        Span::new(line_start, comment.end + blank + break_len)
    } else {
        Span::new(comment.start, comment.end + blank)
    }
}
