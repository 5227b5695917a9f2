//! What words in general show: themselves, how they end and begin, and the pattern of their classes.

use std::ops::Range;

use super::{Part, Sink};
use crate::language::lexicon::List;
use crate::language::mention::Mention;
use crate::language::moment::Moment;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::words::Words;
use crate::text::Span;

/// Words of one sentence, with the names, figures and dates read in it, in order of place.
#[derive(Clone, Debug)]
pub struct Shape<'r, 't> {
    /// All words of the text.
    pub words: &'r Words<'t>,
    /// Those meant.
    pub tokens: Range<usize>,
    /// Names.
    pub mentions: &'r [Mention],
    /// Figures.
    pub quantities: &'r [Quantity],
    /// Dates and words for time.
    pub moments: &'r [Moment],
}

/// The longest pattern of classes, in words.
const LONGEST: usize = 4;

impl Shape<'_, '_> {
    /// Shows the words to a sink: `u` a word, `e` how it ends, `p` how it begins, `c` a pattern of classes, `1` and `z`
    /// the first and the last of the sentence, `l` that it has so many words.
    ///
    /// A name is shown by what it names and a figure by what it counts, never as written: who is spoken of must not
    /// decide.
    pub fn show(&self, sink: &mut impl Sink) {
        let mut window: [Part<'_>; LONGEST] = [Part::of(""); LONGEST];
        let (mut filled, mut count) = (0, 0);
        let (mut mentions, mut quantities, mut moments) = (self.mentions, self.quantities, self.moments);
        let mut last_class = "";
        let mut last = None;
        for at in self.tokens.clone() {
            let word = self.words.folded(at);
            let span = self.words.span(at..at + 1);
            let mention = within(&mut mentions, span, |mention| mention.span);
            let quantity = within(&mut quantities, span, |quantity| quantity.span);
            let moment = within(&mut moments, span, |moment| moment.span);
            let digits = word.bytes().any(|byte| byte.is_ascii_digit());
            let read = mention
                .map(|mention| mention.kind.name())
                .or(quantity.filter(|_| moment.is_none() || !digits).map(|quantity| figure(quantity.kind)))
                .or(moment.map(|_| "time"))
                .or(digits.then_some("number"));
            let hidden = mention.is_some() || digits;
            let own = Part::of(if hidden { class_name(read.unwrap_or_default()) } else { word });
            let class = match read {
                Some(read) => Part::of(class_name(read)),
                None => self.class(at, word, own),
            };
            // A name of several words is one name.
            if !(class.word == last_class && mention.is_some()) {
                if filled == LONGEST {
                    window.rotate_left(1);
                } else {
                    filled += 1;
                }
                window[filled - 1] = class;
                for length in 1..=filled {
                    sink.feature('c', &window[filled - length..filled]);
                }
            }
            last_class = class.word;
            sink.feature('u', &[own]);
            if !hidden {
                let (head, tail) = ends(word);
                head.into_iter().for_each(|head| sink.feature('p', &[Part::of(head)]));
                tail.into_iter().for_each(|tail| sink.feature('e', &[Part::of(tail)]));
            }
            if count == 0 {
                sink.feature('1', &[own]);
                sink.feature('1', &[class]);
            }
            last = Some(own);
            count += 1;
            if let Some(step) = STEPS.iter().find(|(step, _)| *step == count) {
                sink.feature('l', &[Part::of(step.1)]);
            }
        }
        if let Some(last) = last {
            sink.feature('z', &[last]);
        }
    }

    /// A word of grammar or a mark is its own class; of the others the ending tells.
    fn class<'w>(&self, at: usize, word: &str, own: Part<'w>) -> Part<'w> {
        if !word.starts_with(char::is_alphabetic) || self.words.is_in(at, List::Function) {
            return own;
        }
        let ending = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending));
        Part::of(ending.map_or("*", |(_, class)| class))
    }
}

const ENDINGS: &[(&str, &str)] = &[
    ("ed", "*ed"),
    ("ing", "*ing"),
    ("ly", "*ly"),
    ("s", "*s"),
    ("tion", "*n"),
    ("ment", "*n"),
    ("ness", "*n"),
    ("ity", "*n"),
];

/// Lengths worth telling, in words.
const STEPS: &[(usize, &str)] = &[
    (4, "4"),
    (6, "6"),
    (8, "8"),
    (10, "10"),
    (13, "13"),
    (16, "16"),
    (20, "20"),
    (25, "25"),
    (32, "32"),
    (40, "40"),
];

/// Takes from the front of `list` what ends before `span`; what holds it, if anything does.
fn within<'r, T>(list: &mut &'r [T], span: Span, of: impl Fn(&T) -> Span) -> Option<&'r T> {
    while let Some((first, rest)) = list.split_first() {
        if of(first).end > span.start {
            return of(first).overlaps(span).then_some(first);
        }
        *list = rest;
    }
    None
}

/// The class of what was read, as a word.
fn class_name(read: &str) -> &'static str {
    match read {
        "person" => "<person>",
        "organisation" => "<organisation>",
        "place" => "<place>",
        "outlet" => "<outlet>",
        "document" => "<document>",
        "name" => "<name>",
        "percent" => "<percent>",
        "money" => "<money>",
        "fraction" => "<fraction>",
        "rate" => "<rate>",
        "count" => "<count>",
        "rank" => "<rank>",
        "age" => "<age>",
        "duration" => "<duration>",
        "measure" => "<measure>",
        "score" => "<score>",
        "label" => "<label>",
        "bare" => "<bare>",
        "time" => "<time>",
        _ => "<number>",
    }
}

const fn figure(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Percent => "percent",
        QuantityKind::Money => "money",
        QuantityKind::Fraction => "fraction",
        QuantityKind::Rate => "rate",
        QuantityKind::Count => "count",
        QuantityKind::Rank => "rank",
        QuantityKind::Age => "age",
        QuantityKind::Duration => "duration",
        QuantityKind::Measure => "measure",
        QuantityKind::Score => "score",
        QuantityKind::Time => "time",
        QuantityKind::Label => "label",
        QuantityKind::Bare => "bare",
    }
}

/// The first four letters of a word of more than five, and the last three of one of more than four.
fn ends(word: &str) -> (Option<&str>, Option<&str>) {
    if word.is_ascii() {
        let length = word.len();
        return ((length > 5).then(|| &word[..4]), (length > 4).then(|| &word[length - 3..]));
    }
    let at = |place| word.char_indices().nth(place).map(|(at, _)| at);
    let head = at(5).and(at(4)).map(|end| &word[..end]);
    let tail = word.char_indices().rev().nth(2).filter(|_| at(4).is_some()).map(|(at, _)| &word[at..]);
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Lexicon, Reading};

    struct Names(Vec<String>);

    impl Sink for Names {
        fn feature(&mut self, kind: char, parts: &[Part<'_>]) {
            self.0.push(super::super::name(kind, parts));
        }
    }

    fn shown(text: &str) -> Vec<String> {
        let reading = Reading::of(text, &Lexicon::default());
        let words = Words::new(text, &reading.tokens);
        let mut names = Names(Vec::new());
        let shape = Shape {
            words: &words,
            tokens: 0..words.len(),
            mentions: &reading.mentions,
            quantities: &reading.quantities,
            moments: &reading.moments,
        };
        shape.show(&mut names);
        names.0
    }

    #[test]
    fn figures_and_names_are_shown_by_what_they_are() {
        let shown = shown("Exports rose 4.2 percent, Dr. Ada Brandt said in 2019.");
        for name in ["u:rose", "c:*s", "c:<percent>", "c:<person>", "u:<time>", "1:exports", "l:8"] {
            assert!(shown.iter().any(|one| one == name), "{name}: {shown:?}");
        }
        let as_written = |one: &String| one.contains("brandt") || one.contains("4.2") || one.contains("2019");
        assert!(!shown.iter().any(as_written), "{shown:?}");
    }

    #[test]
    fn ends_are_cut_between_characters() {
        assert_eq!(ends("elections"), (Some("elec"), Some("ons")));
        assert_eq!(ends("élèves"), (Some("élèv"), Some("ves")));
        assert_eq!(ends("élève"), (None, Some("ève")));
        assert_eq!(ends("dam"), (None, None));
        assert!(shown("").is_empty());
    }
}
