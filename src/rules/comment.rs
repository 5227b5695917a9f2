//! Where an instruction to the checker is written: before the sentence that it is about, where that is valid Markdown
//! and moves no text.

use super::context::Context;
use crate::citations::insert::before_sentence;
use crate::prose::{BlockKind, Syntax};
use crate::text::Edit;

/// The edit that puts an instruction to a sentence, by block and number, and to no other. `None` where the page has no
/// sentences.
pub fn before(context: &Context<'_>, (index, sentence): (usize, usize), order: &str) -> Option<Edit> {
    let page = context.page;
    let text: &str = &page.text;
    let span = context.sentence((index, sentence))?;
    let block = page.blocks.get(index)?;
    let start = before_sentence(page, span);
    Some(match page.syntax {
        Syntax::Plain => Edit::insert(start, format!("[[{order}]] ")),
        // It has no sentences to speak of.
        Syntax::Bibliography => return None,
        Syntax::Markdown => {
            let comment = format!("<!-- {order} -->");
            let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let before = &text[line..start];
            let inline = !is_structure(before)
                || block.kind == BlockKind::Cell
                || before.trim_start().starts_with('#');
            if inline {
                Edit::insert(start, format!("{comment} "))
            } else if sentence > 0 {
                // At a line's start it would end the paragraph: it goes to the end of the line before.
                let end = text[..line].trim_end().len();
                let end = end - usize::from(text[..end].ends_with('\\'));
                Edit::insert(end, format!(" {comment}"))
            } else if matches!(block.kind, BlockKind::Heading(_))
                || before.contains("[ ]")
                || before.contains("[x]")
            {
                // Before the words a comment would take the whole line with it.
                let space = span.of(text).find(' ').map_or(span.end, |at| span.start + at);
                Edit::insert(space, format!(" {comment}"))
            } else {
                let eol = if text[..].contains("\r\n") { "\r\n" } else { "\n" };
                Edit::insert(start, format!("{comment}{eol}{}", continuation(before)))
            }
        }
    })
}

/// Whether what stands before a sentence on its line is only the marks of quotations, lists and definitions.
fn is_structure(before: &str) -> bool {
    let mut rest = before.trim_start_matches([' ', '\t', '>']);
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        if rest.is_empty() {
            return true;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let next = if let Some(after) = rest.strip_prefix(['-', '*', '+', ':']) {
            after.starts_with([' ', '\t']).then_some(after)
        } else if digits > 0 && digits < 10 {
            rest[digits..].strip_prefix(['.', ')'])
        } else if rest.starts_with("[^") {
            rest.split_once("]:").map(|(_, after)| after)
        } else {
            ["[ ] ", "[x] ", "[X] "].iter().find_map(|task| rest.strip_prefix(task))
        };
        match next {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

/// What the next line of the same paragraph begins with.
fn continuation(before: &str) -> String {
    if before.trim_start_matches([' ', '>']).starts_with("[^") {
        let quotes: String = before.chars().take_while(|c| matches!(c, ' ' | '>')).collect();
        return format!("{quotes}    ");
    }
    before.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}
