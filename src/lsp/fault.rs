//! Faults that the tests of the server inject: debug builds only, and only when these variables are set.
//!
//! `FACTCHECK_TEST_PANIC=word` panics in the check of any document with that word,
//! `FACTCHECK_TEST_SLOW=word` makes it take two seconds.

/// Does what the variables say to a check of `text`.
#[cfg(debug_assertions)]
pub(super) fn strike(text: &str) {
    let named = |variable| std::env::var(variable).is_ok_and(|word| !word.is_empty() && text.contains(&word));
    if named("FACTCHECK_TEST_SLOW") {
        std::thread::sleep(std::time::Duration::from_secs(2));
    }
    if named("FACTCHECK_TEST_PANIC") {
        panic!("a fault injected by a test");
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub(super) fn strike(_text: &str) {}
