//! Instructions to the checker in the text: ignores with reasons (DOMAIN.md §10.4) and check marks.

use super::check_mark::{self, CheckMark};
use crate::text::Span;

/// One instruction, as written in an HTML comment (Markdown) or `[[…]]` (plain text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The whole comment.
    pub source: Span,
    /// What it asks.
    pub order: Order,
}

/// What a directive asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// `factcheck-ignore: rule, rule (reason)`: the next sentence, or the one the comment stands in or right after
    /// when it ends a line of text. No rule means every rule.
    IgnoreNext {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// `factcheck-off rule`: from here to `factcheck-on` or the end.
    Off {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// `factcheck-on`: ends what `factcheck-off` began, for these rules or all.
    On {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
    },
    /// `factcheck-ignore-file: rule (reason)`.
    IgnoreFile {
        /// Rules with the bytes of each name.
        rules: Vec<(String, Span)>,
        /// The reason in parentheses.
        reason: Option<String>,
    },
    /// `factcheck-check: confirmed by NAME, 2024-05-16, from SOURCE`: of the same sentence that `factcheck-ignore`
    /// would be about.
    Check(CheckMark),
    /// A directive by its first word, but not one that can be understood.
    Unknown {
        /// What is wrong, in words for the writer.
        problem: String,
    },
}

/// The reasons for an ignore. The last stands for all others, and may be said in words: `other: it is a name`.
pub const REASONS: [&str; 5] =
    ["common knowledge", "already supported", "not a claim", "our own reporting", "other"];

/// Whether a reason is one of [`REASONS`], in any case.
pub fn is_reason(reason: &str) -> bool {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let other =
        reason.strip_prefix("other").is_some_and(|rest| rest.starts_with([':', ',', ' ', '\u{2014}']));
    other || REASONS.contains(&reason.as_str())
}

/// The reason a writer gave for an ignore.
pub fn reason_of(order: &Order) -> Option<&str> {
    match order {
        Order::IgnoreNext { reason, .. } | Order::Off { reason, .. } | Order::IgnoreFile { reason, .. } => {
            reason.as_deref()
        }
        Order::On { .. } | Order::Check(_) | Order::Unknown { .. } => None,
    }
}

/// The order in the words of a comment or of `[[…]]`; `None` when they are no directive at all. `at` is where the
/// words begin in the document.
pub(super) fn order(words: &str, at: usize) -> Option<Order> {
    let lead = words.len() - words.trim_start().len();
    let body = words.trim();
    let at = at + lead;
    if !body.get(..9)?.eq_ignore_ascii_case("factcheck")
        || !body[9..].starts_with(['-', ':', ' ', '\u{2011}'])
    {
        return None;
    }
    let head_len = body
        .char_indices()
        .find(|&(_, c)| !(c.is_alphanumeric() || c == '-' || c == '\u{2011}'))
        .map_or(body.len(), |(offset, _)| offset);
    let head = body[..head_len].to_ascii_lowercase().replace('\u{2011}', "-");
    let rest = body[head_len..].trim_start_matches([':', ' ', '\t']);
    let (rules, reason) = rules_and_reason(rest, at + body.len() - rest.len());
    Some(match head.as_str() {
        "factcheck-ignore" | "factcheck-ignore-next" | "factcheck-ignore-line" => {
            Order::IgnoreNext { rules, reason }
        }
        "factcheck-off" | "factcheck-disable" => Order::Off { rules, reason },
        "factcheck-on" | "factcheck-enable" => Order::On { rules },
        "factcheck-ignore-file" | "factcheck-disable-file" => Order::IgnoreFile { rules, reason },
        "factcheck-check" | "factcheck-checked" => match check_mark::read(rest) {
            Ok(mark) => Order::Check(mark),
            Err(problem) => Order::Unknown { problem },
        },
        _ => Order::Unknown {
            problem: format!(
                "\"{head}\" is not a directive; known are factcheck-ignore, factcheck-off, factcheck-on, \
                 factcheck-ignore-file and factcheck-check"
            ),
        },
    })
}

/// Reads `rule, rule (reason)`.
fn rules_and_reason(words: &str, at: usize) -> (Vec<(String, Span)>, Option<String>) {
    let (names, reason) = match words.split_once('(') {
        Some((names, rest)) => {
            let reason = rest.trim_end();
            let reason = reason.strip_suffix(')').unwrap_or(reason).trim();
            (names, (!reason.is_empty()).then(|| reason.to_owned()))
        }
        None => (words, None),
    };
    // A dash or two hyphens begin a reason, too, as other tools have it.
    let (names, dashed) = match names.split_once(" -- ").or_else(|| names.split_once(" — ")) {
        Some((names, reason)) => (names, Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty())),
        None => (names, None),
    };
    let mut rules = Vec::new();
    let mut start = None;
    for (offset, c) in names.char_indices().chain([(names.len(), ' ')]) {
        match (c.is_whitespace() || c == ',', start) {
            (false, None) => start = Some(offset),
            (true, Some(from)) => {
                rules.push((names[from..offset].to_owned(), Span::new(at + from, at + offset)));
                start = None;
            }
            _ => {}
        }
    }
    (rules, reason.or(dashed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_rules_and_a_reason() {
        let words = " factcheck-ignore: uncited-statistic, vague-time (common knowledge) ";
        let Some(Order::IgnoreNext { rules, reason }) = order(words, 100) else {
            panic!("not read");
        };
        assert_eq!(reason.as_deref(), Some("common knowledge"));
        let names: Vec<_> = rules.iter().map(|(name, span)| (name.as_str(), span.start)).collect();
        assert_eq!(names, [("uncited-statistic", 119), ("vague-time", 138)]);
        assert_eq!(&words[19..36], "uncited-statistic");
    }

    #[test]
    fn off_on_and_whole_files() {
        assert!(
            matches!(order("factcheck-off anonymous-source", 0), Some(Order::Off { rules, .. }) if rules.len() == 1)
        );
        assert!(matches!(order("factcheck-on", 0), Some(Order::On { rules }) if rules.is_empty()));
        assert!(matches!(order("FACTCHECK-IGNORE-FILE: x (ours)", 0), Some(Order::IgnoreFile { .. })));
    }

    #[test]
    fn five_reasons_are_known() {
        for reason in ["common knowledge", "Our  own reporting", "other", "other: it is a name"] {
            assert!(is_reason(reason), "{reason}");
        }
        for reason in ["", "because", "otherwise", "common"] {
            assert!(!is_reason(reason), "{reason}");
        }
    }

    #[test]
    fn other_words_are_unknown_or_no_directive() {
        assert!(matches!(order("factcheck-ignroe: x", 0), Some(Order::Unknown { .. })));
        assert!(matches!(order("factcheck-check: done", 0), Some(Order::Unknown { .. })));
        assert!(matches!(order("factcheck-check: open", 0), Some(Order::Check(_))));
        assert!(order("fact check this", 0).is_none());
        assert!(order("factchecked by Ola", 0).is_none());
        assert!(order("TODO", 0).is_none());
        assert!(order("factché", 0).is_none());
    }
}
