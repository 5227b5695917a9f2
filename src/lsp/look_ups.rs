//! Names looked up on the network, by another program and only where the user has switched that on.
//!
//! This program opens no connection. `FACTCHECK_LOOK_UPS=on` in its environment, which no file of a workspace and no
//! message of a client can set, lets it start `factcheck-fetch serve`, which lies beside it, and hand it names over a
//! pipe: the name hovered over that nothing here knows, and nothing else. Hovering waits for no answer; it shows what
//! has come so far.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::knowledge::markdown::{escape, excerpt};

/// The variable that switches look-ups on.
const SWITCH: &str = "FACTCHECK_LOOK_UPS";
/// The most names of one session: more would be somebody's program.
const MOST: usize = 500;
/// The most names asked at a time: the other program takes a second for each, and a full pipe would be waited for.
const WAITING: usize = 16;
/// After this long a failed look-up may be tried again.
const AGAIN: Duration = Duration::from_secs(60);
/// The most facts shown of an answer.
const FACTS: usize = 7;

/// What has been looked up.
pub(super) struct LookUps {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    input: Option<ChildStdin>,
    answers: HashMap<String, Answer>,
}

enum Answer {
    Pending,
    Found(String),
    Failed(String, Instant),
}

impl LookUps {
    /// Look-ups, if the user has switched them on.
    pub fn of_user() -> Option<LookUps> {
        let is_on = std::env::var(SWITCH).is_ok_and(|value| matches!(value.as_str(), "on" | "1" | "true"));
        is_on.then(|| LookUps { state: Arc::default() })
    }

    /// What the network says of a name, in Markdown; that it has been asked, when it is asked for the first time.
    pub fn ask(&self, name: &str) -> String {
        let mut state = lock(&self.state);
        match state.answers.get(name) {
            Some(Answer::Found(told)) => return told.clone(),
            Some(Answer::Pending) => return pending(name),
            Some(Answer::Failed(why, when)) if when.elapsed() < AGAIN => {
                return format!("*Not looked up: {}*", excerpt(why, 200));
            }
            _ => {}
        }
        let waiting = state.answers.values().filter(|answer| matches!(answer, Answer::Pending)).count();
        if waiting >= WAITING {
            return "*Wikidata is being asked about other names: hover again in a moment.*".into();
        }
        if state.answers.len() >= MOST {
            return "*Not looked up: that is enough for one session.*".into();
        }
        if let Err(why) = self.send(&mut state, name) {
            state.input = None;
            state.answers.insert(name.to_owned(), Answer::Failed(why.clone(), Instant::now()));
            return format!("*Not looked up: {}*", excerpt(&why, 200));
        }
        state.answers.insert(name.to_owned(), Answer::Pending);
        pending(name)
    }

    fn send(&self, state: &mut State, name: &str) -> Result<(), String> {
        if state.input.is_none() {
            state.input = Some(self.start()?);
        }
        let line = format!("{}\n", json!({"name": name}));
        let input = state.input.as_mut().ok_or("factcheck-fetch has ended")?;
        input.write_all(line.as_bytes()).and_then(|()| input.flush()).map_err(|error| error.to_string())
    }

    /// Starts the program beside this one; a thread takes its answers.
    fn start(&self) -> Result<ChildStdin, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let program = own.with_file_name(format!("factcheck-fetch{}", std::env::consts::EXE_SUFFIX));
        let missing = || format!("look-ups are on, but there is no {}", program.display());
        let mut child = Command::new(&program)
            .args(["--quiet", "serve"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| missing())?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (input, output) = (input.ok_or_else(missing)?, output.ok_or_else(missing)?);
        let state = Arc::clone(&self.state);
        let listen = move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let answer: Value = serde_json::from_str(&line).unwrap_or_default();
                let Some(name) = answer["name"].as_str() else { continue };
                let told = match answer["error"].as_str() {
                    Some(why) => Answer::Failed(why.to_owned(), Instant::now()),
                    None => Answer::Found(told(&answer["found"])),
                };
                lock(&state).answers.insert(name.to_owned(), told);
            }
            let _ = child.wait();
            let mut state = lock(&state);
            state.input = None;
            for answer in state.answers.values_mut().filter(|answer| matches!(answer, Answer::Pending)) {
                *answer = Answer::Failed("factcheck-fetch has ended".into(), Instant::now());
            }
        };
        let spawned = thread::Builder::new().name("look-ups".into()).spawn(listen);
        spawned.map(|_| input).map_err(|error| error.to_string())
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pending(name: &str) -> String {
    format!("*Asking Wikidata about “{}”: hover again in a moment.*", escape(name))
}

/// What was found of a name: the facts of the only one, or who goes by it.
fn told(found: &Value) -> String {
    let all: Vec<&Value> = found.as_array().into_iter().flatten().collect();
    let title = |one: &Value| {
        let text = |key: &str| excerpt(one[key].as_str().unwrap_or_default(), 120);
        format!(
            "**{}** — {} *(Wikidata {}, read {})*",
            text("label"),
            text("description"),
            text("id"),
            text("read")
        )
    };
    match all[..] {
        [] => "*Wikidata knows nobody and nothing of this name.*".into(),
        [one] => {
            let mut lines = vec![title(one), String::new()];
            for fact in one["facts"].as_array().into_iter().flatten().take(FACTS) {
                let text = |key: &str| fact[key].as_str().map(|text| excerpt(text, 120));
                let (Some(what), Some(value)) = (text("what"), text("value")) else { continue };
                let since = text("since").map(|since| format!(", since {since}")).unwrap_or_default();
                let until = text("until").map(|until| format!(", until {until}")).unwrap_or_default();
                let backing = if fact["referenced"] == true { "" } else { " *(unreferenced)*" };
                lines.push(format!("- {what}: {value}{since}{until}{backing}"));
            }
            lines.join("\n")
        }
        _ => {
            let mut lines = vec!["Of this name Wikidata knows:".to_owned(), String::new()];
            lines.extend(all.iter().take(4).map(|one| format!("- {}", title(one))));
            lines.join("\n")
        }
    }
}
