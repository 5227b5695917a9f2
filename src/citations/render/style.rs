//! The CSL style that references are written in: one that comes with the rendering crate, or the writer's own file.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Style};

/// The style of references where none is asked for.
pub const DEFAULT: &str = "chicago-notes";

/// How deep the elements of a style may lie in one another. The deepest published style needs 27.
const DEEPEST: usize = 128;

/// How references are written.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceStyle {
    name: Arc<str>,
    /// The style as its file has it; one that comes with the crate is read when first asked for.
    own: Option<Arc<IndependentStyle>>,
}

impl Default for ReferenceStyle {
    fn default() -> Self {
        ReferenceStyle { name: DEFAULT.into(), own: None }
    }
}

impl ReferenceStyle {
    /// The style that comes with the crate under this name: "apa", "chicago-notes", "mla".
    pub fn named(name: &str) -> Option<Self> {
        ArchivedStyle::by_name(name).map(|_| ReferenceStyle { name: name.into(), own: None })
    }

    /// Every name that [`ReferenceStyle::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied())
    }

    /// A style read from the text of a `.csl` file. The error says what is wrong with it.
    pub fn read(name: &str, xml: &str) -> Result<Self, String> {
        if depth(xml) > DEEPEST {
            return Err(format!("its elements lie more than {DEEPEST} deep in one another"));
        }
        let read = catch_unwind(AssertUnwindSafe(|| Style::from_xml(xml)));
        match read {
            Ok(Ok(Style::Independent(style))) => {
                Ok(ReferenceStyle { name: name.into(), own: Some(Arc::new(style)) })
            }
            Ok(Ok(Style::Dependent(_))) => Err("it only points to another style: take that one".into()),
            Ok(Err(error)) => Err(error.to_string().lines().next().unwrap_or_default().to_owned()),
            Err(_) => Err("it is malformed".into()),
        }
    }

    /// Its name, as configured.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn get(&self) -> Option<Arc<IndependentStyle>> {
        self.own.clone().or_else(|| archived(&self.name))
    }
}

fn archived(name: &str) -> Option<Arc<IndependentStyle>> {
    static STYLES: LazyLock<Mutex<HashMap<String, Option<Arc<IndependentStyle>>>>> =
        LazyLock::new(Mutex::default);
    let mut styles = STYLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(style) = styles.get(name) {
        return style.clone();
    }
    let found = ArchivedStyle::by_name(name).and_then(|archived| match archived.get() {
        Style::Independent(style) => Some(Arc::new(style)),
        Style::Dependent(_) => None,
    });
    styles.insert(name.to_string(), found.clone());
    found
}

/// How deep elements lie in one another, at most: the reader of the crate recurses.
fn depth(xml: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for (at, _) in xml.match_indices('<') {
        let tag = &xml[at + 1..];
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.find('>').is_some_and(|end| tag[..end].ends_with('/')) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>House</title>
        <id>house</id><updated>2024-01-01T00:00:00+00:00</updated></info>
        <citation><layout suffix="!"><text variable="title"/></layout></citation></style>"#;

    #[test]
    fn styles_are_known_by_name_or_read_from_their_file() {
        assert!(ReferenceStyle::named("apa").is_some_and(|style| style.get().is_some()));
        assert!(ReferenceStyle::named("modern-language-association").is_some());
        assert!(ReferenceStyle::named("house").is_none());
        assert!(ReferenceStyle::default().get().is_some());
        assert!(ReferenceStyle::names().any(|name| name == DEFAULT));
        let house = ReferenceStyle::read("house.csl", OWN).expect("a style");
        assert_eq!((house.name(), house.get().is_some()), ("house.csl", true));
    }

    #[test]
    fn what_is_no_style_is_refused_in_words() {
        for xml in ["", "<style", "<a/>", "no"] {
            assert!(!ReferenceStyle::read("a.csl", xml).expect_err("no style").is_empty(), "{xml}");
        }
        let deep = "<choose>".repeat(200_000);
        assert!(ReferenceStyle::read("a.csl", &deep).expect_err("too deep").contains("deep"));
    }
}
