//! What lies around a document on disk: configuration, sources, notes. The only place that looks for files.
//!
//! A document, its front matter and a workspace's configuration may come from strangers, so the files they name are
//! read only inside the workspace; the user's own settings may name any.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::transcripts::{Found, Patterns};
use super::{Surroundings, Tongue};
use crate::citations::library::LARGEST_FILE;
use crate::citations::render::ReferenceStyle;
use crate::citations::{Library, Transcripts};
use crate::config::{self, Config, Outlet};
use crate::knowledge::entity::Alias;
use crate::knowledge::index::Lazy;
use crate::knowledge::notes::{self, Notes};
use crate::knowledge::{Entity, EntityKind, Store};
use crate::language::lexicon::change::{ACRONYMS, Changes, OUTLETS};
use crate::language::{Lexicon, MentionKind};
use crate::prose::FrontMatter;
use crate::text::file::{ReadError, SMALL_FILE, read_text};
use crate::text::{Problem, Severity};

/// What has been read so far, by what it depends on.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    around: Mutex<HashMap<Key, Arc<Surroundings>>>,
    libraries: Mutex<HashMap<Vec<PathBuf>, Arc<Library>>>,
    transcripts: Mutex<HashMap<Vec<PathBuf>, Arc<Transcripts>>>,
    tongues: Mutex<HashMap<TongueKey, Known>>,
    /// The user's imported index; the default is none.
    index: Option<Arc<Lazy>>,
    /// Texts that an editor holds and the disk does not.
    held: Mutex<HashMap<PathBuf, Arc<str>>>,
}

/// Notes files, the outlets that the configuration adds, and its changes to the word lists.
type TongueKey = (Vec<PathBuf>, Vec<Outlet>, Changes);
type Known = (Arc<Tongue>, Arc<Vec<Problem>>);

/// All that the surroundings of a document depend on besides the disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    path: Option<PathBuf>,
    bibliography: Vec<String>,
    transcripts: Vec<String>,
    profile: Option<String>,
    kind: Option<String>,
    disable: Vec<String>,
}

impl Key {
    fn of(path: Option<&Path>, front_matter: &FrontMatter) -> Self {
        Key {
            path: path.map(Path::to_path_buf),
            bibliography: front_matter.bibliography.clone(),
            transcripts: front_matter.transcripts.clone(),
            profile: front_matter.profile.clone(),
            kind: front_matter.kind.clone(),
            disable: front_matter.disable.iter().map(|(rule, _)| rule.clone()).collect(),
        }
    }
}

impl Shelf {
    pub(super) fn known(&self, path: Option<&Path>, front_matter: &FrontMatter) -> Option<Arc<Surroundings>> {
        lock(&self.around).get(&Key::of(path, front_matter)).cloned()
    }

    pub(super) fn surroundings(
        &self,
        folders: &[PathBuf],
        user: &Config,
        path: Option<&Path>,
        front_matter: &FrontMatter,
    ) -> Arc<Surroundings> {
        let key = Key::of(path, front_matter);
        if let Some(known) = lock(&self.around).get(&key) {
            return Arc::clone(known);
        }
        let fresh = Arc::new(self.look(folders, user, path, front_matter));
        lock(&self.around).insert(key, Arc::clone(&fresh));
        fresh
    }

    /// Drops what depended on a file that changed, or on a folder it appeared in.
    pub(super) fn forget(&self, path: &Path) -> bool {
        let concerns = |files: &[PathBuf]| {
            files.iter().any(|file| file == path || path.parent() == Some(file.as_path()))
        };
        lock(&self.libraries).retain(|files, _| !concerns(files));
        lock(&self.transcripts).retain(|files, _| !concerns(files));
        lock(&self.tongues).retain(|(files, ..), _| !concerns(files));
        let mut around = lock(&self.around);
        let before = around.len();
        around.retain(|_, surroundings| !concerns(&surroundings.files));
        before != around.len()
    }

    /// A shelf whose entities are looked up in this index, too.
    pub(super) fn with_index(index: Arc<Lazy>) -> Self {
        Shelf { index: Some(index), ..Shelf::default() }
    }

    /// Whether the index has been replaced on disk.
    pub(super) fn has_stale_index(&self) -> bool {
        self.index.as_ref().is_some_and(|index| index.is_stale())
    }

    /// See [`super::Workspace::hold`].
    pub(super) fn hold(&self, path: &Path, text: Option<Arc<str>>) -> bool {
        let mut held = lock(&self.held);
        match text {
            Some(text) => held.insert(path.to_path_buf(), Arc::clone(&text)) != Some(text),
            None => held.remove(path).is_some(),
        }
    }

    /// See [`super::Workspace::held`].
    pub(super) fn held(&self, path: &Path) -> Option<Arc<str>> {
        lock(&self.held).get(path).cloned()
    }

    /// A file's text: as an editor holds it, else as it is on disk.
    fn text(&self, path: &Path, largest: u64) -> Result<Arc<str>, ReadError> {
        match self.held(path) {
            Some(text) => Ok(text),
            None => read_text(path, largest).map(Arc::from),
        }
    }

    fn look(
        &self,
        folders: &[PathBuf],
        user: &Config,
        path: Option<&Path>,
        front_matter: &FrontMatter,
    ) -> Surroundings {
        let mut files = Vec::new();
        let mut problems = Vec::new();
        let folder = path.and_then(|path| {
            folders
                .iter()
                .filter(|folder| path.starts_with(folder))
                .max_by_key(|folder| folder.as_os_str().len())
        });
        let home = path.and_then(Path::parent);

        let governing = path.and_then(|path| config::find(path, folder.map(PathBuf::as_path)));
        // A configuration that appears later, here or above, matters too.
        let above = home.into_iter().flat_map(Path::ancestors);
        for place in above.take_while(|place| folder.is_none_or(|folder| place.starts_with(folder))) {
            files.push(place.join(config::FILE_NAME));
        }
        let written = governing.as_deref().map(|file| match self.text(file, SMALL_FILE) {
            Ok(text) => Config::parse(file, &text),
            Err(error) => (Config::default(), vec![unreadable(file, &error)]),
        });
        let (written, found) = written.unwrap_or_default();
        problems.extend(found);
        let config_home = governing.as_deref().and_then(Path::parent);
        let root = folder.map(PathBuf::as_path).or(config_home).or_else(|| home.map(repository)).or(home);
        let layers = written.layers(config_home, path).into_iter().chain(user.layers(root, path));
        let layers: Vec<&Config> = layers.map(|(config, _)| config).collect();
        let mut settings = config::resolve(&layers, front_matter);
        let inside = |named: &Path, by: &Path, problems: &mut Vec<Problem>| {
            let allowed = root.is_some_and(|root| is_inside(named, root));
            if !allowed {
                problems.push(outside(named, by));
            }
            allowed
        };

        let style = layers.iter().rev().find_map(|layer| layer.csl.as_deref());
        if let Some(named) = style.filter(|named| config::is_style_file(named)) {
            // The user's own settings may name any file.
            let (file, by) = match governing.as_deref().filter(|_| user.csl.is_none()) {
                Some(by) => (plain(&by.parent().unwrap_or(by).join(named)), Some(by)),
                None => (absolute(Path::new(named), root), None),
            };
            if by.is_none_or(|by| inside(&file, by, &mut problems)) {
                match self.reference_style(&file) {
                    Ok(style) => settings.references = style,
                    Err(problem) => problems.push(problem),
                }
                files.push(file);
            }
        }

        let mut sources = Vec::new();
        if let (Some(home), Some(path)) = (home, path) {
            for named in &front_matter.bibliography {
                let file = plain(&home.join(named));
                if inside(&file, path, &mut problems) {
                    sources.push(file);
                }
            }
        }
        for (named, by) in [(&written, governing.as_deref())].into_iter().filter_map(|(c, by)| Some((c, by?)))
        {
            for file in named.bibliography.iter().map(|file| plain(&by.parent().unwrap_or(by).join(file))) {
                if inside(&file, by, &mut problems) {
                    sources.push(file);
                }
            }
        }
        sources.extend(user.bibliography.iter().map(|file| absolute(file, root)));
        for place in [home, config_home, folder.map(PathBuf::as_path)].into_iter().flatten() {
            if !files.iter().any(|file| file == place) {
                let found = libraries_in(place).into_iter();
                sources.extend(found.filter(|file| root.is_some_and(|root| is_inside(file, root))));
                files.push(place.to_path_buf());
            }
        }
        dedup(&mut sources);
        files.extend(sources.iter().cloned());

        let mut notes = Vec::new();
        if let Some(by) = governing.as_deref() {
            for file in written.notes.iter().map(|file| plain(&by.parent().unwrap_or(by).join(file))) {
                if inside(&file, by, &mut problems) {
                    notes.push(file);
                }
            }
        }
        notes.extend(user.notes.iter().map(|file| absolute(file, root)));
        let named = notes.len();
        notes.extend(home.map(|home| home.join("facts.md")));
        notes.extend(
            [home, config_home, root]
                .into_iter()
                .flatten()
                .map(|place| place.join(".factcheck").join("notes.md")),
        );
        files.extend(notes.iter().cloned());
        let mut index = 0;
        notes.retain(|file| {
            index += 1;
            index <= named || file.is_file() && root.is_some_and(|root| is_inside(file, root))
        });
        dedup(&mut notes);

        let patterns = [
            home.map(|home| Patterns { home, globs: &front_matter.transcripts }),
            config_home.map(|home| Patterns { home, globs: &written.transcripts }),
            root.map(|home| Patterns { home, globs: &user.transcripts }),
        ];
        let homes: Vec<&Path> = [home, config_home, root].into_iter().flatten().collect();
        let patterns: Vec<Patterns<'_>> = patterns.into_iter().flatten().collect();
        let Found { sources: mut transcripts, watched } = super::transcripts::find(&patterns, &homes);
        files.extend(watched);
        transcripts.retain(|file| root.is_some_and(|root| is_inside(file, root)));
        if path.is_some_and(|path| transcripts.iter().any(|file| file == path)) {
            // A source is not compared with itself.
            transcripts.clear();
        }
        let transcripts = self.transcripts(transcripts);
        problems.extend(transcripts.problems.iter().cloned());

        let library = self.library(sources);
        problems.extend(library.problems.iter().cloned());
        let mut lexicon = written.lexicon.clone();
        lexicon.extend(&user.lexicon);
        // Their rule keeps these: no reading depends on them.
        lexicon.0.remove(ACRONYMS);
        let added = lexicon.of(OUTLETS).map(|change| change.add.clone()).unwrap_or_default();
        let added = added.into_iter().map(|name| Outlet { name, ..Outlet::default() });
        let outlets = written.outlets.iter().chain(&user.outlets).cloned().chain(added).collect();
        let (tongue, found) = self.tongue(notes.clone(), outlets, lexicon);
        problems.extend(found.iter().cloned());
        Surroundings {
            settings,
            ignored: path.is_some_and(|path| {
                let named =
                    |home: Option<&Path>, globs| home.is_some_and(|home| config::matches(path, home, globs));
                named(config_home, &written.ignore) || named(root, &user.ignore)
            }),
            config: governing,
            library,
            transcripts,
            tongue,
            notes,
            files,
            problems,
        }
    }

    fn reference_style(&self, file: &Path) -> Result<ReferenceStyle, Problem> {
        let text = self.text(file, SMALL_FILE).map_err(|error| unreadable(file, &error))?;
        ReferenceStyle::read(&file.to_string_lossy(), &text).map_err(|why| Problem {
            path: file.to_path_buf(),
            span: None,
            position: None,
            severity: Severity::Error,
            message: format!("This citation style cannot be read: {why}."),
            remedy: Some("Take a style of the CSL project that is not a dependent one.".into()),
        })
    }

    fn library(&self, files: Vec<PathBuf>) -> Arc<Library> {
        if let Some(library) = lock(&self.libraries).get(&files) {
            return Arc::clone(library);
        }
        let library = Arc::new(Library::load_with(&files, |file| self.text(file, LARGEST_FILE)));
        lock(&self.libraries).insert(files, Arc::clone(&library));
        library
    }

    fn transcripts(&self, files: Vec<PathBuf>) -> Arc<Transcripts> {
        if let Some(transcripts) = lock(&self.transcripts).get(&files) {
            return Arc::clone(transcripts);
        }
        let transcripts = Arc::new(Transcripts::load(&files));
        lock(&self.transcripts).insert(files, Arc::clone(&transcripts));
        transcripts
    }

    fn tongue(&self, files: Vec<PathBuf>, outlets: Vec<Outlet>, lexicon: Changes) -> Known {
        let key = (files, outlets, lexicon);
        if let Some((tongue, problems)) = lock(&self.tongues).get(&key) {
            return (Arc::clone(tongue), Arc::clone(problems));
        }
        let mut problems = Vec::new();
        let mut read = Vec::new();
        for file in &key.0 {
            match self.text(file, SMALL_FILE) {
                Ok(text) => {
                    let (notes, found) = notes::parse(file, &text);
                    read.push(notes);
                    problems.extend(found);
                }
                Err(error) => problems.push(unreadable(file, &error)),
            }
        }
        if !key.1.is_empty() {
            let entities = key.1.iter().map(known_outlet).collect();
            read.push(Notes { entities, ..Notes::default() });
        }
        let tongue = match &self.index {
            None if read.is_empty() && key.2 == Changes::default() => Tongue::bundled(),
            None => Arc::new(Tongue::with(Store::new(read), &key.2)),
            Some(index) => Arc::new(Tongue::with(Store::new(read).with_index(Arc::clone(index)), &key.2)),
        };
        let known = (tongue, Arc::new(problems));
        lock(&self.tongues).insert(key, (Arc::clone(&known.0), Arc::clone(&known.1)));
        known
    }
}

/// An outlet that the configuration names, as an entity beside those of the notes.
fn known_outlet(outlet: &Outlet) -> Entity {
    let mut entity = Entity::new(&outlet.name, EntityKind::Outlet, "configuration");
    entity.description = "outlet named in the configuration".into();
    entity.aliases = outlet.aliases.iter().map(|name| Alias { name: name.clone(), short: false }).collect();
    entity.domains = outlet.domains.clone();
    entity
}

impl Tongue {
    /// The lexicon that knows the store's names, and no readings yet.
    pub fn of(store: Store) -> Self {
        Tongue::with(store, &Changes::default())
    }

    /// The same with a newsroom's changes to the word lists.
    pub fn with(store: Store, changes: &Changes) -> Self {
        let gone = changes.of(OUTLETS).map(|change| change.remove.as_slice()).unwrap_or_default();
        let found = gone.iter().flat_map(|name| store.find(name));
        let gone: HashSet<&str> = found
            .filter(|entity| entity.kind == EntityKind::Outlet)
            .flat_map(|entity| entity.names().map(|(name, _)| name))
            .collect();
        let names = store.names().filter(|(name, kind, _)| {
            gone.is_empty() || *kind != MentionKind::Outlet || !gone.contains(name)
        });
        let lexicon = Lexicon::with(names, changes);
        Tongue { lexicon, store, readings: Default::default() }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Library files that lie in a folder, by name and first bytes: every `.bib`, and YAML or JSON that looks like one.
fn libraries_in(folder: &Path) -> Vec<PathBuf> {
    const MOST_FILES: usize = 4096;
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .take(MOST_FILES)
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
            match extension.as_deref() {
                Some("bib") => path.is_file(),
                Some("json") => begins(path, |text| text.starts_with('[') && text.contains("\"type\"")),
                Some("yml" | "yaml") => begins(path, |text| {
                    let mut lines =
                        text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
                    let key = lines.next().unwrap_or_default();
                    let field = lines.next().unwrap_or_default().trim_start();
                    !key.starts_with([' ', '-'])
                        && key.trim_end().ends_with(':')
                        && field.starts_with("type:")
                }),
                _ => false,
            }
        })
        .collect();
    found.sort();
    found
}

fn begins(path: &Path, looks_right: impl Fn(&str) -> bool) -> bool {
    use std::io::Read;
    let Ok(file) = fs::File::open(path) else { return false };
    let mut head = Vec::new();
    if !path.is_file() || file.take(2048).read_to_end(&mut head).is_err() {
        return false;
    }
    looks_right(String::from_utf8_lossy(&head).trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']))
}

/// The root of the repository around a folder, or the folder itself.
fn repository(folder: &Path) -> &Path {
    folder.ancestors().find(|place| place.join(".git").exists()).unwrap_or(folder)
}

/// Whether a file, links resolved, lies inside a folder. A file that is not there counts by its written path.
fn is_inside(file: &Path, root: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| plain(path));
    real(file).starts_with(real(root))
}

/// The path without `.` and `..`, as far as it can be told without the disk.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn absolute(file: &Path, root: Option<&Path>) -> PathBuf {
    root.map_or_else(|| file.to_path_buf(), |root| plain(&root.join(file)))
}

fn dedup(files: &mut Vec<PathBuf>) {
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
}

fn outside(file: &Path, by: &Path) -> Problem {
    Problem {
        path: by.to_path_buf(),
        span: None,
        position: None,
        severity: Severity::Warning,
        message: format!("{} lies outside the workspace and was not read.", file.display()),
        remedy: Some("Move it into the workspace, or name it in your own editor settings.".into()),
    }
}

fn unreadable(file: &Path, error: &ReadError) -> Problem {
    Problem {
        path: file.to_path_buf(),
        span: None,
        position: None,
        severity: Severity::Error,
        message: format!("This file was not read: {error}."),
        remedy: Some(error.remedy().into()),
    }
}
