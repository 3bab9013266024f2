//! Tables, as GitHub has them.

use std::{fmt, slice};

use super::Writer;
use super::inline::{At, Line};
use super::run::Run;
use crate::content::{Block, Cell, Row, Table};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table<'_>) -> fmt::Result {
        if let Some(caption) = table.caption() {
            self.paragraph(&Run::of(caption))?;
        }
        if !fits(table) {
            let cells = table.rows().iter().flat_map(Row::cells);
            return cells.map(Cell::blocks).try_for_each(|blocks| {
                self.part();
                self.blocks(blocks, false)
            });
        }
        // The rows are placed twice, so that no more than one is in memory.
        let columns = Rows::of(table).map(|row| row.len()).max().unwrap_or(0);
        let mut rows = Rows::of(table).peekable();
        let first_is_head = table.rows().first().is_some_and(|row| {
            let mut cells = row.cells().iter();
            !row.cells().is_empty() && cells.all(Cell::is_header)
        });
        let head = rows.next_if(|_| first_is_head);
        self.part();
        self.row(&head.unwrap_or_default(), columns)?;
        self.begin_line()?;
        (0..columns).try_for_each(|_| self.out.write_str("|---"))?;
        self.out.write_str("|\n")?;
        // A row may end early: cells that are missing are empty.
        let mut rows = rows.filter(|row| !row.is_empty());
        rows.try_for_each(|row| self.row(&row, row.len()))
    }

    fn row(&mut self, places: &[Option<&Cell<'_>>], columns: usize) -> fmt::Result {
        self.begin_line()?;
        for column in 0..columns {
            self.out.write_str("| ")?;
            let cell = places.get(column).copied().flatten();
            let run = cell.map(line).filter(|run| !run.is_empty());
            if let Some(run) = run {
                let mut line = Line::new(self.out, &run, "<br>");
                line.in_table = true;
                line.at = At::Inside;
                line.write()?;
                self.out.write_str(" ")?;
            }
        }
        self.out.write_str("|\n")
    }
}

/// The rows of a table: the cell in each place, nothing in those that a cell before covers, too.
struct Rows<'c, 'a> {
    rows: slice::Iter<'c, Row<'a>>,
    /// How many rows were placed.
    number: u32,
    /// How many more places may be covered, which may be as many as the source says.
    left: usize,
    /// The row from which on each column is not covered any more.
    free_from: Vec<u32>,
}

impl<'c, 'a> Rows<'c, 'a> {
    fn of(table: &'c Table<'a>) -> Self {
        let cells = table.rows().iter().map(|row| row.cells().len());
        Rows {
            rows: table.rows().iter(),
            number: 0,
            left: 8 * cells.sum::<usize>(),
            free_from: Vec::new(),
        }
    }
}

impl<'c, 'a> Iterator for Rows<'c, 'a> {
    type Item = Vec<Option<&'c Cell<'a>>>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        let number = self.number;
        self.number += 1;
        let mut places = Vec::with_capacity(row.cells().len());
        for cell in row.cells() {
            let is_covered = |free: &u32| *free > number;
            while self.left > 0 && self.free_from.get(places.len()).is_some_and(is_covered) {
                places.push(None);
                self.left -= 1;
            }
            let covers = usize::from(cell.columns()).min(self.left + 1);
            self.left -= covers - 1;
            let free = match cell.rows() {
                0 => u32::MAX,
                rows => number.saturating_add(u32::from(rows)),
            };
            for place in 0..covers {
                match self.free_from.get_mut(places.len()) {
                    Some(before) => *before = free,
                    None => self.free_from.resize(places.len() + 1, free),
                }
                places.push((place == 0).then_some(cell));
            }
        }
        Some(places)
    }
}

/// Returns whether a table has two columns, and all of its cells hold what a line can.
fn fits(table: &Table<'_>) -> bool {
    let mut blocks = table
        .rows()
        .iter()
        .flat_map(Row::cells)
        .flat_map(Cell::blocks);
    table.rows().iter().any(|row| row.cells().len() > 1)
        && blocks.all(|block| {
            matches!(
                block,
                Block::Paragraph(_) | Block::Heading(_) | Block::Image(_) | Block::Embed(_)
            )
        })
}

/// Returns what a cell holds, as one line.
fn line<'c>(cell: &'c Cell<'_>) -> Run<'c> {
    let mut run = Run::default();
    for block in cell.blocks() {
        run.line_break();
        run.block(block);
    }
    run
}
