//! `serve`: names looked up for a program at the other end of a pipe. A line of JSON each way: `{"name": "Ana Ruiz"}`
//! comes in, the same with what was found, or why nothing was, goes out. It ends with its input.

use std::io::{BufRead, Write};

use serde_json::{Value, json};

use crate::args::ServeArgs;
use crate::entity::look_up;
use crate::failure::Failure;
use crate::net::Net;

/// The longest name that is looked up, in bytes: a name is short, a sentence would be somebody's draft.
const LONGEST: usize = 120;

/// Answers until the input ends.
pub fn run(net: &Net, args: &ServeArgs, input: impl BufRead, out: &mut impl Write) -> Result<(), Failure> {
    for line in input.lines() {
        let line = line?;
        let asked: Value = serde_json::from_str(&line).unwrap_or_default();
        let name = asked["name"].as_str().unwrap_or_default();
        let answer = if name.is_empty() || name.len() > LONGEST || name.contains(['\n', '\r']) {
            json!({"name": name, "error": "that is no name"})
        } else {
            match look_up(net, name, &args.language) {
                Ok(found) => json!({"name": name, "found": found}),
                Err(failure) => json!({"name": name, "error": failure.to_string()}),
            }
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}
