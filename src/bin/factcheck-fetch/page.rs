//! What a page says of itself: JSON-LD, the citation tags of scholarly sites, Open Graph, and its title.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;

use crate::record::{Record, person};

/// Types of JSON-LD that are works, best first.
const WORKS: [&str; 14] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "ScholarlyArticle",
    "Article",
    "BlogPosting",
    "Report",
    "Dataset",
    "VideoObject",
    "WebPage",
];

/// Most tags of a page that are read: metadata stand in its head.
const TAGS: usize = 20_000;

/// What stands in a page for machines.
#[derive(Debug, Default)]
struct Head {
    /// `meta` by name or property; several of one name in order.
    meta: BTreeMap<String, Vec<String>>,
    title: String,
    canonical: Option<String>,
    linked_data: Vec<Value>,
}

/// Adds what a page says of itself to a record; what is known already stays.
pub fn describe(html: &str, record: &mut Record) {
    let head = Head::of(html);
    for data in &head.linked_data {
        if let Some(work) = best_work(data) {
            linked_data(work, record);
        }
    }
    let first = |names: &[&str]| names.iter().find_map(|name| head.meta.get(*name)?.first());
    // The tags of Google Scholar's guidelines for webmasters.
    for (field, name) in [
        ("title", "citation_title"),
        ("container-title", "citation_journal_title"),
        ("container-title", "citation_conference_title"),
        ("publisher", "citation_publisher"),
        ("volume", "citation_volume"),
        ("issue", "citation_issue"),
        ("DOI", "citation_doi"),
        ("ISSN", "citation_issn"),
    ] {
        record.set(field, first(&[name]), "citation tags");
    }
    record.date(
        first(&["citation_publication_date", "citation_date", "citation_online_date"]),
        "citation tags",
    );
    if let Some(authors) = head.meta.get("citation_author") {
        record.authors(authors.iter().map(|name| person(name)).collect(), "citation tags");
    }
    // Open Graph, https://ogp.me, and Dublin Core.
    let site = first(&["og:site_name", "application-name"]);
    let title = first(&["og:title", "twitter:title", "dc.title", "dcterms.title"]);
    record.set("title", title.map(|title| without_site(title, site)).as_ref(), "Open Graph");
    record.set("container-title", site, "Open Graph");
    record.date(
        first(&["article:published_time", "og:article:published_time", "dc.date", "dcterms.created", "date"]),
        "Open Graph",
    );
    let authors = head
        .meta
        .get("article:author")
        .or_else(|| head.meta.get("author"))
        .or_else(|| head.meta.get("dc.creator"));
    let names = authors.into_iter().flatten().filter(|name| !name.contains("://") && !name.starts_with('@'));
    record.authors(names.map(|name| person(name)).collect(), "Open Graph");
    record.set("language", first(&["og:locale", "dc.language"]), "Open Graph");
    if !head.title.trim().is_empty() {
        record.set("title", Some(&without_site(head.title.trim(), site)), "the page's title");
    }
    record.canonical = record.canonical.take().or(head.canonical);
}

impl Head {
    fn of(html: &str) -> Self {
        let mut head = Head::default();
        let mut emitter = DefaultEmitter::default();
        // So that what stands in a script is one string.
        emitter.naively_switch_states(true);
        let mut inside = Inside::Nothing;
        for token in Tokenizer::new_with_emitter(html, emitter).take(TAGS) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let attribute = |name: &str| {
                        let value = tag.attributes.get(name.as_bytes())?;
                        Some(String::from_utf8_lossy(value).trim().to_owned())
                    };
                    match tag.name.as_slice() {
                        b"meta" => {
                            let name = attribute("name")
                                .or_else(|| attribute("property"))
                                .or_else(|| attribute("itemprop"));
                            if let (Some(name), Some(content)) = (name, attribute("content"))
                                && !content.is_empty()
                            {
                                head.meta.entry(name.to_ascii_lowercase()).or_default().push(content);
                            }
                        }
                        b"link"
                            if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                        {
                            head.canonical = attribute("href");
                        }
                        b"title" if head.title.is_empty() => inside = Inside::Title,
                        b"script" if attribute("type").is_some_and(|kind| kind.contains("ld+json")) => {
                            inside = Inside::Data;
                        }
                        _ => inside = Inside::Nothing,
                    }
                }
                Token::String(text) => match inside {
                    Inside::Title => head.title.push_str(&String::from_utf8_lossy(&text)),
                    Inside::Data => {
                        head.linked_data.extend(serde_json::from_slice::<Value>(&text).ok());
                    }
                    Inside::Nothing => {}
                },
                Token::EndTag(_) => inside = Inside::Nothing,
                _ => {}
            }
        }
        head
    }
}

enum Inside {
    Nothing,
    Title,
    Data,
}

/// The work that a block of JSON-LD is about: itself, one of a list, or one of its graph.
fn best_work(data: &Value) -> Option<&Value> {
    let mut candidates = Vec::new();
    gather(data, &mut candidates, 0);
    candidates.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, work)| work)
}

fn gather<'v>(data: &'v Value, candidates: &mut Vec<(usize, &'v Value)>, depth: usize) {
    if depth > 4 {
        return;
    }
    match data {
        Value::Array(list) => list.iter().for_each(|one| gather(one, candidates, depth + 1)),
        Value::Object(object) => {
            let types = match object.get("@type") {
                Some(Value::String(kind)) => vec![kind.as_str()],
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let rank = WORKS.iter().position(|work| types.contains(work));
            candidates.extend(rank.map(|rank| (rank, data)));
            for inner in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(inner) {
                    gather(inner, candidates, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn linked_data(work: &Value, record: &mut Record) {
    const ORIGIN: &str = "JSON-LD";
    let text = |value: &Value| value.as_str().map(|text| plain(text.trim())).filter(|text| !text.is_empty());
    let name = |value: &Value| text(value).or_else(|| text(&value["name"]));
    let first = |value: &Value| match value {
        Value::Array(list) => list.iter().find_map(name),
        other => name(other),
    };
    record.set("title", text(&work["headline"]).or_else(|| text(&work["name"])).as_ref(), ORIGIN);
    let container = first(&work["isPartOf"]).filter(|_| work["@type"] != "WebPage");
    record.set("container-title", container.or_else(|| first(&work["publisher"])).as_ref(), ORIGIN);
    record.date(text(&work["datePublished"]).or_else(|| text(&work["dateCreated"])).as_ref(), ORIGIN);
    let authors = match &work["author"] {
        Value::Array(list) => list.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    };
    let authors = authors.into_iter().filter_map(|author| {
        let body = author["@type"].as_str().is_some_and(|kind| kind.contains("Organization"));
        let name = name(author).filter(|name| !name.contains("://"))?;
        Some(if body { serde_json::json!({"literal": name}) } else { person(&name) })
    });
    record.authors(authors.collect(), ORIGIN);
    record.set("language", text(&work["inLanguage"]).as_ref(), ORIGIN);
    if record.canonical.is_none() {
        record.canonical = text(&work["url"]);
    }
}

/// Text without the entities and tags of HTML, which some sites leave in their JSON-LD.
fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let mut out = String::new();
    for Ok(token) in Tokenizer::new(text) {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    out
}

/// A title without the name of its site at the end: "Dam leaks | Norvik Gazette".
fn without_site(title: &str, site: Option<&String>) -> String {
    for mark in [" | ", " - ", " – ", " — "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && site.is_some_and(|site| tail.trim().eq_ignore_ascii_case(site.trim()))
        {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(html: &str) -> Record {
        let mut record = Record::default();
        describe(html, &mut record);
        record
    }

    #[test]
    fn linked_data_comes_before_tags_and_tags_before_the_title() {
        let html = r#"<!doctype html><html><head><title>Dam leaks | Norvik Gazette</title>
            <meta property="og:title" content="Dam leaks (OG)"><meta property="og:site_name" content="Norvik Gazette">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Site"},
            {"@type":["NewsArticle"],"headline":"Dam leaks &amp; nobody knows","datePublished":"2024-05-16T08:00:00+02:00",
            "author":[{"@type":"Person","name":"Ana Ruiz"},{"@type":"Organization","name":"Norvik Wire"}],
            "publisher":{"@type":"Organization","name":"The Norvik Gazette"}}]}</script></head><body>x</body></html>"#;
        let record = described(html);
        assert_eq!(record.text("title"), Some("Dam leaks & nobody knows"));
        assert_eq!(record.text("container-title"), Some("The Norvik Gazette"));
        assert_eq!(
            record.fields["author"],
            serde_json::json!([{"given": "Ana", "family": "Ruiz"}, {"literal": "Norvik Wire"}])
        );
        assert_eq!(record.fields["issued"], serde_json::json!({"date-parts": [[2024, 5, 16]]}));
        let record = described(
            "<title>Dam leaks - Norvik Gazette</title><meta property=og:site_name content='Norvik Gazette'>",
        );
        assert_eq!(record.text("title"), Some("Dam leaks"));
        let record = described(
            r#"<meta name="citation_title" content="Dams"><meta name="citation_author" content="Haugen, Kari">
            <meta name="citation_publication_date" content="2008/03"><meta name="citation_doi" content="10.1000/dams">"#,
        );
        assert_eq!(record.fields["author"], serde_json::json!([{"given": "Kari", "family": "Haugen"}]));
        assert_eq!(record.fields["issued"], serde_json::json!({"date-parts": [[2008, 3]]}));
        assert_eq!(record.text("DOI"), Some("10.1000/dams"));
    }

    #[test]
    fn whatever_a_page_holds_it_costs_nothing_but_itself() {
        let deep =
            format!("<script type='application/ld+json'>{}{}</script>", "[".repeat(5000), "]".repeat(5000));
        for html in [
            "",
            "<",
            "<script type=application/ld+json>{\"@type\":",
            "<title>",
            "<meta name=citation_title content=''>",
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":7,\"author\":[null,7,{}]}</script>",
            "<meta property=og:title",
            "\u{0}\u{fffd}<!--",
            deep.as_str(),
        ] {
            let record = described(html);
            assert!(record.text("title").is_none(), "{html}: {record:?}");
        }
    }
}
