//! What front matter says that is not understood: told as findings, whichever rules are on.

use super::Profile;
use super::context::Context;
use super::finding::{Finding, Subject};
use crate::text::{Severity, Span};

/// The name these findings go by. It is no rule: it cannot be switched off or ignored.
pub const NAME: &str = "front-matter";

/// A block that cannot be read, an unknown profile, an unknown rule to disable.
pub fn findings(context: &Context<'_>) -> Vec<Finding> {
    let front_matter = &context.page.front_matter;
    let mut findings = Vec::new();
    let mut report = |span: Span, message: String| {
        findings.push(Finding {
            rule: NAME,
            span,
            severity: Severity::Warning,
            message,
            related: Vec::new(),
            subject: Subject::default(),
        });
    };
    if let Some((problem, span)) = &front_matter.problem {
        report(*span, problem.clone());
    }
    if let Some(profile) = front_matter.profile.as_deref().filter(|name| Profile::of_name(name).is_none()) {
        let block = front_matter.source.unwrap_or_default();
        // The key and its value stand together in the block.
        let span = block
            .of(&context.page.text)
            .match_indices(profile)
            .map(|(at, _)| Span::new(block.start + at, block.start + at + profile.len()))
            .find(|span| {
                let line = context.page.text[block.start..span.start].rsplit(['\n', '\r']).next();
                line.is_some_and(|line| line.trim_start().starts_with("profile"))
            })
            .unwrap_or(block);
        let names = Profile::ALL.map(Profile::name);
        let near = names
            .iter()
            .map(|name| (strsim::damerau_levenshtein(&profile.to_lowercase(), name), *name))
            .min()
            .filter(|(distance, _)| *distance <= 2);
        let hint = match near {
            Some((_, name)) => format!("did you mean \"{name}\"?"),
            None => format!("use one of {}.", names.join(", ")),
        };
        report(span, format!("No profile is called \"{profile}\": {hint}"));
    }
    let settings = context.settings;
    let unknown = front_matter.disable.iter().filter(|(rule, _)| settings.level(rule).is_none());
    for (rule, span) in unknown {
        report(
            *span,
            match settings.closest(rule) {
                Some(close) => format!("No rule is called \"{rule}\": did you mean \"{close}\"?"),
                None => format!("No rule is called \"{rule}\"."),
            },
        );
    }
    findings
}
