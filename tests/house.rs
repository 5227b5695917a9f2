//! The house's own order: what each storey may import, where the protocol's types may appear, which pages a rule
//! needs, and what may never be in the repository. Each check is a function from texts to complaints, and each is
//! shown to complain about a made-up fault.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use factcheck_ls::rules::registry::RULES;

/// The storeys and their height: a storey imports itself and those lower down, never its neighbour.
const STOREYS: &[(&str, u8)] = &[
    ("text", 0),
    ("prose", 1),
    ("language", 2),
    ("citations", 3),
    ("knowledge", 3),
    ("rules", 4),
    ("config", 5),
    ("workspace", 6),
    ("lsp", 7),
    ("cli", 7),
];

/// Crates of the editor's face.
const LSP_ONLY: &[&str] = &["tower_lsp", "ls_types", "lsp_types", "tokio"];

/// Macros with no place in `src/`.
const MACROS: &[&str] = &["println", "eprintln", "print", "eprint", "dbg", "todo", "unimplemented"];

/// The headings of a rule's page, in order, below its title.
const HEADINGS: &[&str] = &[
    "## Why it matters",
    "## Flagged",
    "## Not flagged",
    "## Fixed",
    "## Options",
    "## When to ignore it",
    "## References",
];

/// Crates that speak to the network, or could.
const NETWORK: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hickory-resolver",
    "http",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "s2n-tls",
    "schannel",
    "security-framework",
    "socket2",
    "surf",
    "tiny_http",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
];

/// The most lines of a source file, its tests not counted.
const LONGEST: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `directory`, build products and other people's packages left out, with `/` between the parts of
/// its path from the repository's root.
fn files(directory: &str) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(directory)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let entry = entry.expect("a directory entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().expect("a file type");
            if kind.is_dir() {
                if !matches!(name.as_str(), ".git" | "target" | "node_modules" | "dist" | ".vscode-test") {
                    folders.push(entry.path());
                }
            } else if kind.is_file() && name != ".git" {
                let path = entry.path();
                let relative = path.strip_prefix(root()).expect("below the root");
                found.push((relative.to_string_lossy().replace('\\', "/"), path));
            }
        }
    }
    found.sort();
    found
}

/// The Rust sources of the crate, as path and text.
fn sources() -> Vec<(String, String)> {
    files("src")
        .into_iter()
        .filter(|(name, _)| name.ends_with(".rs"))
        .map(|(name, path)| (name, fs::read_to_string(path).expect("UTF-8 source")))
        .collect()
}

/// Fails with every complaint of `check` on every source.
fn hold(check: impl Fn(&str, &str) -> Vec<String>) {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were not found");
    let complaints: Vec<_> = sources.iter().flat_map(|(path, text)| check(path, text)).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The text with comments and the insides of strings and character literals blanked, line breaks kept.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal(rest, code.chars().next_back());
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// The length of the comment or literal that `text` starts with, 0 if none; `before` is the character before it.
fn literal(text: &str, before: Option<char>) -> usize {
    let bytes = text.as_bytes();
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        let (mut depth, mut at) = (0, 0);
        while at < bytes.len() {
            match &bytes[at..bytes.len().min(at + 2)] {
                b"/*" => (depth, at) = (depth + 1, at + 2),
                b"*/" => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                break;
            }
        }
        return at;
    }
    let word_before = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if !word_before {
        let prefix = usize::from(text.starts_with("br")) + 1;
        if text.starts_with('r') || text.starts_with("br") {
            let hashes = text[prefix..].bytes().take_while(|&b| b == b'#').count();
            if bytes.get(prefix + hashes) == Some(&b'"') {
                let end = format!("\"{}", "#".repeat(hashes));
                let body = prefix + hashes + 1;
                return text[body..].find(&end).map_or(text.len(), |at| body + at + end.len());
            }
        }
    }
    if bytes[0] == b'"' {
        let mut at = 1;
        while at < bytes.len() && bytes[at] != b'"' {
            at += 1 + usize::from(bytes[at] == b'\\');
        }
        return text.len().min(at + 1);
    }
    if bytes[0] == b'\'' {
        // A character, not a lifetime: closed after one character or one escape.
        let mut inside = text[1..].char_indices();
        return match inside.next() {
            Some((_, '\\')) => text[3..].find('\'').map_or(0, |at| at + 4),
            Some(_) => inside.next().filter(|&(_, c)| c == '\'').map_or(0, |(at, _)| at + 2),
            None => 0,
        };
    }
    0
}

/// The identifiers of code, with where each starts.
fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !is_word(c))
        .map(move |word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
}

fn line(text: &str, at: usize) -> usize {
    text[..at].bytes().filter(|&b| b == b'\n').count() + 1
}

/// The storey a source belongs to, and how deep in modules it lies; `None` for the crate's root and the program.
fn storey(path: &str) -> Option<(&'static str, usize)> {
    let parts: Vec<_> = path.strip_prefix("src/")?.split('/').collect();
    let first = parts[0].trim_end_matches(".rs");
    let &(name, _) = STOREYS.iter().find(|(name, _)| *name == first)?;
    let last = parts[parts.len() - 1];
    let depth = if parts.len() == 1 || last != "mod.rs" { parts.len() } else { parts.len() - 1 };
    Some((name, depth))
}

/// The modules named right below the crate's root: `crate::text`, `super::super::text`, `crate::{text, prose::Page}`.
fn imports(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let all: Vec<_> = words(code).collect();
    let mut index = 0;
    while index < all.len() {
        let (start, word) = all[index];
        let mut supers = 0;
        let mut end = start + word.len();
        if word == "super" {
            supers = 1;
            while all.get(index + 1).is_some_and(|&(at, next)| next == "super" && &code[end..at] == "::") {
                index += 1;
                end = all[index].0 + 5;
                supers += 1;
            }
        }
        index += 1;
        if (word == "crate" || word == "factcheck_ls" || (supers > 0 && supers >= depth))
            && code[end..].starts_with("::")
        {
            found.extend(heads(code, end + 2));
        }
    }
    found
}

/// The first identifiers of a path or of each path of a group in braces that starts at `at`.
fn heads(code: &str, at: usize) -> Vec<(usize, &str)> {
    let head = |from: usize| words(&code[from..]).next().map(|(offset, word)| (from + offset, word));
    if !code[at..].starts_with('{') {
        return head(at).into_iter().collect();
    }
    let mut found: Vec<_> = head(at + 1).into_iter().collect();
    let mut depth = 0;
    for (offset, c) in code[at..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => found.extend(head(at + offset + 1)),
            _ => {}
        }
        if depth == 0 {
            found.retain(|&(start, _)| start < at + offset);
            break;
        }
    }
    found
}

fn upward_imports(path: &str, text: &str) -> Vec<String> {
    let height = |name: &str| STOREYS.iter().find(|(storey, _)| *storey == name).map(|&(_, height)| height);
    let Some((own, depth)) = storey(path) else { return Vec::new() };
    let code = code_only(text);
    imports(&code, depth)
        .into_iter()
        .filter(|(_, name)| *name != own && height(name) >= height(own))
        .map(|(at, name)| format!("{path}:{}: {own} must not import {name}", line(&code, at)))
        .collect()
}

fn protocol_outside_its_face(path: &str, text: &str) -> Vec<String> {
    if path.starts_with("src/lsp/") || path == "src/lsp.rs" || path == "src/main.rs" {
        return Vec::new();
    }
    let code = code_only(text);
    words(&code)
        .filter(|(_, word)| LSP_ONLY.contains(word))
        .map(|(at, word)| format!("{path}:{}: {word} belongs to src/lsp/", line(&code, at)))
        .collect()
}

fn forbidden_macros(path: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    words(&code)
        .filter(|(at, word)| MACROS.contains(word) && code[at + word.len()..].starts_with('!'))
        .map(|(at, word)| format!("{path}:{}: {word}! in the sources", line(&code, at)))
        .collect()
}

fn too_long(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
    if path.ends_with("/tests.rs") || lines <= LONGEST {
        return Vec::new();
    }
    vec![format!("{path}: {lines} lines, more than {LONGEST}: split it by responsibility")]
}

fn without_head(path: &str, text: &str) -> Vec<String> {
    // A `tests.rs` says so by its name.
    if text.starts_with("//! ") || path.ends_with("/tests.rs") {
        return Vec::new();
    }
    vec![format!("{path}: no `//!` head that says what it is for")]
}

/// Whether a source of the rules is a rule.
fn is_rule(text: &str) -> bool {
    let code = code_only(text);
    let all: Vec<_> = words(&code).map(|(_, word)| word).collect();
    all.windows(3).any(|three| three[1..] == ["Rule", "for"] || three == ["impl", "Rule", "for"])
}

/// What is wrong with the page of rule `id`; `None` where there is none.
fn page_faults(id: &str, page: Option<&str>) -> Vec<String> {
    let Some(page) = page else { return vec![format!("{id}: no page beside it")] };
    let mut complaints = Vec::new();
    let title = format!("# {id}");
    if page.lines().next() != Some(title.as_str()) {
        complaints.push(format!("{id}.md: does not start with `{title}`"));
    }
    let mut fenced = false;
    let found: Vec<_> = page
        .lines()
        .filter(|line| {
            fenced ^= line.starts_with("```");
            !fenced && line.starts_with("## ")
        })
        .map(str::trim_end)
        .collect();
    for heading in HEADINGS {
        if !found.contains(heading) {
            complaints.push(format!("{id}.md: no `{heading}`"));
        }
    }
    let ordered: Vec<_> = HEADINGS.iter().filter(|heading| found.contains(heading)).collect();
    if complaints.is_empty() && !found.iter().filter(|heading| HEADINGS.contains(heading)).eq(ordered) {
        complaints.push(format!("{id}.md: its headings are out of order"));
    }
    complaints
}

/// Packages of the server's tree, a name at the beginning of each line, that speak to the network.
fn network_crates(tree: &str) -> Vec<String> {
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let speaks = names.into_iter().filter(|name| NETWORK.contains(name));
    speaks.map(|name| format!("{name} is in the server's tree: it has no network code")).collect()
}

/// What the server is built of: all that a build without features takes in.
fn server_tree() -> String {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal,build", "--prefix", "none"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    String::from_utf8_lossy(&tree.stdout).into_owned()
}

/// Features of tokio that open sockets or start processes.
fn tokio_features(manifest: &str) -> Vec<String> {
    let Some(line) = manifest.lines().find(|line| line.starts_with("tokio ")) else { return Vec::new() };
    ["full", "net", "process"]
        .into_iter()
        .filter(|feature| line.contains(&format!("\"{feature}\"")))
        .map(|feature| {
            format!("Cargo.toml: tokio's `{feature}`: the server opens no socket and starts no process")
        })
        .collect()
}

/// Places of one machine that a text names.
fn machine_paths(path: &str, text: &str) -> Vec<String> {
    // Put together here, so that this file does not name them itself.
    let own = root().to_string_lossy();
    let known =
        [["/ro", "ot/"], ["/wo", "rk/"], ["../sha", "red"], ["C:\\Us", "ers\\"]].map(|parts| parts.concat());
    let mut complaints = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let named = |place: &str| {
            line.match_indices(place).any(|(at, _)| {
                // In "https://example.org/work/" it is part of an address.
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '*' | '}'))
            })
        };
        for place in known.iter().map(String::as_str).chain((own.len() > 1).then_some(&*own)) {
            if named(place) {
                complaints.push(format!("{path}:{}: names {place}, a place of one machine", number + 1));
            }
        }
    }
    complaints
}

#[test]
fn storeys_import_only_downward() {
    hold(upward_imports);
}

#[test]
fn the_protocol_stays_in_its_face() {
    hold(protocol_outside_its_face);
}

#[test]
fn nothing_prints_or_is_left_to_do() {
    hold(forbidden_macros);
}

#[test]
fn files_are_short() {
    hold(too_long);
}

#[test]
fn files_say_what_they_are_for() {
    hold(without_head);
}

#[test]
fn every_rule_has_its_page_and_is_registered() {
    let mut complaints = Vec::new();
    let mut rules = Vec::new();
    for (name, path) in files("src/rules") {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if name.ends_with(".rs") && is_rule(&fs::read_to_string(&path).expect("UTF-8 source")) {
            let id = stem.replace('_', "-");
            let page = fs::read_to_string(path.with_extension("md")).ok();
            complaints.extend(page_faults(&id, page.as_deref()));
            rules.push(id);
        } else if name.ends_with(".md") && !path.with_extension("rs").exists() {
            complaints.push(format!("{name}: a page without a rule"));
        }
    }
    let mut registered: Vec<_> = RULES.iter().map(|rule| rule.meta().id.to_owned()).collect();
    registered.sort();
    rules.sort();
    assert_eq!(rules, registered, "the rules of src/rules and of the registry");
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn no_network_code() {
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("readable");
    let complaints = [network_crates(&server_tree()), tokio_features(&read("Cargo.toml"))].concat();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    let complaints: Vec<_> = files("")
        .into_iter()
        .filter_map(|(name, path)| Some((name, fs::read_to_string(path).ok()?)))
        .flat_map(|(name, text)| machine_paths(&name, &text))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn lock_files_name_no_registry_host() {
    for (name, path) in files("editors") {
        if name.ends_with("package-lock.json") {
            let text = fs::read_to_string(path).expect("UTF-8");
            assert!(
                !text.contains("\"resolved\""),
                "{name}: install with its .npmrc, which leaves `resolved` out"
            );
        }
    }
}

/// The checks, each on a fault made up for it.
mod checks {
    use super::*;

    #[test]
    fn see_upward_imports() {
        let see = |path, text| upward_imports(path, text).len();
        assert_eq!(see("src/text/span.rs", "use crate::prose::Page;"), 1);
        assert_eq!(see("src/citations/match.rs", "use crate::{language::Reading, knowledge::Store};"), 1);
        assert_eq!(see("src/knowledge/store.rs", "fn f(_: crate::citations::Library) {}"), 1);
        assert_eq!(see("src/rules/context.rs", "use super::super::workspace::Report;"), 1);
        assert_eq!(see("src/rules/mod.rs", "use super::{text::{self, Span}, lsp};"), 1);
        assert_eq!(see("src/lsp/desk.rs", "use crate::cli;"), 1);
        assert_eq!(see("src/config.rs", "use super::workspace::Workspace;"), 1);
        assert_eq!(see("src/rules/a/b.rs", "use super::super::super::cli;"), 1);
    }

    #[test]
    fn allow_downward_imports() {
        let see = |path, text| upward_imports(path, text).len();
        assert_eq!(
            see("src/rules/context.rs", "use super::super::language::Reading; use super::finding;"),
            0
        );
        assert_eq!(see("src/cli/mod.rs", "use crate::{rules::{self, Finding}, workspace};"), 0);
        assert_eq!(see("src/text/lines.rs", "// crate::rules\nconst X: &str = \"crate::lsp\";"), 0);
        assert_eq!(see("src/text/lines.rs", "const X: &str = r#\"\"crate::lsp\"#; const C: char = '\"';"), 0);
        assert_eq!(
            see("src/language/mod.rs", "fn f<'a>(x: &'a str) {} /* /* crate::cli */ */ use crate::text;"),
            0
        );
        assert_eq!(see("src/main.rs", "use factcheck_ls::lsp;"), 0);
    }

    #[test]
    fn see_the_protocol_outside_its_face() {
        let text = "use tower_lsp::ls_types::Range; // tokio";
        assert_eq!(protocol_outside_its_face("src/workspace.rs", text).len(), 2);
        assert_eq!(protocol_outside_its_face("src/cli/mod.rs", "tokio::spawn(x)").len(), 1);
        assert_eq!(protocol_outside_its_face("src/lsp/face.rs", text).len(), 0);
    }

    #[test]
    fn see_macros() {
        assert_eq!(forbidden_macros("a.rs", "println!(\"x\");\n dbg!(x); eprintln! {}").len(), 3);
        assert_eq!(
            forbidden_macros("a.rs", "writeln!(out, \"println!\")?; // dbg!(x)\nlet print = 1;").len(),
            0
        );
    }

    #[test]
    fn see_long_files_but_not_long_tests() {
        let long = "x\n".repeat(LONGEST + 1);
        assert_eq!(too_long("src/a.rs", &long).len(), 1);
        assert_eq!(too_long("src/a.rs", &format!("x\n#[cfg(test)]\n{long}")).len(), 0);
        assert_eq!(too_long("src/a/tests.rs", &long).len(), 0);
    }

    #[test]
    fn see_files_without_a_head() {
        assert_eq!(without_head("a.rs", "use std::fs;\n").len(), 1);
        assert_eq!(without_head("a.rs", "//! What it is for.\n").len(), 0);
        assert_eq!(without_head("src/a/tests.rs", "use super::*;\n").len(), 0);
    }

    #[test]
    fn see_missing_and_bad_pages() {
        assert!(is_rule("impl Rule for VagueTime {}") && is_rule("impl super::Rule for X {}"));
        assert!(!is_rule("// impl Rule for X\npub trait Rule: Sync {}"));
        let good = format!("# vague-time\n\nWhat.\n\n{}\n", HEADINGS.join("\n\ntext\n\n"));
        assert_eq!(page_faults("vague-time", Some(&good)), Vec::<String>::new());
        assert_eq!(page_faults("vague-time", None).len(), 1);
        assert_eq!(page_faults("vague-date", Some(&good)).len(), 1);
        assert_eq!(page_faults("vague-time", Some(&good.replace("## Fixed", "## Mended"))).len(), 1);
        assert_eq!(
            page_faults("vague-time", Some(&good.replace("## Fixed", "```md\n## Fixed\n```"))).len(),
            1
        );
        let swapped = good
            .replace("## Flagged", "## F")
            .replace("## Fixed", "## Flagged")
            .replace("## F\n", "## Fixed\n");
        assert_eq!(
            page_faults("vague-time", Some(&swapped)),
            ["vague-time.md: its headings are out of order"]
        );
    }

    #[test]
    fn see_network_crates() {
        assert_eq!(network_crates("factcheck-ls v0.1.0 (/drafts)\nureq v3.0.0\nureq v3.0.0 (*)\n").len(), 1);
        assert_eq!(network_crates("url v2.5.0\n\n").len(), 0);
        assert_eq!(tokio_features("tokio = { version = \"1\", features = [\"net\", \"sync\"] }").len(), 1);
    }

    #[test]
    fn see_places_of_one_machine() {
        let place = ["/wo", "rk/x"].concat();
        for text in [format!("see {place}"), format!("(\"{place}\")"), format!("file://{place}")] {
            assert_eq!(machine_paths("a.md", &text).len(), 1, "{text}");
        }
        assert_eq!(machine_paths("a.md", &format!("https://example.org{place}")).len(), 0);
        assert!(!machine_paths("a.md", &root().join("src").to_string_lossy()).is_empty());
    }
}
