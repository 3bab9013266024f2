//! Tables, as GitHub has them.

use std::fmt;

use super::Writer;
use super::inline::{At, Line};
use super::run::Run;
use crate::content::{Cell, Row, Table};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table<'_>) -> fmt::Result {
        if let Some(caption) = table.caption() {
            self.paragraph(&Run::of(caption))?;
        }
        let Some(rows) = runs(table) else {
            let cells = table.rows().iter().flat_map(Row::cells);
            return cells.map(Cell::blocks).try_for_each(|blocks| {
                self.part();
                self.blocks(blocks, false)
            });
        };
        let first_is_head = table.rows().first().is_some_and(|row| {
            let mut cells = row.cells().iter();
            !row.cells().is_empty() && cells.all(Cell::is_header)
        });
        let (head, rows) = match rows.split_first() {
            Some((head, rows)) if first_is_head => (head.as_slice(), rows),
            _ => (&[][..], rows.as_slice()),
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
        self.part();
        self.row(head, columns)?;
        self.begin_line()?;
        (0..columns).try_for_each(|_| self.out.write_str("|---"))?;
        self.out.write_str("|\n")?;
        // A row may end early: cells that are missing are empty.
        let mut rows = rows.iter().filter(|row| !row.is_empty());
        rows.try_for_each(|row| self.row(row, row.len()))
    }

    fn row(&mut self, cells: &[Option<Run<'_>>], columns: usize) -> fmt::Result {
        self.begin_line()?;
        for column in 0..columns {
            self.out.write_str("| ")?;
            let run = cells.get(column).and_then(Option::as_ref);
            if let Some(run) = run.filter(|run| !run.is_empty()) {
                let mut line = Line::new(self.out, run, "<br>");
                line.in_table = true;
                line.at = At::Inside;
                line.write()?;
                self.out.write_str(" ")?;
            }
        }
        self.out.write_str("|\n")
    }
}

/// Returns what the rows hold, with nothing in the places that a cell before covers, too. Returns
/// nothing if there are not two columns, nor if a cell holds what a line cannot.
fn runs<'c>(table: &'c Table<'c>) -> Option<Vec<Vec<Option<Run<'c>>>>> {
    let counts = || table.rows().iter().map(|row| row.cells().len());
    if counts().max().unwrap_or(0) < 2 {
        return None;
    }
    // Places that are covered may be as many as the source says.
    let mut left = 8 * counts().sum::<usize>();
    // The row from which on each column is not covered any more.
    let mut free_from: Vec<usize> = Vec::new();
    let mut rows = Vec::with_capacity(table.rows().len());
    for (number, row) in table.rows().iter().enumerate() {
        let mut runs = Vec::with_capacity(row.cells().len());
        for cell in row.cells() {
            while left > 0 && free_from.get(runs.len()).is_some_and(|free| *free > number) {
                runs.push(None);
                left -= 1;
            }
            let covers = usize::from(cell.columns()).min(left + 1);
            left -= covers - 1;
            let free = match cell.rows() {
                0 => usize::MAX,
                rows => number + usize::from(rows),
            };
            for place in 0..covers {
                match free_from.get_mut(runs.len()) {
                    Some(before) => *before = free,
                    None => free_from.resize(runs.len() + 1, free),
                }
                let run = if place == 0 { Some(line(cell)?) } else { None };
                runs.push(run);
            }
        }
        rows.push(runs);
    }
    Some(rows)
}

/// Returns what a cell holds, as one line.
fn line<'c>(cell: &'c Cell<'c>) -> Option<Run<'c>> {
    let mut run = Run::default();
    for block in cell.blocks() {
        run.line_break();
        if !run.block(block) {
            return None;
        }
    }
    Some(run)
}
