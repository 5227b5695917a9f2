//! The names of newsroom rules.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::rules::{front_matter, registry};

/// The longest name, in bytes.
const LONGEST: usize = 60;

/// A name as findings carry it, beside those of the built-in rules. Each name that a configuration has held is kept
/// once, as long as the program runs: they are few and short.
pub fn interned(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.into());
    names.insert(kept);
    kept
}

/// What is wrong with a name, and what would mend it.
///
/// # Errors
/// When it cannot be written in an ignore, is too long, or belongs to the program.
pub fn check_name(name: &str) -> Result<(), (String, String)> {
    let plain = !name.is_empty()
        && name.len() <= LONGEST
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-');
    if !plain {
        let remedy = "use small letters, digits and hyphens: \"say-police-force\"".to_owned();
        return Err((format!("\"{name}\" cannot be a rule's name"), remedy));
    }
    if registry::find(name).is_some()
        || [front_matter::NAME, "config", "bibliography", "notes"].contains(&name)
    {
        let remedy = format!("choose another name, such as \"our-{name}\"");
        return Err((format!("\"{name}\" is a built-in rule's name"), remedy));
    }
    Ok(())
}
