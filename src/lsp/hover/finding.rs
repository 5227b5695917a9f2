//! What a rule says of the words: why, what would settle it, how to silence it.

use super::{Hover, Place, lines, statement};
use crate::knowledge::markdown::escape;
use crate::prose::Syntax;
use crate::rules::{Finding, FixKind, registry};
use crate::workspace::Report;

/// The most bytes of a reason that are two lines of a hover.
const BRIEF: usize = 260;

/// The most fixes named.
const FIXES: usize = 3;

/// The findings at `offset`, the narrowest first.
pub(super) fn at(report: &Report, offset: usize, place: Option<&Place<'_>>) -> Option<Hover> {
    let mut found: Vec<&Finding> =
        report.findings().iter().filter(|finding| finding.span.touches(offset)).collect();
    found.sort_by_key(|finding| finding.span.len());
    let span = found.first()?.span;
    let mut cards: Vec<String> = found.iter().take(2).map(|finding| card(report, finding)).collect();
    if let (Some(status), Some(last)) =
        (place.and_then(|place| statement::status(report, place)), cards.last_mut())
    {
        last.push_str("  \n");
        last.push_str(&status);
    }
    Some(Hover::new(span, cards.join("\n\n")))
}

fn card(report: &Report, finding: &Finding) -> String {
    let mut told =
        vec![format!("**{}** · {} — {}", finding.rule, finding.severity.name(), escape(&finding.message))];
    if let Some(rule) = registry::find(finding.rule) {
        told.extend(why(rule.meta().page));
    } else if report.around.settings.vocabulary.find(finding.rule).is_some() {
        told.push("A rule of your newsroom, from `factcheck.toml`.".into());
    }
    let fixes: Vec<String> = report
        .fixes(finding)
        .iter()
        .filter(|fix| fix.kind != FixKind::Ignore)
        .take(FIXES)
        .map(|fix| escape(&fix.title))
        .collect();
    if !fixes.is_empty() {
        told.push(format!("What would settle it: {}", fixes.join(" · ")));
    }
    let here = match report.page.syntax {
        Syntax::Markdown => Some(("<!-- ", " -->")),
        Syntax::Plain => Some(("[[", "]]")),
        Syntax::Bibliography => None,
    };
    let here = here.map(|(open, close)| {
        format!("Silence it here: `{open}factcheck-ignore: {} (reason){close}` · everywhere", finding.rule)
    });
    told.push(format!(
        "{}: `{} = \"off\"` under `[rules]` in `factcheck.toml`",
        here.as_deref().unwrap_or("Silence it everywhere"),
        finding.rule,
    ));
    lines(told)
}

/// The first two sentences under "Why it matters" of a rule's page; one where both would be more than two lines.
fn why(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("## Why it matters")?;
    let paragraph: Vec<&str> = rest
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let paragraph = paragraph.join(" ");
    if paragraph.is_empty() || paragraph.starts_with('#') {
        return None;
    }
    let whole = paragraph.len();
    let mut ends = paragraph.match_indices(". ").map(|(at, _)| at + 1).chain([whole]);
    let one = ends.next().unwrap_or(whole);
    let end = ends.next().filter(|two| *two <= BRIEF).unwrap_or(one);
    Some(paragraph[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_is_two_sentences_of_the_page() {
        let page = "# rule\n\nWhat.\n\n## Why it matters\n\nOne is so. Two\nis so. Three is not shown.\n\n## Flagged\n";
        assert_eq!(why(page).as_deref(), Some("One is so. Two is so."));
        let long = format!("# rule\n\n## Why it matters\n\nOne is so. {}.\n", "two ".repeat(80).trim());
        assert_eq!(why(&long).as_deref(), Some("One is so."));
        assert_eq!(why("# rule\n\n## Why it matters\n\n## Flagged"), None);
        assert_eq!(why("# rule"), None);
    }
}
