//! Where this program keeps things: a log, and answers for a while.

use std::env;
use std::path::PathBuf;

use crate::failure::Failure;

/// The folders.
#[derive(Clone, Debug)]
pub struct Places {
    /// Of the log.
    pub data: PathBuf,
    /// Of kept answers.
    pub cache: PathBuf,
}

impl Places {
    /// Those of the user: named by `FACTCHECK_FETCH_HOME`, else as the XDG Base Directory Specification says.
    pub fn of_user() -> Result<Self, Failure> {
        let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if let Some(home) = named("FACTCHECK_FETCH_HOME") {
            return Ok(Places { data: home.clone(), cache: home.join("cache") });
        }
        let home = named("HOME").or_else(|| named("USERPROFILE"));
        let below = |variable: &str, otherwise: &str| {
            named(variable)
                .or_else(|| Some(home.clone()?.join(otherwise)))
                .map(|path| path.join("factcheck-fetch"))
        };
        let (data, cache) = (below("XDG_DATA_HOME", ".local/share"), below("XDG_CACHE_HOME", ".cache"));
        data.zip(cache).map(|(data, cache)| Places { data, cache }).ok_or_else(|| {
            Failure::Ask("There is no home folder. Name one for the log in FACTCHECK_FETCH_HOME.".into())
        })
    }
}
