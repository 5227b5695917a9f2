//! The newsroom's own rules: words it does not print, with what to say instead. They are data (`[[newsroom-rule]]` in
//! the configuration) and are judged, ignored, set and settled as the built-in rules are.
//!
//! Phrases are looked for as whole words, whatever their case, apostrophes, hyphens and spaces; a pattern as a regular
//! expression within each sentence. Both see prose only: no code, addresses, notes or front matter, and no quoted words
//! unless the rule asks for them.

mod name;
mod search;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};

pub use name::{check_name, interned};

use super::context::Context;
use super::edits::{capitalised, fix};
use super::finding::{Finding, Fix, FixKind};
use crate::text::{Edit, Severity};

/// What a newsroom rule looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sought {
    /// Whole words, in a row.
    Phrases(Vec<String>),
    /// A regular expression that begins and ends at words.
    Pattern(String),
}

/// A rule of the newsroom, as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewsroomRule {
    /// Its name, kebab-case; never that of a built-in rule.
    pub name: &'static str,
    /// What it looks for.
    pub sought: Sought,
    /// Whether "Cop" is "cop".
    pub ignore_case: bool,
    /// One line for the writer.
    pub message: String,
    /// How loud it is; `None` is off, until a desk switches it on.
    pub severity: Option<Severity>,
    /// What to say instead; `$1` stands for a group of the pattern. Empty deletes.
    pub replacement: Option<String>,
    /// Whether quoted words count, too.
    pub in_quotations: bool,
}

/// The newsroom's rules, ready to run.
#[derive(Debug, Default)]
pub struct Vocabulary {
    rules: Vec<NewsroomRule>,
    /// All phrases of all rules.
    phrases: Option<AhoCorasick>,
    /// The rule of each phrase, and the phrase itself.
    owners: Vec<(usize, String)>,
    /// The patterns, each with its rule.
    patterns: Vec<(usize, Regex)>,
}

impl PartialEq for Vocabulary {
    /// All else is made of the rules.
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules
    }
}

/// The largest program a pattern may become, in bytes: what a sentence costs at worst grows with it.
const PROGRAM: usize = 1 << 17;

/// Compiles a pattern as it is looked for: at whole words.
///
/// # Errors
/// Says in a line why it is not one.
pub fn compile(pattern: &str, ignore_case: bool) -> Result<Regex, String> {
    let build = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(ignore_case)
            .size_limit(PROGRAM)
            .dfa_size_limit(1 << 20)
            .nest_limit(50)
            .build()
    };
    let told = |error: regex::Error| match &error {
        regex::Error::CompiledTooBig(_) => "it is too large: repeat less, or say it in phrases".to_owned(),
        other => {
            // The last line says what is wrong; those before draw the pattern.
            let words = other.to_string();
            let last = words.lines().last().unwrap_or_default().trim();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        }
    };
    // By itself first, so that nothing in it reaches around what is put about it.
    let own = build(pattern).map_err(told)?;
    if own.is_match("") {
        return Err("it also matches no words at all, and so would match everywhere".into());
    }
    build(&format!(r"\b{{start-half}}(?:{pattern}{})\b{{end-half}}", line_end(pattern))).map_err(told)
}

/// A comment of an extended pattern would swallow the parenthesis that closes it.
fn line_end(pattern: &str) -> &'static str {
    if pattern.contains("x)") && pattern.contains('#') { "\n" } else { "" }
}

impl Vocabulary {
    /// Makes rules ready. A phrase without words and a pattern that does not [`compile`] look for nothing.
    pub fn new(rules: Vec<NewsroomRule>) -> Self {
        let (mut folded, mut owners, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            match &rule.sought {
                Sought::Phrases(phrases) => {
                    for phrase in phrases {
                        let words = search::folded(phrase);
                        if words.trim().is_empty() {
                            continue;
                        }
                        folded.push(words);
                        owners.push((index, phrase.clone()));
                    }
                }
                Sought::Pattern(pattern) => {
                    patterns.extend(compile(pattern, rule.ignore_case).ok().map(|it| (index, it)));
                }
            }
        }
        let phrases = if folded.is_empty() { None } else { AhoCorasick::new(folded).ok() };
        Vocabulary { rules, phrases, owners, patterns }
    }

    /// The rules.
    pub fn rules(&self) -> &[NewsroomRule] {
        &self.rules
    }

    /// The rule of this name.
    pub fn find(&self, name: &str) -> Option<&NewsroomRule> {
        self.rules.iter().find(|rule| rule.name == name)
    }

    /// What settles a finding of one of these rules.
    pub(super) fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let made = self.find(finding.rule).and_then(|rule| self.replacing(context, finding, rule));
        made.into_iter().collect()
    }

    fn replacing(&self, context: &Context<'_>, finding: &Finding, rule: &NewsroomRule) -> Option<Fix> {
        let (block, sentence) = finding.subject.sentence?;
        let words = finding.subject.words.as_deref()?;
        let instead = self.instead(context, finding, rule)?;
        let page = &context.page.text;
        // With markup inside, the words cannot be exchanged without it.
        if !finding.span.of(page).split_whitespace().eq(words.split_whitespace()) {
            return None;
        }
        let opens = context.sentence((block, sentence))?.start == finding.span.start;
        let title = |instead: &str| format!("Rewrite: replace “{words}” with “{instead}”");
        let (title, edit) = if !instead.is_empty() {
            let capital = words.starts_with(char::is_uppercase);
            let instead = if opens && capital { capitalised(&instead) } else { instead };
            (title(&instead), Edit::replace(finding.span, instead))
        } else if opens {
            // Without its first words a sentence needs another capital, and often another verb: the writer's work.
            return None;
        } else {
            let space = usize::from(page[..finding.span.start].ends_with(' '));
            let gone = crate::text::Span::new(finding.span.start - space, finding.span.end);
            (format!("Rewrite: delete “{words}”"), Edit::replace(gone, ""))
        };
        fix(FixKind::Rewrite, title, vec![edit]).map(|fix| Fix { preferred: true, ..fix })
    }

    /// What to say instead of the words of a finding, the pattern's groups filled in.
    fn instead(&self, context: &Context<'_>, finding: &Finding, rule: &NewsroomRule) -> Option<String> {
        let replacement = rule.replacement.as_ref()?;
        let Some((_, pattern)) = self.patterns.iter().find(|(index, _)| self.rules[*index].name == rule.name)
        else {
            return Some(replacement.clone());
        };
        let (index, number) = finding.subject.sentence?;
        let block = context.page.blocks.get(index)?;
        let sentence = context.readings.get(index)?.sentences.get(number)?.span;
        let captures =
            pattern.captures_iter(sentence.of(&block.text)).take(search::MOST).find(|captures| {
                let span = search::span_of(captures.get_match(), sentence.start);
                context.source(index, span) == finding.span
            })?;
        let mut instead = String::new();
        captures.expand(replacement, &mut instead);
        Some(instead)
    }
}

impl NewsroomRule {
    /// Whether what it puts in place of the words is flagged again.
    pub fn flags_its_own(&self) -> bool {
        let Some(replacement) = self.replacement.as_ref().filter(|it| !it.is_empty()) else { return false };
        match &self.sought {
            Sought::Phrases(phrases) => {
                let own = search::folded(replacement);
                phrases.iter().map(|phrase| search::folded(phrase)).any(|phrase| {
                    !phrase.trim().is_empty()
                        && own.contains(&phrase)
                        && (self.ignore_case || phrases.iter().any(|phrase| replacement.contains(phrase)))
                })
            }
            Sought::Pattern(pattern) => {
                !replacement.contains('$')
                    && compile(pattern, self.ignore_case).is_ok_and(|pattern| pattern.is_match(replacement))
            }
        }
    }

    /// Whether a phrase holds a word that can be looked for.
    pub fn has_words(phrase: &str) -> bool {
        !search::folded(phrase).trim().is_empty()
    }
}
