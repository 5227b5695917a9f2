//! `entity`: what Wikidata and Wikipedia say of a name.

use std::io::Write;

use serde_json::{Value, json};

use crate::args::EntityArgs;
use crate::failure::Failure;
use crate::net::{Ask, Net};
use crate::source::base;

/// How many of one name are shown.
const MOST: usize = 5;
/// Properties of Wikidata that a checker asks for: what is shown, and its number.
const FACTS: [(&str, &str); 9] = [
    ("born", "P569"),
    ("died", "P570"),
    ("founded", "P571"),
    ("position", "P39"),
    ("head", "P488"),
    ("chief executive", "P169"),
    ("headquarters", "P159"),
    ("population", "P1082"),
    ("website", "P856"),
];

/// Writes what was found.
pub fn run(net: &Net, ask: &EntityArgs, out: &mut impl Write) -> Result<(), Failure> {
    let found = look_up(net, &ask.name, &ask.language)?;
    if ask.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&found).unwrap_or_default())?;
        return Ok(());
    }
    if found.is_empty() {
        writeln!(out, "Wikidata knows nobody and nothing called \"{}\".", ask.name)?;
    }
    for one in &found {
        let text = |key: &str| one[key].as_str().unwrap_or_default();
        writeln!(out, "{}  {}  ({})", text("label"), text("description"), text("id"))?;
        for fact in one["facts"].as_array().into_iter().flatten() {
            let since = fact["since"].as_str().map(|since| format!(", since {since}")).unwrap_or_default();
            let until = fact["until"].as_str().map(|until| format!(", until {until}")).unwrap_or_default();
            let sourced = if fact["referenced"] == true { "" } else { "  (unreferenced)" };
            writeln!(
                out,
                "  {}: {}{since}{until}{sourced}",
                fact["what"].as_str().unwrap_or_default(),
                fact["value"].as_str().unwrap_or_default()
            )?;
        }
        if let Some(summary) = one["summary"].as_str() {
            writeln!(out, "  {summary}")?;
        }
        writeln!(out, "  from {}, read {}", text("url"), text("read"))?;
    }
    Ok(())
}

/// Those of this name, the best known first.
pub fn look_up(net: &Net, name: &str, language: &str) -> Result<Vec<Value>, Failure> {
    let api = || base("FACTCHECK_FETCH_WIKIDATA", "https://www.wikidata.org/w/api.php");
    let mut search = api()?;
    search.query_pairs_mut().extend_pairs([
        ("action", "wbsearchentities"),
        ("search", name),
        ("language", language),
        ("uselang", language),
        ("format", "json"),
        ("type", "item"),
        ("limit", &MOST.to_string()),
    ]);
    let hits = json_of(net, search.as_str())?;
    let ids: Vec<&str> =
        hits["search"].as_array().into_iter().flatten().filter_map(|hit| hit["id"].as_str()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let entities = entities(net, &ids, language)?;
    // The labels of what facts point to.
    let mut pointed: Vec<&str> = Vec::new();
    for id in &ids {
        for (_, property) in FACTS {
            for claim in entities["entities"][id]["claims"][property].as_array().into_iter().flatten() {
                pointed.extend(claim["mainsnak"]["datavalue"]["value"]["id"].as_str());
            }
        }
    }
    pointed.sort_unstable();
    pointed.dedup();
    pointed.truncate(50);
    let labels = if pointed.is_empty() { Value::Null } else { self::entities(net, &pointed, language)? };
    let label_of =
        |id: &str| labels["entities"][id]["labels"][language]["value"].as_str().unwrap_or(id).to_owned();
    let mut found = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        let entity = &entities["entities"][id];
        let text = |key: &str| entity[key][language]["value"].as_str().map(str::to_owned);
        let Some(label) = text("labels") else { continue };
        let title = entity["sitelinks"][format!("{language}wiki")]["title"].as_str();
        // Only the best known gets a summary: each is one more request.
        let summary = match title {
            Some(title) if place == 0 => summary(net, title, language)?,
            _ => None,
        };
        found.push(json!({
            "id": id,
            "label": label,
            "description": text("descriptions").unwrap_or_default(),
            "facts": facts(entity, label_of),
            "summary": summary,
            "url": format!("https://www.wikidata.org/wiki/{id}"),
            "read": jiff::ZonedDateTime::now().date().to_string(),
        }));
    }
    Ok(found)
}

fn entities(net: &Net, ids: &[&str], language: &str) -> Result<Value, Failure> {
    let mut url = base("FACTCHECK_FETCH_WIKIDATA", "https://www.wikidata.org/w/api.php")?;
    url.query_pairs_mut().extend_pairs([
        ("action", "wbgetentities"),
        ("ids", &ids.join("|")),
        ("languages", language),
        ("props", "labels|descriptions|claims|sitelinks"),
        ("format", "json"),
    ]);
    json_of(net, url.as_str())
}

/// The first sentences of the article of this title.
fn summary(net: &Net, title: &str, language: &str) -> Result<Option<String>, Failure> {
    let plain = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !plain {
        return Ok(None);
    }
    let mut url = base(
        "FACTCHECK_FETCH_WIKIPEDIA",
        &format!("https://{language}.wikipedia.org/api/rest_v1/page/summary/"),
    )?;
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push(title);
    }
    match json_of(net, url.as_str()) {
        Ok(value) => Ok(value["extract"].as_str().map(str::to_owned)),
        Err(Failure::Status { .. } | Failure::Malformed { .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn json_of(net: &Net, url: &str) -> Result<Value, Failure> {
    let answer = net.fetch(Ask::new(url, "application/json"))?;
    serde_json::from_slice(&answer.body)
        .map_err(|error| Failure::Malformed { url: url.into(), why: error.to_string() })
}

/// The facts of an entity, those that hold before those that have ended; deprecated statements are left out.
fn facts(entity: &Value, label_of: impl Fn(&str) -> String) -> Vec<Value> {
    let mut facts = Vec::new();
    for (what, property) in FACTS {
        let claims = entity["claims"][property].as_array().into_iter().flatten();
        let mut own: Vec<(bool, Value)> = claims
            .filter(|claim| claim["rank"] != "deprecated")
            .filter_map(|claim| {
                let value = shown(&claim["mainsnak"]["datavalue"]["value"], &label_of)?;
                let time = |property: &str| {
                    shown(&claim["qualifiers"][property][0]["datavalue"]["value"], &label_of)
                };
                let (since, until) = (time("P580").or_else(|| time("P585")), time("P582"));
                let referenced = claim["references"].as_array().is_some_and(|list| !list.is_empty());
                let fact = json!({"what": what, "value": value, "since": since, "until": until, "referenced": referenced});
                Some((until.is_some(), fact))
            })
            .collect();
        own.sort_by_key(|(ended, _)| *ended);
        facts.extend(own.into_iter().take(3).map(|(_, fact)| fact));
    }
    facts
}

/// A value in words: a label, a date to the precision it has, an amount, a text.
fn shown(value: &Value, label_of: &impl Fn(&str) -> String) -> Option<String> {
    if let Some(id) = value["id"].as_str() {
        return Some(label_of(id));
    }
    if let Some(time) = value["time"].as_str() {
        // "+2019-02-00T00:00:00Z" with precision 10, a month; 9 is a year, 11 a day.
        let day = time.trim_start_matches('+').split('T').next()?;
        let parts: Vec<&str> = day.split('-').collect();
        let kept = match value["precision"].as_u64()? {
            11 => 3,
            10 => 2,
            9 => 1,
            _ => return None,
        };
        return (!time.starts_with('-')).then(|| parts[..kept.min(parts.len())].join("-"));
    }
    if let Some(amount) = value["amount"].as_str() {
        return Some(amount.trim_start_matches('+').to_owned());
    }
    value.as_str().map(str::to_owned)
}
