use std::path::Path;

use super::*;

fn sources(texts: &[(&str, &str)]) -> Transcripts {
    Transcripts::of(texts.iter().map(|(name, text)| Transcript::of(Path::new(name), text)).collect())
}

fn found(sources: &Transcripts, words: &str) -> Option<(Likeness, Vec<(String, String)>)> {
    let found = sources.quotation(words, &[]);
    let found = found.as_ref().as_ref()?;
    let differences =
        found.differences.iter().map(|it| (it.quoted.of(words).to_owned(), it.source.clone())).collect();
    Some((found.likeness, differences))
}

#[test]
fn a_quotation_is_found_word_for_word() {
    let sources = sources(&[
        ("a.txt", "Nothing here.\nWe will continue to operate in this and other markets."),
        ("b.txt", "LIND: “It’s a well known, um, fact,” I said, I think, about three million."),
    ]);
    let exact = |words: &str| found(&sources, words).map(|found| found.0);
    assert_eq!(exact("We will continue to operate in this and other markets,"), Some(Likeness::Verbatim));
    assert_eq!(exact("It's a well-known fact"), Some(Likeness::HouseStyle));
    assert_eq!(exact("[Lind] said ... about three million"), Some(Likeness::HouseStyle));
    assert_eq!(exact("[W]e will … other markets"), Some(Likeness::HouseStyle));
    assert_eq!(exact("Nobody has ever heard of it"), None);
    let place = sources.quotation("operate in this and other markets", &[]);
    let place = place.as_ref().as_ref().unwrap();
    assert_eq!((place.file, place.place.number()), (0, 2));
}

#[test]
fn a_changed_quotation_shows_what_changed() {
    let sources = sources(&[(
        "a.txt",
        "We will continue to operate in this and other markets. I never said the valve was open. \
         It will cost about three million. Nobody in my team asked for that. \
         We are, um, not going to close it.",
    )]);
    let near = |words: &str| found(&sources, words).filter(|found| found.0 == Likeness::Near).map(|it| it.1);
    let change = |quoted: &str, source: &str| Some(vec![(quoted.to_owned(), source.to_owned())]);
    assert_eq!(near("We will continue to operate in other markets,"), change("", "this and"));
    assert_eq!(near("I said the valve was open,"), change("", "never"));
    assert_eq!(near("cost three million."), change("", "about"));
    assert_eq!(near("Nobody asked for that,"), change("", "in my team"));
    assert_eq!(near("We are going to close it,"), change("", "not"));
    assert_eq!(near("I never said the door was open"), change("door", "valve"));
    assert_eq!(near("The wall is cracked from end to end"), None);
}

#[test]
fn common_words_alone_are_no_near_match() {
    let talk =
        "I think it is one of the things that we have to do and we will do it for all of you. ".repeat(400);
    let sources = sources(&[("long.txt", talk.as_str())]);
    assert_eq!(found(&sources, "it is all that we do for you"), None);
}

#[test]
fn shared_words_in_a_row_are_counted() {
    let sources = sources(&[(
        "a.txt",
        "The agency told residents to boil tap water for at least three minutes before using it.",
    )]);
    let sentence = "Residents were told to boil tap water for at least three minutes before using it.";
    let shared = sources.overlap(sentence);
    let shared = shared.as_ref().as_ref().unwrap();
    assert_eq!((shared.words, shared.span.of(sentence)), (12, &sentence[20..80]));
    assert!(sources.overlap("The agency said water should be boiled for three minutes today.").is_none());
}

#[test]
fn sources_do_not_run_into_each_other() {
    let sources =
        sources(&[("a.txt", "one two three four five"), ("b.txt", "six seven eight nine ten eleven")]);
    assert_eq!(found(&sources, "four five six seven").filter(|it| it.0 != Likeness::Near), None);
    assert!(sources.overlap("one two three four five six seven eight nine ten eleven").is_none());
    assert!(Transcripts::default().quotation("anything at all here", &[]).is_none());
}
