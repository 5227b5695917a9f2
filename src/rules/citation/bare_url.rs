//! `bare-url`: an address that does not say what it is the address of.

use super::setting::{at_pointer, carries_claim, known_title, one, pointer_at, sentence};
use crate::citations::bibliography::Form;
use crate::citations::insert::{self, Request};
use crate::citations::pointer::Role;
use crate::citations::reference::is_address;
use crate::citations::{Address, LibraryEntry, Pointer, Style, render, stub};
use crate::prose::{BlockKind, Syntax};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, EditSet, Severity, Span};

static META: Meta = Meta {
    id: "bare-url",
    group: Group::Citation,
    layer: precedence::layer("bare-url"),
    severity: Severity::Hint,
    summary: "A web address by itself, without the name of the source.",
    page: include_str!("bare_url.md"),
};

/// The rule.
pub struct BareUrl;

impl Rule for BareUrl {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for pointer in context.pointers.iter().filter(|pointer| pointer.role == Role::Bare) {
            if cites(context, pointer) {
                let span = whole(context, pointer);
                findings.push(at_pointer(
                    context,
                    &META,
                    pointer,
                    span,
                    "Bare URL: name the source so it survives if the link dies.",
                ));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(pointer) = pointer_at(context, finding) else { return Vec::new() };
        let url = &pointer.url;
        let title = known_title(context, url);
        if is_alone_in_note(context, pointer) {
            let mut fixes: Vec<Fix> = title
                .map(|title| {
                    one(
                        FixKind::Cite,
                        format!("Cite: name it “{title}”"),
                        Edit::insert(finding.span.start, format!("“{title},” ")),
                    )
                })
                .into_iter()
                .collect();
            let new = new_source(context, url);
            fixes.extend(new.map(|entry| {
                one(
                    FixKind::Cite,
                    NEW,
                    Edit::replace(finding.span, render::reference(&entry, &context.settings.references)),
                )
            }));
            fixes.push(one(
                FixKind::Cite,
                "Expand the footnote: author, title, outlet, date",
                Edit::insert(finding.span.start, "TK AUTHOR, “TK TITLE,” TK OUTLET, TK DATE, "),
            ));
            return fixes;
        }
        if context.page.syntax != Syntax::Markdown || url.contains([')', '(']) {
            return vec![one(
                FixKind::Cite,
                "Name the source: TK TITLE",
                Edit::insert(finding.span.start, "TK TITLE, "),
            )];
        }
        let link = |words: &str| Edit::replace(finding.span, format!("[{words}]({url})"));
        let known = title.map(|title| Fix {
            preferred: true,
            ..one(FixKind::Cite, format!("Cite: link “{title}”"), link(&title))
        });
        let new = known.is_none().then(|| new_source(context, url)).flatten();
        let noted = new.as_ref().and_then(|entry| noted(context, pointer, entry));
        if let Some(noted) = noted {
            return vec![noted];
        }
        let invented = match new {
            Some(entry) if entry.title != "TK TITLE" => one(FixKind::Cite, NEW, link(&entry.title)),
            _ => one(FixKind::Cite, "Turn into [TK TITLE](…)", link("TK TITLE")),
        };
        known.into_iter().chain([invented]).collect()
    }
}

/// What is offered where nothing but the address is known.
const NEW: &str = "Cite: new source from URL in this line";

/// A source made of the address alone, where the library has none for it.
fn new_source(context: &Context<'_>, url: &str) -> Option<LibraryEntry> {
    let address = Address::read(url)?;
    let outlet = context.store.outlet_of_host(address.host).map(|outlet| outlet.name.as_str());
    if known_title(context, url).is_some() { None } else { stub::entry(url, outlet) }
}

/// The last sentence of the paragraph above an address that stands on a line of its own, as block and sentence.
fn above(context: &Context<'_>, pointer: &Pointer) -> Option<(usize, usize)> {
    let page = context.page;
    let line = page.citations.get(pointer.citation?).filter(|citation| citation.place.is_none())?.source;
    let before = page.blocks.partition_point(|block| block.source.start < line.start).checked_sub(1)?;
    let above = &page.blocks[before];
    let (gap, rest) = (page.text.get(above.source.end..line.start)?, &page.text[line.end..]);
    let apart = gap.trim().is_empty() && gap.matches('\n').count() > 1;
    let alone =
        apart && rest.trim_start_matches([' ', '\t']).chars().next().is_none_or(|c| "\r\n".contains(c));
    if !alone || above.kind != BlockKind::Paragraph {
        return None;
    }
    Some((before, context.readings.get(before)?.sentences.len().checked_sub(1)?))
}

/// Many programs show what such an address leads to in its place: a video, a post.
fn is_embedded(address: Address<'_>) -> bool {
    const SHOWN: [&str; 14] = [
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "twitter.com",
        "x.com",
        "instagram.com",
        "tiktok.com",
        "facebook.com",
        "soundcloud.com",
        "spotify.com",
        "flickr.com",
        "datawrapper.de",
        "documentcloud.org",
        "bsky.app",
    ];
    SHOWN.iter().any(|host| address.is_on(host))
}

/// An address on a line of its own becomes a note to the sentence before it, and its line goes.
fn noted(context: &Context<'_>, pointer: &Pointer, entry: &LibraryEntry) -> Option<Fix> {
    let page = context.page;
    let above = above(context, pointer)?;
    let line = page.citations.get(pointer.citation?)?.source;
    let shown = insert::prevailing(page);
    let request = Request {
        page,
        sentence: context.sentence(above)?,
        words: None,
        entry: Some(entry),
        locator: None,
        outlet: None,
        domain: None,
        // A link would need words to cover, a key an entry in the library.
        style: shown.filter(|style| *style == Style::InlineNote).unwrap_or(Style::Footnote),
        numeric: context.settings.numeric_labels,
        references: &context.settings.references,
    };
    let mut edits = request.insertion()?.edits.edits().to_vec();
    match edits.iter_mut().find(|edit| edit.span.start >= line.start && edit.span.start <= line.end) {
        // The definition comes where the address stands.
        Some(definition) => *definition = Edit::replace(line, definition.text.trim().to_owned()),
        None => {
            let rest = &page.text[line.end..];
            let gap = rest.len() - rest.trim_start().len();
            edits.push(Edit::replace(Span::new(line.start, line.end + gap), ""));
        }
    }
    let edits = EditSet::new(edits)?;
    Some(Fix { title: NEW.into(), kind: FixKind::Cite, preferred: false, safe: false, edits })
}

/// The address, with the angle brackets around it.
fn whole(context: &Context<'_>, pointer: &Pointer) -> Span {
    let source = pointer.citation.and_then(|index| context.page.citations.get(index)).map(|one| one.source);
    source.unwrap_or(pointer.span)
}

/// Whether the address is there as a source: in a sentence, or as all that a note says.
fn cites(context: &Context<'_>, pointer: &Pointer) -> bool {
    let Some(address) = Address::read(&pointer.url).filter(|_| is_address(&pointer.url)) else {
        return false;
    };
    if address.fragility().is_some_and(|one| one.kind == crate::citations::address::Fragile::Local) {
        return false;
    }
    if is_alone_in_note(context, pointer) {
        return true;
    }
    if names_itself(address) {
        return false;
    }
    if let Some(before) = above(context, pointer) {
        return !is_embedded(address) && carries_claim(context, before);
    }
    let citation = pointer.citation.and_then(|index| context.page.citations.get(index));
    let Some((place, at)) = citation.and_then(|one| Some((one.place?, sentence(context, one)?))) else {
        return false;
    };
    let block = &context.page.blocks[place.block];
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
        return false;
    }
    let Some(span) = context.readings[place.block].sentences.get(at.1).map(|sentence| sentence.span) else {
        return false;
    };
    let before = &block.text[span.start.min(place.at)..place.at];
    let all_before = &block.text[..place.at];
    !(is_subject(before, address)
        || is_already_named(&block.text)
        || is_listed(all_before, &block.text[place.words.end..])
        || tells_to_go(span.of(&block.text)))
}

/// "…/pull/417", "…/issues/85": a change or a question of a project, which has no other name.
fn names_itself(address: Address<'_>) -> bool {
    let mut parts = address.path().split('/').skip(3);
    let hosts = ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"];
    hosts.iter().any(|host| address.is_on(host))
        && parts.any(|part| {
            ["pull", "issues", "commit", "compare", "releases", "merge_requests", "labels", "milestone"]
                .contains(&part)
        })
}

/// A site that is talked about, and not a page of it that is cited.
fn is_subject(before: &str, address: Address<'_>) -> bool {
    let cue = before.trim_end().to_lowercase();
    const AS_EXAMPLE: &[&str] = &[
        "e.g.",
        "e.g.,",
        "i.e.",
        "i.e.,",
        "for example,",
        "for example",
        "such as",
        "like",
        "appears at",
        "lives at",
        "hosted at",
        "hosted on",
        "located at",
        "reachable at",
        "runs at",
        "served at",
        "found under",
        "live at",
    ];
    if AS_EXAMPLE.iter().any(|example| cue.ends_with(example)) {
        return true;
    }
    let as_source =
        ["source:", "sources:", "according to", "via", "see"].iter().any(|cue_end| cue.ends_with(cue_end));
    address.is_home_page() && !as_source
}

/// A title in quotation marks names it well enough.
fn is_already_named(paragraph: &str) -> bool {
    paragraph.contains('\u{201c}') || paragraph.matches('"').count() >= 2
}

/// The last thing in an entry of a list of sources: names and a year come before it.
fn is_listed(before: &str, after: &str) -> bool {
    let ends = !after.chars().any(char::is_alphanumeric);
    let year = before
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && run.parse::<u16>().is_ok_and(|year| (1800..=2100).contains(&year)));
    let names = before.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    ends && year && names >= 3 && before.contains(['.', ','])
}

/// "Register at …", "Clone … and run": an instruction to the reader, not a source.
fn tells_to_go(sentence: &str) -> bool {
    const ORDERS: &[&str] = &[
        "visit",
        "go",
        "open",
        "register",
        "sign",
        "apply",
        "subscribe",
        "download",
        "browse",
        "clone",
        "navigate",
        "click",
        "join",
        "contact",
        "submit",
        "email",
        "call",
        "watch",
        "follow",
        "rsvp",
        "use",
        "run",
        "install",
        "replace",
        "enter",
        "point",
        "type",
        "copy",
        "add",
        "set",
        "check",
        "fork",
        "try",
        "access",
        "learn",
        "find",
        "start",
        "paste",
        "view",
        "complete",
        "request",
        "report",
        "post",
        "send",
        "refer",
    ];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_order = |word: &str| ORDERS.contains(&word.to_lowercase().as_str());
    let first = words.next().unwrap_or_default();
    let polite = first.eq_ignore_ascii_case("please") || first.eq_ignore_ascii_case("to");
    is_order(first) || polite && words.next().is_some_and(is_order)
}

fn is_alone_in_note(context: &Context<'_>, pointer: &Pointer) -> bool {
    let reference = pointer.reference.and_then(|index| context.references.get(index));
    reference.is_some_and(|reference| {
        let words = reference
            .source
            .of(&context.page.text)
            .trim_matches(|c: char| c.is_whitespace() || "<>.;,".contains(c));
        matches!(reference.form, Form::Note(_) | Form::Inline(_))
            && words == pointer.url.trim_end_matches(['.', ';', ','])
    })
}
