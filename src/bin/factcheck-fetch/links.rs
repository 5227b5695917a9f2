//! `links`: whether the addresses in articles and libraries still lead somewhere.
//!
//! Hosts are asked side by side, each one request at a time, as slowly as its robots.txt wants.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use factcheck_ls::citations::{Address, Library};
use factcheck_ls::prose::{self, CitationForm};
use factcheck_ls::workspace;
use ignore::WalkBuilder;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::ZonedDateTime;
use serde::Serialize;

use crate::archive;
use crate::args::{LinksArgs, LinksFormat};
use crate::failure::Failure;
use crate::net::{Ask, Net};
use crate::robots::Robots;

/// How many hosts are asked at a time.
const SIDE_BY_SIDE: usize = 8;
/// Endings of files that hold addresses.
const ENDINGS: [&str; 8] = ["md", "markdown", "txt", "bib", "biblatex", "json", "yaml", "yml"];

/// What became of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// Gone: the page or its host.
    Dead,
    /// It has another address for good.
    Moved,
    /// Nothing can be said: the site failed, or does not answer programs.
    Unsure,
    /// Its robots.txt asks not to.
    NotAsked,
    /// It is there.
    Well,
}

/// An address with what became of it.
#[derive(Clone, Debug, Serialize)]
struct Link {
    url: String,
    verdict: Verdict,
    because: String,
    /// Where it leads now.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// An archived copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<String>,
    /// Files and lines that hold it.
    places: Vec<String>,
}

/// Asks, and reports.
pub fn run(net: &Net, ask: &LinksArgs, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files(&ask.paths)? {
        for (url, line) in addresses(&path)? {
            places.entry(url).or_default().push(format!("{}:{line}", path.display()));
        }
    }
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for url in places.keys() {
        let host = Address::read(url).map(|address| address.host.to_ascii_lowercase()).unwrap_or_default();
        hosts.entry(host).or_default().push(url.clone());
    }
    let bar = bar(places.len() as u64);
    let queue: Mutex<VecDeque<Vec<String>>> = Mutex::new(hosts.into_values().collect());
    let links: Mutex<Vec<Link>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some(urls) = next else { break };
                    for link in of_host(net, &urls, &bar) {
                        links.lock().unwrap_or_else(PoisonError::into_inner).push(link);
                    }
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut links = links.into_inner().unwrap_or_else(PoisonError::into_inner);
    for link in &mut links {
        link.places = places.remove(&link.url).unwrap_or_default();
        if ask.archive && link.verdict == Verdict::Dead {
            link.archived = archive::nearest(net, &link.url, ZonedDateTime::now().date())?;
        }
    }
    links.sort_by(|one, other| (one.verdict, &one.url).cmp(&(other.verdict, &other.url)));
    match ask.format {
        LinksFormat::Text => report(&links, out)?,
        LinksFormat::Json => {
            writeln!(out, "{}", serde_json::to_string_pretty(&links).unwrap_or_default())?;
        }
    }
    let dead = links.iter().any(|link| link.verdict == Verdict::Dead);
    Ok(if dead { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn bar(count: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} addresses, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}

/// The addresses of one host, one after the other.
fn of_host(net: &Net, urls: &[String], bar: &ProgressBar) -> Vec<Link> {
    let robots = urls.first().map(|url| Robots::of(net, url));
    let ask = |url: &String| {
        let link = |verdict, because: String, to| {
            bar.inc(1);
            Link { url: url.clone(), verdict, because, to, archived: None, places: Vec::new() }
        };
        match &robots {
            Some(Err(failure)) => {
                let (verdict, because) = of_failure(failure);
                return link(verdict, because, None);
            }
            Some(Ok(robots)) if !robots.allow(url) => {
                return link(Verdict::NotAsked, "its robots.txt asks programs to stay away".into(), None);
            }
            Some(Ok(robots)) => thread::sleep(robots.delay()),
            None => {}
        }
        match net.get(Ask::new(url, "text/html,*/*;q=0.5")) {
            Ok(answer) => {
                let (verdict, because) = of_status(url, answer.status, &answer.hops);
                let to = (verdict == Verdict::Moved).then_some(answer.url);
                link(verdict, because, to)
            }
            Err(failure) => {
                let (verdict, because) = of_failure(&failure);
                link(verdict, because, None)
            }
        }
    };
    urls.iter().map(ask).collect()
}

fn of_status(url: &str, status: u16, hops: &[(u16, String)]) -> (Verdict, String) {
    match status {
        404 | 410 => (Verdict::Dead, format!("the page is gone ({status})")),
        200..=299 => {
            let front = |url: &str| Address::read(url).is_some_and(|address| address.is_home_page());
            let last = hops.last().map(|(_, to)| to.as_str());
            if last.is_some_and(front) && !front(url) {
                return (
                    Verdict::Dead,
                    "it leads to the front page of the site: the page is likely gone".into(),
                );
            }
            let for_good = !hops.is_empty() && hops.iter().all(|(status, _)| matches!(status, 301 | 308));
            if for_good {
                (Verdict::Moved, "it has moved for good".into())
            } else {
                (Verdict::Well, "it is there".into())
            }
        }
        401 | 403 | 429 | 451 => {
            (Verdict::Unsure, format!("the site does not answer programs ({status}): open it in a browser"))
        }
        _ => (Verdict::Unsure, format!("the site failed ({status}): ask again later")),
    }
}

fn of_failure(failure: &Failure) -> (Verdict, String) {
    match failure {
        Failure::Unreachable { why, .. }
            if why.contains("host not found") || why.contains("lookup address") =>
        {
            (Verdict::Dead, "there is no such host".into())
        }
        other => (Verdict::Unsure, other.to_string()),
    }
}

fn report(links: &[Link], out: &mut impl Write) -> io::Result<()> {
    for link in links.iter().filter(|link| link.verdict != Verdict::Well) {
        let word = match link.verdict {
            Verdict::Dead => "dead",
            Verdict::Moved => "moved",
            Verdict::Unsure => "unsure",
            Verdict::NotAsked => "not asked",
            Verdict::Well => "well",
        };
        writeln!(out, "{word:<10}{}", link.url)?;
        writeln!(out, "          {}", link.because)?;
        if let Some(to) = &link.to {
            writeln!(out, "          now: {to}")?;
        }
        if let Some(copy) = &link.archived {
            writeln!(out, "          archived: {copy}")?;
        }
        for place in &link.places {
            writeln!(out, "          in {place}")?;
        }
    }
    let count = |verdict| links.iter().filter(|link| link.verdict == verdict).count();
    writeln!(
        out,
        "{} addresses: {} well, {} dead, {} moved, {} unsure, {} not asked",
        links.len(),
        count(Verdict::Well),
        count(Verdict::Dead),
        count(Verdict::Moved),
        count(Verdict::Unsure),
        count(Verdict::NotAsked)
    )
}

/// The files named, and those below the folders named.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let info = fs::metadata(path).map_err(|error| Failure::File {
            path: path.clone(),
            why: format!("{error}. Name a file or folder that exists"),
        })?;
        if info.is_file() {
            found.push(path.clone());
            continue;
        }
        let holds = |path: &Path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            ENDINGS.contains(&ending)
        };
        let walk = WalkBuilder::new(path).require_git(false).build().flatten();
        found.extend(walk.map(ignore::DirEntry::into_path).filter(|path| path.is_file() && holds(path)));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The web addresses of a file, each with its line, counted from 1.
fn addresses(path: &Path) -> Result<Vec<(String, usize)>, Failure> {
    let bytes =
        fs::read(path).map_err(|error| Failure::File { path: path.into(), why: error.to_string() })?;
    let text = String::from_utf8_lossy(&bytes);
    let web =
        |url: &str| ["http://", "https://"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let mut found = Vec::new();
    if matches!(ending, "bib" | "biblatex" | "json" | "yaml" | "yml") {
        let library = Library::parse(&[(path.into(), text.to_string())]);
        let entries = library.entries.iter().filter_map(|entry| Some((entry.url.clone()?, entry.span)));
        found.extend(entries.map(|(url, span)| (url, span.map_or(1, |span| line(span.start)))));
    } else {
        let page = prose::parse(text.as_ref().into(), workspace::syntax(Some(path), None));
        for link in &page.links {
            found.push((link.url.clone(), line(link.source.start)));
        }
        for citation in &page.citations {
            if let CitationForm::Link { url } | CitationForm::BareUrl { url } = &citation.form {
                found.push((url.clone(), line(citation.source.start)));
            }
        }
    }
    found.retain(|(url, _)| web(url));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_verdict() {
        let url = "https://gazette.example/2024/dam";
        let hop = |status: u16, to: &str| vec![(status, to.to_owned())];
        for (status, hops, wanted) in [
            (200, vec![], Verdict::Well),
            (404, vec![], Verdict::Dead),
            (410, vec![], Verdict::Dead),
            (403, vec![], Verdict::Unsure),
            (500, vec![], Verdict::Unsure),
            (200, hop(301, "https://gazette.example/dam"), Verdict::Moved),
            (200, hop(302, "https://gazette.example/dam"), Verdict::Well),
            (200, hop(301, "https://gazette.example/"), Verdict::Dead),
        ] {
            assert_eq!(of_status(url, status, &hops).0, wanted, "{status} {hops:?}");
        }
        let front = "https://gazette.example";
        assert_eq!(of_status(front, 200, &hop(301, "https://gazette.example/")).0, Verdict::Moved);
    }
}
