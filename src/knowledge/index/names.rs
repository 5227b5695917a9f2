//! Names in order, however many: sorted in runs on disk, then merged. Memory holds one run.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::wikidata::ItemId;

/// How much of the names is sorted at once, in bytes.
const RUN: usize = 64 << 20;

/// Who goes by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bearer {
    /// How well known, in wikis with a page about it; the best known first in order.
    pub sitelinks: Reverse<u16>,
    /// The item.
    pub id: ItemId,
}

/// Names on their way into order.
pub struct Runs {
    folder: PathBuf,
    names: Vec<(Box<str>, Bearer)>,
    bytes: usize,
    files: Vec<PathBuf>,
}

impl Runs {
    /// Runs in files of this folder.
    pub fn new(folder: &Path) -> Runs {
        Runs { folder: folder.to_path_buf(), names: Vec::new(), bytes: 0, files: Vec::new() }
    }

    /// Adds a name.
    pub fn push(&mut self, name: &str, bearer: Bearer) -> io::Result<()> {
        self.bytes += name.len() + size_of::<(Box<str>, Bearer)>();
        self.names.push((name.into(), bearer));
        if self.bytes >= RUN { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.names.sort_unstable();
        self.names.dedup();
        let path = self.folder.join(format!("names-{:05}", self.files.len()));
        let mut out = BufWriter::new(File::create(&path)?);
        for (name, bearer) in self.names.drain(..) {
            // Names are far shorter than 64 KiB.
            let length = u16::try_from(name.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(name.as_bytes())?;
            out.write_all(&bearer.sitelinks.0.to_le_bytes())?;
            out.write_all(&bearer.id.to_le_bytes())?;
        }
        out.flush()?;
        self.files.push(path);
        self.bytes = 0;
        Ok(())
    }

    /// Hands over every name with its bearers, in order, the best known bearer first.
    pub fn merge<E: From<io::Error>>(
        mut self,
        mut take: impl FnMut(&str, &[Bearer]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.spill()?;
        let mut readers = Vec::new();
        let mut heap = BinaryHeap::new();
        for (index, path) in self.files.iter().enumerate() {
            let mut reader = BufReader::with_capacity(1 << 18, File::open(path)?);
            if let Some(first) = read(&mut reader)? {
                heap.push(Reverse((first, index)));
            }
            readers.push(reader);
        }
        let mut name: Box<str> = "".into();
        let mut bearers: Vec<Bearer> = Vec::new();
        while let Some(Reverse(((next, bearer), index))) = heap.pop() {
            if let Some(more) = read(&mut readers[index])? {
                heap.push(Reverse((more, index)));
            }
            if next != name {
                if !bearers.is_empty() {
                    take(&name, &bearers)?;
                }
                bearers.clear();
                name = next;
            }
            if bearers.last() != Some(&bearer) {
                bearers.push(bearer);
            }
        }
        if !bearers.is_empty() {
            take(&name, &bearers)?;
        }
        for path in &self.files {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}

fn read(from: &mut impl Read) -> io::Result<Option<(Box<str>, Bearer)>> {
    let mut length = [0; 2];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut name = vec![0; usize::from(u16::from_le_bytes(length))];
    from.read_exact(&mut name)?;
    let name = String::from_utf8(name).map_err(|_| io::ErrorKind::InvalidData)?;
    let (mut sitelinks, mut id) = ([0; 2], [0; 4]);
    from.read_exact(&mut sitelinks)?;
    from.read_exact(&mut id)?;
    let bearer = Bearer { sitelinks: Reverse(u16::from_le_bytes(sitelinks)), id: ItemId::from_le_bytes(id) };
    Ok(Some((name.into(), bearer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_in_order_the_best_known_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut runs = Runs::new(folder.path());
        for (round, (name, sitelinks, id)) in
            [("b", 1, 1), ("a", 2, 2), ("b", 9, 3), ("b", 1, 1), ("c", 0, 4)].into_iter().enumerate()
        {
            runs.push(name, Bearer { sitelinks: Reverse(sitelinks), id }).expect("kept");
            if round % 2 == 1 {
                runs.spill().expect("written");
            }
        }
        let mut found = Vec::new();
        let merged: io::Result<()> = runs.merge(|name, bearers| {
            found.push((name.to_owned(), bearers.iter().map(|bearer| bearer.id).collect::<Vec<_>>()));
            Ok(())
        });
        merged.expect("merged");
        assert_eq!(found, [("a".into(), vec![2]), ("b".into(), vec![3, 1]), ("c".into(), vec![4])]);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
    }
}
