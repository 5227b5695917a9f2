//! Which configuration file governs a document.

use std::path::{Path, PathBuf};

use super::FILE_NAME;

/// The configuration file that governs `document`: the nearest in its folder or above, not above `root` when the
/// document lies inside it.
///
/// A document outside of `root` is searched for up to the top of its repository, the home folder or the disk,
/// whichever comes first.
pub fn find(document: &Path, root: Option<&Path>) -> Option<PathBuf> {
    let document = std::path::absolute(document).ok()?;
    let root = root.filter(|root| document.starts_with(root));
    let home = home();
    for folder in document.ancestors().skip(1) {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        let last = match root {
            Some(root) => folder == root,
            None => folder.join(".git").exists() || Some(folder) == home.as_deref(),
        };
        if last {
            break;
        }
    }
    None
}

/// The folder a terminal's user means by "this project": the nearest at or above `folder` that holds a configuration
/// file or a repository, or `folder` itself. Never the home folder unless it is `folder`.
pub fn project_root(folder: &Path) -> PathBuf {
    let home = home();
    folder
        .ancestors()
        .take_while(|above| Some(*above) != home.as_deref())
        .find(|above| above.join(FILE_NAME).is_file() || above.join(".git").exists())
        .unwrap_or(folder)
        .to_owned()
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}
