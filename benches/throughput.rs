//! How fast `check` reads: whole articles, parsed, read and judged from scratch, in bytes a second.
//!
//! The articles are made up, the same on every run: paragraphs of the sentences below, with a figure and a name that
//! change, so that no two paragraphs are equal and no cache can help.

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use factcheck_ls::knowledge::Store;
use factcheck_ls::language::Reading;
use factcheck_ls::prose::{self, Syntax};
use factcheck_ls::workspace::{self, Surroundings, Tongue};

fn main() {
    divan::main();
}

const SENTENCES: [&str; 12] = [
    "The harbour council of {name} met on Tuesday to vote on the new ferry line. ",
    "According to unnamed sources, the contract was worth {n} million euros. ",
    "\"We were never asked,\" said {name} Olsen, who has run the boatyard since 1987. ",
    "Traffic through the port grew by {n} percent last year, [the ministry said](https://ministry.example/{n}). ",
    "Experts say the old wall has moved by almost two feet. ",
    "The Norvik Gazette reported that {n} families had left the quarter by the end of May 2024.[^{n}] ",
    "It was raining, and nobody stayed for the speeches. ",
    "A spokesperson for the shipyard declined to comment on the figure of $3.{n} billion. ",
    "The mayor reportedly promised `{n}` new flats, of which **half** are to be let below the market rent. ",
    "What will become of the fish hall, which {name} Berg built with his own hands, is not known. ",
    "Officials of the region, the largest in the north, said on Friday that the tunnel would open soon. ",
    "Between 2015 and 2020 the town lost a third of its shops, from 1,2{n} to 8{n}. ",
];

const NAMES: [&str; 7] = ["Maren", "Ivo", "Lucía", "Tomasz", "Anneke", "Björn", "Noor"];

/// An article of about `size` bytes; `seed` tells articles apart.
fn article(size: usize, seed: usize) -> String {
    let mut text = String::from("---\ntitle: The ferry line\ndate: 2024-05-17\n---\n\n# The ferry line\n\n");
    let mut notes = String::new();
    let mut turn = seed;
    while text.len() + notes.len() < size {
        for _ in 0..4 {
            turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let pick = turn >> 33;
            let number = (10 + pick % 8_990).to_string();
            let sentence = SENTENCES[pick % SENTENCES.len()];
            if sentence.contains("[^") && notes.len() < size / 10 {
                notes.push_str(&format!("[^{number}]: Norvik Gazette, 3 May 2024.\n\n"));
            }
            text.push_str(&sentence.replace("{n}", &number).replace("{name}", NAMES[pick % NAMES.len()]));
        }
        text.push_str("\n\n");
    }
    text + &notes
}

/// What surrounds nothing, with a tongue of its own: its cache is empty.
fn surroundings() -> Arc<Surroundings> {
    Arc::new(Surroundings { tongue: Arc::new(Tongue::of(Store::default())), ..Surroundings::default() })
}

/// A whole check without any reading cached.
#[divan::bench(args = [5 << 10, 100 << 10, 1 << 20])]
fn check(bencher: Bencher, size: usize) {
    bencher
        .with_inputs(|| {
            let text: Arc<str> = article(size, size).into();
            (text, surroundings())
        })
        .input_counter(|(text, _)| BytesCount::of_str(text))
        .bench_values(|(text, around)| {
            workspace::check(Arc::new(prose::parse(text, Syntax::Markdown)), around)
        });
}

/// Markdown to blocks alone.
#[divan::bench(args = [100 << 10])]
fn parse(bencher: Bencher, size: usize) {
    bencher
        .with_inputs(|| Arc::<str>::from(article(size, size)))
        .input_counter(|text| BytesCount::of_str(&**text))
        .bench_values(|text| prose::parse(text, Syntax::Markdown));
}

/// Reading alone, cold: sentences, quotations, names, figures, attributions and claims of every block.
#[divan::bench(args = [100 << 10])]
fn read(bencher: Bencher, size: usize) {
    let tongue = Tongue::bundled();
    let page = prose::parse(Arc::<str>::from(article(size, size)), Syntax::Markdown);
    let texts: Vec<&str> = page.blocks.iter().map(|block| block.text.as_str()).collect();
    bencher
        .counter(BytesCount::new(texts.iter().map(|text| text.len()).sum::<usize>()))
        .bench(|| texts.iter().map(|text| Reading::of(text, &tongue.lexicon).claims.len()).sum::<usize>());
}

/// The same check when every block has been read before, as after a keystroke elsewhere.
#[divan::bench(args = [100 << 10])]
fn check_again(bencher: Bencher, size: usize) {
    let around = surroundings();
    let text: Arc<str> = article(size, size).into();
    let page = Arc::new(prose::parse(Arc::clone(&text), Syntax::Markdown));
    // Readings last as long as a report holds them, as an editor's last one does.
    let _last = workspace::check(Arc::clone(&page), Arc::clone(&around));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| workspace::check(Arc::clone(&page), Arc::clone(&around)));
}

/// A folder of short articles, as `check` on a directory sees it, on every core.
#[divan::bench]
fn many_articles(bencher: Bencher) {
    use rayon::prelude::*;
    const ARTICLES: usize = 200;
    let texts: Vec<Arc<str>> = (0..ARTICLES).map(|seed| article(5 << 10, seed).into()).collect();
    bencher
        .counter(BytesCount::new(texts.iter().map(|text| text.len()).sum::<usize>()))
        .with_inputs(surroundings)
        .bench_values(|around| {
            texts
                .par_iter()
                .map(|text| {
                    let page = Arc::new(prose::parse(Arc::clone(text), Syntax::Markdown));
                    workspace::check(page, Arc::clone(&around)).findings().len()
                })
                .sum::<usize>()
        });
}
