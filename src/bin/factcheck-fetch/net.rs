//! Requests: shown, logged, paced, bounded in time and size, never into a private network.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::answer::Answer;
use crate::cache::Cache;
use crate::failure::Failure;
use crate::guard::{Guard, INSIDE};
use crate::journal;
use crate::places::Places;

/// What this program calls itself.
pub const AGENT: &str = concat!("factcheck-fetch/", env!("CARGO_PKG_VERSION"));
/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much is read of an answer, in bytes, unpacked.
const LARGEST: u64 = 4 << 20;
/// How many redirects are followed.
const FARTHEST: usize = 6;
/// Between two requests to one host.
const PACE: Duration = Duration::from_secs(1);
/// The longest that a server may ask to be left alone before it is asked once more.
const LONGEST_WAIT: u64 = 10;

/// What to ask.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The address.
    pub url: &'a str,
    /// The types of content wanted.
    pub accept: &'a str,
    /// How old a kept answer may be.
    pub age: SignedDuration,
    /// What of the address is the user's secret, and is shown and logged as "…".
    pub secret: Option<&'a str>,
}

impl<'a> Ask<'a> {
    /// A page or data, kept for a day.
    pub fn new(url: &'a str, accept: &'a str) -> Self {
        Ask { url, accept, age: SignedDuration::from_hours(24), secret: None }
    }
}

/// The way to the network.
#[derive(Debug)]
pub struct Net {
    agent: Agent,
    places: Places,
    cache: Cache,
    quiet: bool,
    offline: bool,
    pace: Duration,
    /// When each host was last asked.
    asked: Mutex<HashMap<String, Instant>>,
}

impl Net {
    /// For this user.
    pub fn new(places: &Places, quiet: bool, offline: bool) -> Result<Self, Failure> {
        let milliseconds = |name: &str| std::env::var(name).ok()?.parse().ok().map(Duration::from_millis);
        let patience = milliseconds("FACTCHECK_FETCH_PATIENCE").unwrap_or(PATIENCE);
        let config = Agent::config_builder()
            .user_agent(AGENT)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(patience))
            .timeout_connect(Some(patience / 2))
            .max_response_header_size(64 << 10)
            .proxy(None)
            .build();
        Ok(Net {
            agent: Agent::with_parts(config, DefaultConnector::default(), Guard::of_user()),
            places: places.clone(),
            cache: Cache::new(places),
            quiet,
            offline,
            pace: milliseconds("FACTCHECK_FETCH_PACE").unwrap_or(PACE),
            asked: Mutex::default(),
        })
    }

    /// The answer to a question, whatever its status; a kept one where there is one.
    pub fn get(&self, ask: Ask<'_>) -> Result<Answer, Failure> {
        // The secret is kept nowhere.
        let key = format!("{} {}", ask.accept, hidden(ask.url, ask.secret));
        let age = (!self.offline).then_some(ask.age);
        if let Some(answer) = self.cache.find(&key, age) {
            if let Some(since) = answer.kept.filter(|_| !self.quiet) {
                let shown = hidden(ask.url, ask.secret);
                let _ = writeln!(io::stderr(), "kept {} {shown}", since.strftime("%Y-%m-%d %H:%M"));
            }
            return Ok(answer);
        }
        if self.offline {
            return Err(Failure::Offline { url: ask.url.into() });
        }
        let answer = self.follow(ask)?;
        if matches!(answer.status, 200..=299 | 404 | 410) {
            self.cache.keep(&key, &answer);
        }
        Ok(answer)
    }

    /// The same, where only an answer that was asked for will do.
    pub fn fetch(&self, ask: Ask<'_>) -> Result<Answer, Failure> {
        let answer = self.get(ask)?;
        match answer.status {
            200..=299 => Ok(answer),
            status => Err(Failure::Status { url: ask.url.into(), status }),
        }
    }

    fn follow(&self, ask: Ask<'_>) -> Result<Answer, Failure> {
        let malformed = |why: &str| Failure::Malformed { url: ask.url.into(), why: why.into() };
        let mut url = Url::parse(ask.url).map_err(|_| malformed("it is no web address"))?;
        let mut hops = Vec::new();
        let mut waited = false;
        loop {
            if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
                return Err(Failure::Refused { url: url.into(), why: "it is no address of the web".into() });
            }
            if !url.username().is_empty() || url.password().is_some() {
                return Err(Failure::Refused {
                    url: ask.url.into(),
                    why: "it holds a name or a password".into(),
                });
            }
            url.set_fragment(None);
            let (mut response, outcome) = self.request(&url, ask)?;
            let status = response.status().as_u16();
            let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            if let (429 | 503, false, Some(seconds)) =
                (status, waited, header("retry-after").and_then(|value| value.parse::<u64>().ok()))
                && seconds <= LONGEST_WAIT
            {
                sleep(Duration::from_secs(seconds));
                waited = true;
                continue;
            }
            if let (300..=399, Some(place)) = (status, header("location")) {
                let next = url.join(place).map_err(|_| malformed("it leads to no address"))?;
                if hops.len() == FARTHEST {
                    return Err(malformed("it leads on and on"));
                }
                hops.push((status, next.to_string()));
                url = next;
                continue;
            }
            let content_type = header("content-type").unwrap_or_default().to_owned();
            let mut body = Vec::new();
            let read = response.body_mut().as_reader().take(LARGEST + 1).read_to_end(&mut body);
            if let Err(error) = &read
                && body.is_empty()
                && outcome < 400
            {
                return Err(Failure::Unreachable { url: url.into(), why: error.to_string() });
            }
            let cut = body.len() as u64 > LARGEST || read.is_err();
            body.truncate(LARGEST as usize);
            let url = hidden(url.as_str(), ask.secret);
            return Ok(Answer { url, status, content_type, hops, cut, body, kept: None });
        }
    }

    /// Sends one request, shown and logged.
    fn request(&self, url: &Url, ask: Ask<'_>) -> Result<(Response<ureq::Body>, u16), Failure> {
        self.keep_pace(url);
        let shown = hidden(url.as_str(), ask.secret);
        if !self.quiet {
            let _ = writeln!(io::stderr(), "GET {shown}");
        }
        let entry = |outcome: String| journal::Entry {
            time: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            method: "GET".into(),
            url: shown.clone(),
            outcome,
        };
        // Written before anything is sent: what cannot be logged is not asked.
        journal::write(&self.places, &entry("asked".into()))?;
        match self.agent.get(url.as_str()).header("Accept", ask.accept).call() {
            Ok(response) => {
                let status = response.status().as_u16();
                journal::write(&self.places, &entry(status.to_string()))?;
                Ok((response, status))
            }
            Err(error) => {
                let why = error.to_string();
                journal::write(&self.places, &entry(why.clone()))?;
                let inside = matches!(&error, ureq::Error::Other(other) if other.to_string() == INSIDE);
                Err(if inside {
                    Failure::Refused { url: shown, why: INSIDE.into() }
                } else {
                    Failure::Unreachable { url: shown, why }
                })
            }
        }
    }

    /// Waits until this host may be asked again.
    fn keep_pace(&self, url: &Url) {
        let host = url.host_str().unwrap_or_default().to_owned();
        let wait = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let next = asked.get(&host).map_or(now, |last| *last + self.pace).max(now);
            asked.insert(host, next);
            next - now
        };
        sleep(wait);
    }
}

/// An address without the user's secret.
fn hidden(url: &str, secret: Option<&str>) -> String {
    match secret {
        Some(secret) if !secret.is_empty() => url.replace(secret, "…"),
        _ => url.to_owned(),
    }
}
