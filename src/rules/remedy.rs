//! What every finding offers besides its rule's own fixes: citing, marking, ignoring; order, number, preference.

use super::comment;
use super::context::Context;
use super::finding::{Finding, Fix, FixKind};
use super::registry::{self, Group};
use crate::citations::insert::{self, Request, after_sentence};
use crate::citations::{Style, matching};
use crate::prose::CitationForm;
use crate::prose::directive::is_reason;
use crate::text::{Edit, Span};

/// The most fixes shown for one finding.
pub const SHOWN: usize = 6;

/// The most entries of the library offered for one finding.
const CANDIDATES: usize = 3;

/// The fixes of a finding, in the order of menus (cite, attribute, rewrite, mark, ignore), at most [`SHOWN`].
pub fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Some(rule) = registry::find(finding.rule) else { return of_newsroom(context, finding) };
    let group = rule.meta().group;
    let mut own = rule.fixes(context, finding);
    let sourcing = matches!(group, Group::Sourcing | Group::Support)
        && !matches!(finding.rule, "single-source" | "loaded-attribution" | "anonymity-unapproved");
    // Paper does not name an unnamed source: such a finding stays.
    let citable = sourcing && !matches!(finding.rule, "anonymous-source" | "anonymous-quote");
    let mut cites: Vec<Fix> = if citable { cites(context, finding) } else { Vec::new() };
    cites.retain(|cite| own.iter().all(|fix| fix.edits != cite.edits));
    let mut last: Vec<Fix> = own.extract_if(.., |fix| fix.kind == FixKind::Mark).take(1).collect();
    if sourcing && last.is_empty() {
        last.extend(citation_needed(context, finding));
    }
    let mut ignores: Vec<Fix> =
        reasons(finding.rule, group).iter().filter_map(|reason| ignore(context, finding, reason)).collect();
    let spare = ignores.split_off(ignores.len().min(1));
    last.append(&mut ignores);

    // Citing comes first, but leaves room for what the rule itself proposes.
    let room = SHOWN.saturating_sub(last.len());
    cites.truncate(room.saturating_sub(own.len().min(2)));
    own.truncate(room - cites.len());
    let mut all = cites;
    all.append(&mut own);
    all.append(&mut last);
    all.extend(spare.into_iter().take(SHOWN - all.len()));
    all.sort_by_key(|fix| fix.kind);

    let mut preferred = false;
    for fix in &mut all {
        let fit = !invents(fix) && !matches!(fix.kind, FixKind::Ignore | FixKind::Mark);
        fix.preferred &= fit && !preferred;
        preferred |= fix.preferred;
    }
    all
}

/// What a rule of the newsroom offers: its own words, and an ignore.
fn of_newsroom(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let vocabulary = &context.settings.vocabulary;
    if vocabulary.find(finding.rule).is_none() {
        return Vec::new();
    }
    let mut all = vocabulary.fixes(context, finding);
    all.extend(ignore(context, finding, "meant as written"));
    all
}

/// The rules whose fixes may be applied unasked, where they say so (DOMAIN.md §5.5): tracking parameters stripped (the
/// first two), a scale word that only one figure lacks, a weekday the house wants corrected, the one misspelling of a
/// name of the notes. `check --fix` and `source.fixAll.factcheck` do these and no others.
pub const SAFE: [&str; 5] =
    ["ai-citation-artifact", "fragile-link", "currency-mismatch", "weekday-mismatch", "inconsistent-name"];

/// The fix of a finding that may be applied unasked, where there is one. Asks the rule alone, and only those of
/// [`SAFE`], and is thus cheap.
pub fn safe(context: &Context<'_>, finding: &Finding) -> Option<Fix> {
    if !SAFE.contains(&finding.rule) {
        return None;
    }
    let own = registry::find(finding.rule)?.fixes(context, finding);
    own.into_iter().find(|fix| fix.safe && !invents(fix))
}

/// Whether a fix leaves something to fill in.
fn invents(fix: &Fix) -> bool {
    fix.edits.edits().iter().any(|edit| edit.text.contains("TK"))
}

fn cites(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Some(at) = finding.subject.sentence else { return Vec::new() };
    let Some(sentence) = context.sentence(at) else { return Vec::new() };
    // Where paper is in reach already, one more citation settles nothing.
    if context.support.get(at.0, at.1).is_some_and(|support| support.citation.is_some()) {
        return Vec::new();
    }
    let page = context.page;
    let style = context.citation_style();
    let outlet = finding.subject.outlet.as_deref();
    let known = outlet.map(|outlet| context.store.find(outlet)).unwrap_or_default();
    let domains = known.iter().flat_map(|entity| entity.domains.iter().map(String::as_str));
    let names = known.iter().flat_map(|entity| {
        std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.name.as_str()))
    });
    let mut used: Vec<&str> = Vec::new();
    for citation in &page.citations {
        if let CitationForm::Keys { keys, .. } = &citation.form {
            used.extend(keys.iter().map(|key| key.key.as_str()));
        }
    }
    let query = matching::Query {
        sentence: sentence.of(&page.text),
        around: page.blocks.get(at.0).map_or("", |block| &block.text),
        outlet,
        outlet_aliases: names.chain(domains.clone()).collect(),
        date: page.date.map(|(date, _)| date),
        used,
    };
    let request = Request {
        page,
        sentence,
        words: link_words(context, finding),
        entry: None,
        locator: None,
        outlet,
        domain: domains.clone().next(),
        style,
        numeric: context.settings.numeric_labels,
        references: &context.settings.references,
    };
    let credits = matches!(finding.rule, "unlinked-outlet" | "unlinked-document");
    let found = matching::candidates(context.library, &query, if credits { 12 } else { CANDIDATES });
    let mut fixes: Vec<Fix> = found
        .into_iter()
        .filter(|candidate| candidate.likely)
        .filter(|candidate| !credits || outlet.is_none() || candidate.same_outlet)
        .take(CANDIDATES)
        .filter_map(|candidate| {
            let entry = context.library.entries.get(candidate.entry)?;
            let fix = insertion(Request { entry: Some(entry), ..request })?;
            // Only the outlet that the sentence itself credits is sure enough to offer first.
            Some(Fix { preferred: candidate.same_outlet, ..fix })
        })
        .collect();
    fixes.extend(reuse(context, at, sentence));
    fixes.extend(insertion(request));
    fixes
}

fn insertion(request: Request<'_>) -> Option<Fix> {
    let made = request.insertion_in_any_style()?;
    Some(Fix { title: made.title, kind: FixKind::Cite, preferred: false, safe: false, edits: made.edits })
}

/// "The Wall Street Journal reported": what a link should cover.
fn link_words(context: &Context<'_>, finding: &Finding) -> Option<Span> {
    if matches!(finding.rule, "unlinked-outlet" | "unlinked-document") {
        return Some(finding.span);
    }
    context.credit(finding.subject.sentence?)
}

/// The nearest mark before the sentence in its paragraph.
fn reuse(context: &Context<'_>, (block, sentence): (usize, usize), span: Span) -> Option<Fix> {
    let page = context.page;
    let reading = context.readings.get(block)?;
    let (mark, place) = context
        .citations
        .iter()
        .filter(|citation| citation.counts() && citation.source.end <= span.start)
        .filter_map(|citation| {
            let place = citation.place.filter(|place| place.block == block)?;
            let raw = page.citations.get(citation.raw)?;
            let mark = match &raw.form {
                CitationForm::Note { label, .. } => format!("[^{label}]"),
                CitationForm::Keys { bracketed: true, .. } => raw.source.of(&page.text).to_string(),
                CitationForm::WikiRef { name: Some(name), .. } => format!("<ref name=\"{name}\" />"),
                _ => return None,
            };
            Some((mark, place))
        })
        .next_back()?;
    let edit = if mark.starts_with("[@")
        || mark.contains("@") && !mark.starts_with("[^") && !mark.starts_with('<')
    {
        let (at, again) = insert::before_stop(page, span);
        Edit::insert(at, format!(" {mark}{}", if again { "." } else { "" }))
    } else {
        Edit::insert(after_sentence(page, span), mark.clone())
    };
    let from = reading.sentence_at(place.at.saturating_sub(1)).unwrap_or_default();
    let place = if from + 1 == sentence { "the previous sentence" } else { "this paragraph" };
    let title = format!("Cite: reuse {mark} from {place}");
    Some(Fix { title, kind: FixKind::Cite, preferred: false, safe: false, edits: edit.into() })
}

fn citation_needed(context: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let sentence = context.sentence(finding.subject.sentence?)?;
    let (mark, title) = if context.citation_style() == Style::Wiki {
        let date =
            context.page.date.map(|(date, _)| date.strftime("|date=%B %Y").to_string()).unwrap_or_default();
        (format!("{{{{Citation needed{date}}}}}"), "Mark: {{Citation needed}}")
    } else {
        ("[citation needed]".to_string(), "Mark: [citation needed]")
    };
    let at = after_sentence(context.page, sentence);
    if context.page.text[at..].trim_start().starts_with(&mark) {
        return None;
    }
    let edits = Edit::insert(at, mark).into();
    Some(Fix { title: title.to_string(), kind: FixKind::Mark, preferred: false, safe: false, edits })
}

/// Why a finding of this rule may be wrong, likeliest first (after the decline reasons of Wikipedia's reference check).
fn reasons(rule: &str, group: Group) -> &'static [&'static str] {
    match (group, rule) {
        (_, "placeholder") => &["not a placeholder"],
        (_, "undefined-citation") => &["not a citation"],
        (_, "unused-ignore") => &[],
        (Group::Sourcing, "unlinked-outlet" | "unlinked-document") => &["already supported", "not a claim"],
        (Group::Sourcing, "vague-authority" | "vague-research" | "agentless-attribution") => {
            &["common knowledge", "already supported"]
        }
        (Group::Sourcing, _) => &["our own reporting", "already supported"],
        (Group::Support, _) => &["common knowledge", "our own reporting"],
        (Group::Time, _) => &["clear from the context"],
        (Group::Numbers | Group::Names | Group::Quotes, _) => &["checked and right"],
        (Group::Draft | Group::Citation | Group::Language, _) => &["not a claim"],
    }
}

/// A directive that covers the finding's sentence and no other.
fn ignore(context: &Context<'_>, finding: &Finding, reason: &str) -> Option<Fix> {
    let written = if is_reason(reason) { reason.to_owned() } else { format!("other: {reason}") };
    let order = format!("factcheck-ignore: {} ({written})", finding.rule);
    let edit = comment::before(context, finding.subject.sentence?, &order)?;
    Some(Fix {
        title: format!("Ignore: {reason}"),
        kind: FixKind::Ignore,
        preferred: false,
        safe: false,
        edits: edit.into(),
    })
}
