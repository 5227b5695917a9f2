//! The form of the tables: `|` between cells, `;` between the items of a cell, `#` before comments; the first line
//! that is no comment names the columns. Two comments are read: `# as of: DATE` and `# source: …`.

/// A table read.
#[derive(Debug, Default)]
pub(super) struct Table<'t> {
    /// The date as of which its facts hold.
    pub(super) as_of: &'t str,
    /// Where they come from. Only for readers of the file, and for the test that it is there.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) source: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    columns: &'t [&'t str],
    cells: &'t [&'t str],
    /// Its line in the file, counted from 1, for the tests' messages.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) line: usize,
}

impl<'t> Table<'t> {
    /// Reads a table. Never fails: a row with too few cells has empty ones at its end.
    pub(super) fn parse(text: &'t str) -> Self {
        let mut table = Table::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(comment) = line.strip_prefix('#') {
                match comment.trim().split_once(':') {
                    Some(("as of", value)) => table.as_of = value.trim(),
                    Some(("source", value)) => table.source = value.trim(),
                    _ => {}
                }
            } else if !line.is_empty() {
                let cells: Vec<_> = line.split('|').map(str::trim).collect();
                if table.columns.is_empty() {
                    table.columns = cells;
                } else {
                    table.rows.push((index + 1, cells));
                }
            }
        }
        table
    }

    /// Its rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { columns: &self.columns, cells, line: *line })
    }

    /// How many columns it has.
    #[cfg(test)]
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }
}

impl<'t> Row<'t> {
    /// The cell in this column; empty when there is none.
    pub(super) fn get(&self, column: &str) -> &'t str {
        let index = self.columns.iter().position(|name| *name == column);
        index.and_then(|index| self.cells.get(index)).copied().unwrap_or_default()
    }

    /// The items of the cell in this column.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// How many cells it has.
    #[cfg(test)]
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }
}
