//! How fast quotations are found in the writer's own sources: 200 of 100 KB, indexed once.

use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::Bencher;
use factcheck_ls::citations::transcripts::{Transcript, Transcripts};

fn main() {
    divan::main();
}

const FILES: usize = 200;
const SIZE: usize = 100_000;

/// Made-up speech: words by a rank law, as in real talk few are frequent and most are rare.
fn speech(seed: usize) -> String {
    const COMMON: [&str; 16] = [
        "the", "and", "to", "of", "a", "we", "that", "it", "in", "is", "was", "not", "they", "for", "on",
        "this",
    ];
    let mut text = String::with_capacity(SIZE + 16);
    let mut turn = seed as u64 + 1;
    while text.len() < SIZE {
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = (turn >> 33) as usize;
        if pick % 5 < 3 {
            text.push_str(COMMON[(pick / 5) % (1 + (pick / 80) % COMMON.len())]);
        } else {
            let rare = (pick / 5) % (2 + (pick / 31) % 40_000);
            text.push_str(&format!("w{rare}"));
        }
        text.push_str(if pick.is_multiple_of(17) { ". " } else { " " });
        if pick.is_multiple_of(301) {
            text.push('\n');
        }
    }
    text
}

static SOURCES: LazyLock<Vec<Transcript>> = LazyLock::new(|| {
    (0..FILES).map(|file| Transcript::of(Path::new(&format!("talk-{file}.txt")), &speech(file))).collect()
});

#[divan::bench(sample_count = 3, sample_size = 1)]
fn index_200_sources(bencher: Bencher) {
    bencher.with_inputs(|| SOURCES.clone()).bench_values(Transcripts::of);
}

/// A quotation of twelve words, by what was done to it. Each one is new: nothing is remembered.
#[divan::bench(args = ["verbatim", "one word changed", "nowhere"], sample_count = 100, sample_size = 1)]
fn find(bencher: Bencher, kind: &str) {
    static INDEX: LazyLock<Transcripts> = LazyLock::new(|| Transcripts::of(SOURCES.clone()));
    let turn = AtomicUsize::new(0);
    bencher
        .with_inputs(|| {
            let turn = turn.fetch_add(1, Ordering::Relaxed);
            let text = &SOURCES[turn % FILES].text;
            let words: Vec<&str> = text[turn * 331 % 90_000..].split_whitespace().skip(1).take(12).collect();
            match kind {
                "verbatim" => words.join(" "),
                "one word changed" => words.join(" ").replacen(words[5], "altered", 1),
                _ => words.iter().rev().copied().collect::<Vec<_>>().join(" "),
            }
        })
        .bench_values(|quote| INDEX.quotation(&quote, &[]));
}

#[divan::bench(sample_count = 100, sample_size = 1)]
fn overlap_of_a_sentence(bencher: Bencher) {
    static INDEX: LazyLock<Transcripts> = LazyLock::new(|| Transcripts::of(SOURCES.clone()));
    let turn = AtomicUsize::new(0);
    bencher
        .with_inputs(|| {
            let turn = turn.fetch_add(1, Ordering::Relaxed);
            let text = &SOURCES[turn % FILES].text;
            text[turn * 613 % 90_000..].split_whitespace().skip(1).take(25).collect::<Vec<_>>().join(" ")
        })
        .bench_values(|sentence| INDEX.overlap(&sentence));
}
