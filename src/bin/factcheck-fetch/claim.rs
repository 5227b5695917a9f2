//! `claim`: who has checked a claim, by the Google Fact Check Tools API. The words given are sent, nothing else.

use std::io::Write;

use serde_json::Value;

use crate::args::ClaimArgs;
use crate::failure::Failure;
use crate::net::{Ask, Net};
use crate::source::base;

/// The longest claim that is sent, in characters: more is a draft.
const LONGEST: usize = 300;

/// Writes the checks found.
pub fn run(net: &Net, ask: &ClaimArgs, out: &mut impl Write) -> Result<(), Failure> {
    let key = std::env::var("FACTCHECK_CLAIM_KEY").unwrap_or_default();
    if key.trim().is_empty() {
        return Err(Failure::Ask(
            "The Google Fact Check Tools API wants a key of your own. Put it into FACTCHECK_CLAIM_KEY."
                .into(),
        ));
    }
    let length = ask.text.chars().count();
    if length > LONGEST {
        return Err(Failure::Ask(format!(
            "A claim of {length} characters is not sent. Say it in {LONGEST} at most."
        )));
    }
    let mut url =
        base("FACTCHECK_FETCH_CLAIMS", "https://factchecktools.googleapis.com/v1alpha1/claims:search")?;
    url.query_pairs_mut().extend_pairs([
        ("query", ask.text.as_str()),
        ("languageCode", &ask.language),
        ("key", key.trim()),
    ]);
    let question = Ask { secret: Some(key.trim()), ..Ask::new(url.as_str(), "application/json") };
    let answer = net.fetch(question).map_err(|failure| hide(failure, key.trim()))?;
    let value: Value = serde_json::from_slice(&answer.body)
        .map_err(|error| Failure::Malformed { url: "the answer".into(), why: error.to_string() })?;
    if ask.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&value).unwrap_or_default())?;
        return Ok(());
    }
    let claims = value["claims"].as_array().map(Vec::as_slice).unwrap_or_default();
    if claims.is_empty() {
        writeln!(out, "Nobody is known to have checked this.")?;
    }
    for claim in claims {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        writeln!(out, "“{}”  {}", text(&claim["text"]), text(&claim["claimant"]))?;
        for review in claim["claimReview"].as_array().into_iter().flatten() {
            let day = text(&review["reviewDate"]);
            let day = day.split('T').next().unwrap_or_default();
            writeln!(
                out,
                "  {}: {}  {day}\n  {}",
                text(&review["publisher"]["name"]),
                text(&review["textualRating"]),
                text(&review["url"])
            )?;
        }
    }
    Ok(())
}

/// The same failure without the user's key.
fn hide(failure: Failure, key: &str) -> Failure {
    match failure {
        Failure::Status { url, status } => Failure::Status { url: url.replace(key, "…"), status },
        Failure::Malformed { url, why } => Failure::Malformed { url: url.replace(key, "…"), why },
        Failure::Offline { url } => Failure::Offline { url: url.replace(key, "…") },
        other => other,
    }
}
