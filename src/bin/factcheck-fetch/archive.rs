//! The Internet Archive's copy of a page that is nearest to a day.

use jiff::civil::Date;
use serde_json::Value;

use crate::failure::Failure;
use crate::net::{Ask, Net};
use crate::source::base;

/// The address of the copy, if there is one.
pub fn nearest(net: &Net, url: &str, day: Date) -> Result<Option<String>, Failure> {
    let mut ask = base("FACTCHECK_FETCH_ARCHIVE", "https://archive.org/wayback/available")?;
    ask.query_pairs_mut()
        .append_pair("url", url)
        .append_pair("timestamp", &day.strftime("%Y%m%d").to_string());
    let answer = net.fetch(Ask::new(ask.as_str(), "application/json"))?;
    let value: Value = serde_json::from_slice(&answer.body)
        .map_err(|error| Failure::Malformed { url: ask.into(), why: error.to_string() })?;
    let closest = &value["archived_snapshots"]["closest"];
    let copy = closest["url"].as_str().filter(|_| closest["available"] == true);
    // It gives addresses without encryption.
    Ok(copy.map(|url| {
        url.strip_prefix("http://").map_or_else(|| url.to_owned(), |rest| format!("https://{rest}"))
    }))
}
