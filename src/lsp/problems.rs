//! What is wrong with the files around documents (configuration, libraries, notes), as diagnostics of those files.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, Range};

use super::convert::{self, Places};
use super::reading::ByFile;
use crate::text::{Encoding, LineIndex, Problem};
use crate::workspace::Surroundings;

/// The diagnostics of each file with problems. Takes those files' texts as
/// they are held in the editor, or reads them again, to place the problems in them.
pub(super) fn by_file(
    arounds: &[Arc<Surroundings>],
    held: impl Fn(&Path) -> Option<Arc<str>>,
    encoding: Encoding,
) -> ByFile {
    let mut problems: Vec<&Problem> = Vec::new();
    for problem in arounds.iter().flat_map(|around| &around.problems) {
        if problem.path.is_absolute() && !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    let mut by_file = ByFile::new();
    for path in problems.iter().map(|problem| &problem.path) {
        if by_file.contains_key(path) {
            continue;
        }
        let text = held(path).unwrap_or_else(|| read(path).into());
        let lines = LineIndex::new(&text);
        let places = Places::new(&text, &lines, encoding);
        let here = problems.iter().filter(|problem| problem.path == *path);
        by_file.insert(path.clone(), here.map(|problem| diagnostic(problem, &places)).collect());
    }
    by_file
}

fn read(path: &Path) -> String {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => String::new(),
    }
}

fn diagnostic(problem: &Problem, places: &Places<'_>) -> Diagnostic {
    let range = match (problem.span, problem.position) {
        (Some(span), _) => places.range(span),
        (None, Some(place)) => {
            let at = Position { line: place.line, character: place.column };
            Range { start: at, end: at }
        }
        (None, None) => Range::default(),
    };
    let message = match &problem.remedy {
        Some(remedy) => format!("{}\n{remedy}", problem.message),
        None => problem.message.clone(),
    };
    let severity: DiagnosticSeverity = convert::severity(problem.severity);
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String("setup".into())),
        source: Some(convert::SOURCE.into()),
        message,
        ..Diagnostic::default()
    }
}
