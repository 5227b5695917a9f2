//! `unused-ignore`: an instruction to ignore that hides nothing, or cannot be understood.

use crate::prose::directive::{Directive, Order, REASONS, is_reason, reason_of};
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
    summary: "An instruction to ignore that hides nothing or gives no reason, or one that cannot be understood.",
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
        match &directive.order {
            Order::Check(_) => return Vec::new(),
            Order::Unknown { .. } if is_check(directive.source.of(text)) => return Vec::new(),
            order if finding.message == REASON => {
                // Words that are no reason of the list stay as what they are: another.
                let other = reason_of(order).map(|words| format!("other: {words}"));
                let known = REASONS[..4].iter().map(|reason| (*reason).to_owned());
                let reasons = other.into_iter().chain(known);
                return reasons.map(|reason| with_reason(text, directive, &reason)).collect();
            }
            _ => {}
        }
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
        match &directive.order {
            Order::Unknown { problem } => report(directive.source, problem.clone()),
            Order::Check(mark) => {
                mark.lacks().into_iter().for_each(|lacks| report(directive.source, lacks.into()));
            }
            _ => {}
        }
    }
    for (index, directive) in context.page.directives.iter().enumerate() {
        // One that hides nothing is to go, not to be explained.
        let hides = unused.iter().any(|ignore| ignore.directive == index && ignore.used);
        if hides && is_unreasoned(&directive.order) {
            report(directive.source, REASON.into());
        }
    }
    for (span, rule) in ends_of_nothing(&context.page.directives) {
        match rule.filter(|name| context.settings.level(name).is_none()) {
            Some(name) => report(span, unknown(context, name)),
            None => report(span, "Nothing is off here: this can go.".into()),
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

/// Every `factcheck-on`, or rule it names, that ends nothing: what it was to end goes on to the end of the page.
fn ends_of_nothing(directives: &[Directive]) -> Vec<(Span, Option<&str>)> {
    // What is off; `None` is every rule at once, which only a bare `factcheck-on` ends.
    let mut off: Vec<Option<&str>> = Vec::new();
    let mut idle = Vec::new();
    for directive in directives {
        match &directive.order {
            Order::Off { rules, .. } if rules.is_empty() => off.push(None),
            Order::Off { rules, .. } => off.extend(rules.iter().map(|(name, _)| Some(name.as_str()))),
            Order::On { rules } if rules.is_empty() => {
                if off.is_empty() {
                    idle.push((directive.source, None));
                }
                off.clear();
            }
            Order::On { rules } => {
                for (name, span) in rules {
                    if !off.contains(&Some(name.as_str())) {
                        idle.push((*span, Some(name.as_str())));
                    }
                    off.retain(|rule| *rule != Some(name.as_str()));
                }
            }
            _ => {}
        }
    }
    idle
}

/// Whether the words were meant as a check mark: somebody's work, to be completed and not to be removed.
fn is_check(words: &str) -> bool {
    words.to_ascii_lowercase().contains("factcheck-check")
}

/// Asks for the reason of an ignore.
const REASON: &str =
    "Why? Add (common knowledge), (already supported), (not a claim), (our own reporting) or (other: …).";

/// Whether an ignore has no reason, or none that is known.
fn is_unreasoned(order: &Order) -> bool {
    let ignores = matches!(order, Order::IgnoreNext { .. } | Order::Off { .. } | Order::IgnoreFile { .. });
    ignores && !reason_of(order).is_some_and(is_reason)
}

/// Writes a reason into an ignore, before the words given in place of one.
fn with_reason(text: &str, directive: &Directive, reason: &str) -> Fix {
    let words = directive.source.of(text);
    let body = ["-->", "]]"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words).trim_end();
    let at = directive.source.start + body.len();
    let edit = match body.rfind('(') {
        Some(open) => Edit::replace(Span::new(directive.source.start + open, at), format!("({reason})")),
        None => Edit::insert(at, format!(" ({reason})")),
    };
    Fix {
        title: format!("Rewrite: give the reason “{reason}”"),
        kind: FixKind::Rewrite,
        preferred: false,
        safe: false,
        edits: edit.into(),
    }
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
