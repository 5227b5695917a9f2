//! Check marks in their place: which sentence each is about, and how a new one is written.

use jiff::civil::Date;

use super::comment;
use super::context::Context;
use super::suppression::next_sentence;
use crate::citations::Status;
use crate::prose::check_mark::{CheckMark, Outcome};
use crate::prose::{Order, Syntax};
use crate::text::EditSet;

/// Stands for a name until the key `checker` of the configuration gives one.
const NOBODY: &str = "TK NAME";

/// A check mark that can be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What a menu says.
    pub title: String,
    /// The edit that writes it.
    pub edits: EditSet,
}

/// The check marks of a page, each with its sentence by block and number, in order of place.
pub fn marks<'a>(context: &Context<'a>) -> Vec<((usize, usize), &'a CheckMark)> {
    let tied = context.page.directives.iter().filter_map(|directive| {
        let Order::Check(mark) = &directive.order else { return None };
        let (sentence, _) = next_sentence(context, directive.source)?;
        Some((sentence, mark))
    });
    tied.collect()
}

/// The check mark of a sentence that counts: the latest, of two of one day the later on the page.
pub fn last<'a>(context: &Context<'a>, sentence: (usize, usize)) -> Option<&'a CheckMark> {
    let own = marks(context).into_iter().filter(|(of, _)| *of == sentence).map(|(_, mark)| mark);
    own.max_by_key(|mark| mark.on)
}

/// The check marks that can be written to a sentence that claims something. A mark that stands is not offered again.
pub fn offers(context: &Context<'_>, sentence: (usize, usize), today: Date) -> Vec<Offer> {
    let supported = context.support.get(sentence.0, sentence.1);
    if supported.is_none_or(|supported| supported.status == Status::NotCheckable) {
        return Vec::new();
    }
    let by = context.settings.checker.as_deref().map(|name| written(name, context.page.syntax));
    let by = by.filter(|name| !name.is_empty()).unwrap_or_else(|| NOBODY.into());
    let standing = marks(context);
    let offer = |outcome: Outcome, title: String| {
        let mark = CheckMark { outcome, by: Some(by.clone()), on: Some(today), source: None, note: None };
        let stands = standing.iter().any(|(of, other)| {
            *of == sentence && (other.outcome, &other.by, other.on) == (outcome, &mark.by, mark.on)
        });
        if stands {
            return None;
        }
        let edit = comment::before(context, sentence, &format!("factcheck-check: {}", mark.told()))?;
        Some(Offer { title, edits: edit.into() })
    };
    let confirmed = offer(Outcome::Confirmed, format!("Check: mark as confirmed by {by}, {today}"));
    let open = offer(Outcome::Open, "Check: mark as open question for the writer".into());
    confirmed.into_iter().chain(open).collect()
}

/// A name as it can stand in a mark: without what would end the name or the mark.
fn written(name: &str, syntax: Syntax) -> String {
    let end = match syntax {
        Syntax::Plain => "]]",
        Syntax::Markdown | Syntax::Bibliography => "-->",
    };
    let name = name.replace(end, " ").replace([',', ';'], " ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
