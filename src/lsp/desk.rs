//! The desk: one thread that owns the open documents and takes events in the order they came.
//!
//! It takes all events that have arrived before it starts a check, so that a burst of edits costs few checks. It waits
//! for nothing: checks, answers and the disk are left to workers. A question about a document is answered from the
//! check of its newest text; a question whose asker has gone is dropped.

mod around;
mod whole;

use std::collections::HashMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use serde_json::Value;
use tower_lsp::ls_types::{
    Diagnostic, FileChangeType, Hover, HoverContents, MarkupContent, MarkupKind, Range, TraceValue, Uri,
};

use self::whole::Survey;
use super::actions;
use super::client::Abilities;
use super::convert;
use super::courier::{Courier, publication};
use super::crawl::Crawl;
use super::diagnostics;
use super::document::{Document, together};
use super::event::{Event, Inbox, Overview, Question};
use super::hold::Sifted;
use super::hover;
use super::key::Key;
use super::look_ups::LookUps;
use super::pool::Pool;
use super::reading::{self, Checked, Draft};
use super::settings::Settings;
use super::watch::Stamps;
use crate::workspace::{Surroundings, Workspace};

/// The owner of all that is open.
pub(super) struct Desk {
    inbox: Inbox,
    courier: Courier,
    pool: Pool,
    abilities: Arc<Abilities>,
    /// The settings that came with the greeting: they hold until the editor sets something else.
    greeting: Value,
    settings: Settings,
    workspace: Arc<Workspace>,
    /// Names looked up by another program, where the user wants that.
    look_ups: Option<Arc<LookUps>>,
    documents: HashMap<Key, Document>,
    revisions: u64,
    /// Checks under way, of documents since closed too.
    checks: usize,
    /// Files that changed while checks were under way which may have read them before: forgotten once those are over,
    /// and until then none is started.
    changed: Vec<PathBuf>,
    /// What surrounds the documents, as the problems were last worked out for.
    arounds: Vec<Arc<Surroundings>>,
    /// What is wrong with files that are not documents, by file.
    problems: HashMap<Key, Vec<Diagnostic>>,
    stamps: Stamps,
    /// How often files have been looked at, and the last look that has come back.
    looks: u64,
    looked: u64,
    /// The files that the client has told of, with the last look before it did: they are news no more.
    told: HashMap<PathBuf, u64>,
    /// Questions about all that is open, waiting for the checks.
    overviews: Vec<Box<dyn Overview>>,
    surveys: Vec<Survey>,
    crawl: Option<Arc<Crawl>>,
    crawling: bool,
    refresh: Refresh,
    /// Whether views show something else, though no text has changed.
    redraw: bool,
    trace: TraceValue,
    /// The complaint about settings that was last shown.
    complaint: String,
    ready: bool,
    stopped: bool,
    gone: bool,
}

/// How it stands with asking the client to ask again: one request at a time.
#[derive(Default)]
struct Refresh {
    wanted: bool,
    under_way: bool,
}

impl Desk {
    /// Starts the desk's thread.
    pub fn start(events: mpsc::Receiver<Event>, inbox: Inbox, courier: Courier) -> io::Result<()> {
        let mut desk = Desk {
            inbox,
            courier,
            pool: Pool::new(),
            abilities: Arc::default(),
            greeting: Value::Null,
            settings: Settings::default(),
            workspace: Arc::default(),
            look_ups: LookUps::of_user().map(Arc::new),
            documents: HashMap::new(),
            revisions: 0,
            checks: 0,
            changed: Vec::new(),
            arounds: Vec::new(),
            problems: HashMap::new(),
            stamps: Stamps::new(),
            looks: 0,
            looked: 0,
            told: HashMap::new(),
            overviews: Vec::new(),
            surveys: Vec::new(),
            crawl: None,
            crawling: false,
            refresh: Refresh::default(),
            redraw: false,
            trace: TraceValue::Off,
            complaint: String::new(),
            ready: false,
            stopped: false,
            gone: false,
        };
        thread::Builder::new().name("desk".into()).spawn(move || {
            while let Ok(event) = events.recv() {
                desk.guarded(|desk| desk.take(event));
                while let Ok(event) = events.try_recv() {
                    desk.guarded(|desk| desk.take(event));
                }
                desk.guarded(Desk::settle);
                if desk.gone {
                    return;
                }
            }
        })?;
        Ok(())
    }

    /// A bug at the desk costs one event, not the session. The panic hook logs it.
    fn guarded(&mut self, step: impl FnOnce(&mut Desk)) {
        let _ = panic::catch_unwind(AssertUnwindSafe(|| step(self)));
    }

    /// Takes one event. Nothing here takes long.
    fn take(&mut self, event: Event) {
        match event {
            Event::Initialize { abilities, folders, settings } => {
                self.abilities = abilities;
                self.workspace = Arc::new(Workspace::of_user(folders, self.settings.config.clone()));
                self.greeting = settings.unwrap_or_default();
                self.set(&Value::Null);
            }
            Event::Initialized => self.initialized(),
            Event::Open(item) => {
                let key = Key::of(&item.uri);
                let revision = self.next_revision();
                let mut document = Document::open(item, key.path(), revision);
                // Opened twice without a close: the new text counts, the old questions still wait.
                if let Some(before) = self.documents.remove(&key) {
                    document.waiting = before.waiting;
                    document.checking = before.checking;
                }
                self.documents.insert(key, document);
                self.look_around();
                self.look_for_index();
            }
            Event::Change { uri, version, changes } => self.change(&uri, version, changes),
            Event::Save(uri) => {
                let key = Key::of(&uri);
                if let Some(document) = self.documents.get_mut(&key) {
                    document.release();
                    document.unsaved = false;
                }
                self.surrounding_let_go(&key);
                self.look_around();
                self.look_for_index();
            }
            Event::Pause { key, revision } => {
                if let Some(document) = self.documents.get_mut(&key)
                    && document.hold.paused(revision)
                {
                    document.published = false;
                }
            }
            Event::Close(uri) => self.close(&uri),
            Event::Settings(settings) => match settings {
                _ if self.abilities.configuration => self.courier.pull_settings(),
                Some(settings) => self.set(&settings),
                None => {}
            },
            Event::PulledSettings(settings) => self.set(&settings),
            Event::Folders { added, removed } => {
                let mut folders = self.workspace.folders().to_vec();
                folders.retain(|folder| !removed.contains(folder));
                folders.extend(added);
                self.reset(folders);
            }
            Event::Files(files) => self.files(files),
            Event::Trace(trace) => self.trace = trace,
            Event::Refreshed => self.refresh.under_way = false,
            Event::Ask { uri, cursor, question } => {
                let key = Key::of(&uri);
                let seen = cursor.filter(|_| self.documents.contains_key(&key));
                if let Some(place) = seen {
                    self.seen(&key, place);
                }
                match self.documents.get_mut(&key) {
                    Some(document) if self.settings.shows(&question) => document.waiting.push(question),
                    _ => answer_unknown(question),
                }
            }
            Event::Overview(overview) => self.overviews.push(overview),
            Event::Survey { params, reply } => self.surveys.push(Survey { params, reply }),
            Event::Checked { key, checked } => self.checked(&key, checked),
            Event::Crawled => self.crawling = false,
            Event::Problems(problems) => self.show_problems(problems),
            Event::Stamped { now, look } => self.stamped(now, look),
            Event::Rest { key, revision } => self.surrounding_rests(&key, revision),
            Event::IndexReplaced => self.reset(self.workspace.folders().to_vec()),
            Event::Stop => self.stopped = true,
            Event::Gone => self.gone = true,
        }
    }

    fn initialized(&mut self) {
        self.ready = true;
        if self.abilities.watches {
            self.courier.watch_files();
        }
        if self.abilities.configuration {
            self.courier.pull_settings();
        }
    }

    fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<tower_lsp::ls_types::TextDocumentContentChangeEvent>,
    ) {
        let key = Key::of(uri);
        let revision = self.next_revision();
        let Some(document) = self.documents.get_mut(&key) else {
            tracing::warn!("a change to a document that is not open");
            return;
        };
        if !self.abilities.pulls {
            document.hold.edited(&changes, revision, self.abilities.encoding);
        }
        document.change(version, changes, self.abilities.encoding);
        document.revision = revision;
        document.edited = revision;
        document.unsaved = true;
        document.published = false;
        self.courier.recall(&key);
        self.surrounding_edited(&key, revision);
        let others = self.documents.iter_mut().filter(|(other, _)| **other != key);
        others.for_each(|(_, document)| document.release());
    }

    /// The cursor has been seen in these lines of a document, and so no longer anywhere else.
    fn seen(&mut self, key: &Key, place: Range) {
        for (other, document) in &mut self.documents {
            if other != key {
                document.release();
            } else if document.hold.seen(place) {
                document.published = false;
            }
        }
    }

    fn close(&mut self, uri: &Uri) {
        let key = Key::of(uri);
        let Some(document) = self.documents.remove(&key) else {
            return;
        };
        for question in document.waiting {
            answer_unknown(question);
        }
        self.surrounding_let_go(&key);
        // What is wrong with it as a file of the house stays; as a document it is no longer ours.
        if !self.abilities.pulls || self.problems.contains_key(&key) {
            let left = self.problems.get(&key).cloned().unwrap_or_default();
            self.courier.publish(&key, publication(&document.uri, left, None));
        }
    }

    /// Files have changed. An article that is merely saved surrounds nothing, though its folder does.
    fn files(&mut self, files: Vec<(PathBuf, FileChangeType)>) {
        for (file, change) in files {
            let surrounds = self.checks > 0 || self.arounds.iter().any(|around| around.files.contains(&file));
            // A file that comes or goes changes its folder.
            for path in [Some(file.as_path()), file.parent()].into_iter().flatten() {
                let known = self.stamps.remove(path).is_some();
                if known || self.arounds.iter().any(|around| around.files.iter().any(|it| it == path)) {
                    self.told.insert(path.to_path_buf(), self.looks);
                }
            }
            let saved =
                change == FileChangeType::CHANGED && self.documents.contains_key(&Key::of_path(&file));
            if !saved || surrounds {
                self.changed.push(file);
            }
        }
    }

    fn checked(&mut self, key: &Key, checked: Arc<Checked>) {
        self.checks -= 1;
        let Some(document) = self.documents.get_mut(key) else {
            return;
        };
        // A check of a document closed and opened again since may come in beside one of the new one: then the
        // newer text is merely checked once more.
        document.checking = false;
        if checked.revision == document.revision {
            if self.trace != TraceValue::Off {
                let (count, took) = (checked.diagnostics.len(), checked.took.as_secs_f32() * 1000.0);
                self.courier.trace(format!("version {}: {count} findings in {took:.1} ms", checked.version));
            }
            document.checked = Some(checked);
        }
    }

    /// Takes new settings. What is wrong with them is told once: only the user can mend it.
    fn set(&mut self, value: &Value) {
        let (settings, complaints) = Settings::read(&[&self.greeting, value]);
        let complaint = complaints.join("; ");
        if complaint != self.complaint && !complaint.is_empty() {
            self.courier.warn(format!("factcheck-ls settings: {complaint}"));
        }
        self.complaint = complaint;
        if settings != self.settings {
            self.settings = settings;
            Arc::make_mut(&mut self.abilities).hints = self.settings.hints;
            self.reset(self.workspace.folders().to_vec());
        }
    }

    /// Starts over with other folders or settings. Documents stay as they are in the editor.
    fn reset(&mut self, folders: Vec<PathBuf>) {
        self.workspace = Arc::new(Workspace::of_user(folders, self.settings.config.clone()));
        self.hold_unsaved();
        self.recheck();
    }

    /// Everything must be checked again, though no text has changed.
    fn recheck(&mut self) {
        self.crawl = None;
        for document in self.documents.values_mut() {
            self.revisions += 1;
            document.revision = self.revisions;
            document.published = false;
        }
        self.refresh.wanted |= self.abilities.pulls;
        self.redraw = true;
    }

    fn next_revision(&mut self) -> u64 {
        self.revisions += 1;
        self.revisions
    }

    /// After all events that have come: starts what is to be started, answers what can be answered.
    fn settle(&mut self) {
        if !self.changed.is_empty() && self.checks == 0 {
            let mut stale = false;
            for file in std::mem::take(&mut self.changed) {
                stale |= self.workspace.forget(&file);
            }
            // The crawl notices what becomes of its documents, but not of what surrounds them.
            self.crawl = None;
            if stale {
                self.recheck();
            }
        }
        if self.changed.is_empty() {
            self.start_checks();
        }
        self.publish();
        self.answer();
        self.work_out_problems();
        self.answer_overviews();
        self.answer_surveys();
        if self.redraw && self.ready && !self.stopped {
            self.redraw = false;
            self.courier.redraw(self.abilities.redraws);
        }
        if self.refresh.wanted && !self.refresh.under_way && self.ready && !self.stopped {
            self.refresh = Refresh { wanted: false, under_way: self.abilities.refreshes };
            if self.abilities.refreshes {
                self.courier.refresh();
            }
        }
    }

    fn start_checks(&mut self) {
        for (key, document) in &mut self.documents {
            if document.checking || document.fresh().is_some() {
                continue;
            }
            document.checking = true;
            self.checks += 1;
            let draft = Draft {
                uri: document.uri.clone(),
                path: document.path.clone(),
                syntax: document.syntax,
                buffer: document.buffer.clone(),
                revision: document.revision,
            };
            let (workspace, abilities) = (self.workspace.clone(), self.abilities.clone());
            let (key, inbox) = (key.clone(), self.inbox.clone());
            self.pool.run(move || {
                let checked = Arc::new(reading::check(draft, &workspace, &abilities));
                inbox.send(Event::Checked { key, checked });
            });
        }
    }

    /// Sends what has been found, to clients that do not ask for it.
    fn publish(&mut self) {
        if self.abilities.pulls || self.stopped {
            return;
        }
        for (key, document) in &mut self.documents {
            let Some(checked) = document.fresh().filter(|_| !document.published) else {
                continue;
            };
            let diagnostics = together(&checked.diagnostics, self.problems.get(key));
            let version = Some(checked.version);
            let Sifted { diagnostics, wait } = document.hold.sift(diagnostics);
            self.courier.publish(key, publication(&document.uri, diagnostics, version));
            document.published = true;
            if let Some((wait, revision)) = wait {
                self.courier.later(wait, Event::Pause { key: key.clone(), revision });
            }
        }
    }

    /// Answers questions about documents whose check is over.
    fn answer(&mut self) {
        for (key, document) in &mut self.documents {
            document.waiting.retain(|question| !question.is_cancelled());
            let Some(checked) = document.fresh().cloned().filter(|_| !document.waiting.is_empty()) else {
                continue;
            };
            for question in std::mem::take(&mut document.waiting) {
                let (checked, abilities) = (checked.clone(), self.abilities.clone());
                let (problems, look_ups) = (self.problems.get(key).cloned(), self.look_ups.clone());
                self.pool.run(move || {
                    if !question.is_cancelled() {
                        answer(question, &checked, problems.as_ref(), look_ups.as_deref(), &abilities);
                    }
                });
            }
        }
    }
}

/// Answers a question from a check.
fn answer(
    question: Question,
    checked: &Checked,
    problems: Option<&Vec<Diagnostic>>,
    look_ups: Option<&LookUps>,
    abilities: &Abilities,
) {
    match question {
        Question::Hover { at, reply } => {
            let places = checked.places(abilities);
            let report = checked.report.as_ref();
            let found = report.and_then(|report| hover::at(report, places.offset(at)));
            reply.send(found.map(|mut found| {
                if let (Some(name), Some(look_ups)) = (&found.unknown, look_ups) {
                    found.markdown.push_str(&format!("\n\n---\n\n{}", look_ups.ask(name)));
                }
                let (kind, value) = if abilities.markdown {
                    (MarkupKind::Markdown, found.markdown)
                } else {
                    (MarkupKind::PlainText, convert::plain_text(&found.markdown))
                };
                let contents = HoverContents::Markup(MarkupContent { kind, value });
                Hover { contents, range: Some(places.range(found.span)) }
            }));
        }
        Question::Actions { params, reply } => reply.send(actions::at(checked, &params, abilities)),
        Question::Diagnostics { previous, reply } => {
            let diagnostics = together(&checked.diagnostics, problems);
            reply.send(diagnostics::document(diagnostics, previous.as_deref()));
        }
        Question::Look(look) => look.answer(Some(checked), abilities),
    }
}

/// Answers a question about a document that is not open.
fn answer_unknown(question: Question) {
    match question {
        Question::Hover { reply, .. } => reply.send(None),
        Question::Actions { reply, .. } => reply.send(None),
        Question::Diagnostics { reply, .. } => reply.send(diagnostics::document(Vec::new(), None)),
        Question::Look(look) => look.answer(None, &Abilities::default()),
    }
}
