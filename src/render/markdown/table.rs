//! Writes tables, as in GitHub Flavored Markdown.

use std::fmt::{self, Write};

use super::Writer;
use super::escape::{At, Escape};
use super::inline::Line;
use super::run::Run;
use crate::content::{ContentChildren, ContentEvent, ContentKind, ContentRef, Table, TableCell};
use crate::render::options::RenderOptions;

impl<'w, W: Write + ?Sized> Writer<'w, W> {
    /// Writes a table without its caption.
    pub(super) fn table(&mut self, table: Table<'w, '_>) -> fmt::Result {
        // The rows are computed twice, so that only one row is in memory at a time.
        let columns = Rows::of(table).map(|row| row.len()).max().unwrap_or(0);
        let mut rows = Rows::of(table).peekable();
        let first_is_head = table.rows().next().is_some_and(|row| {
            let mut cells = row
                .children()
                .filter_map(ContentRef::as_table_cell)
                .peekable();
            cells.peek().is_some() && cells.all(TableCell::is_header)
        });
        let head = rows.next_if(|_| first_is_head);
        self.part();
        self.row(&head.unwrap_or_default(), columns)?;
        self.begin_line()?;
        (0..columns).try_for_each(|_| self.out.write_str("|---"))?;
        self.out.write_str("|\n")?;
        // In Markdown, a row may have fewer cells than the head. The missing cells are empty.
        let mut rows = rows.filter(|row| !row.is_empty());
        rows.try_for_each(|row| self.row(&row, row.len()))
    }

    fn row(&mut self, places: &[Option<TableCell<'w, '_>>], columns: usize) -> fmt::Result {
        self.begin_line()?;
        for column in 0..columns {
            self.out.write_str("| ")?;
            let cell = places.get(column).copied().flatten();
            let run = cell
                .map(|cell| line(cell, self.options))
                .filter(|run| !run.is_empty());
            if let Some(run) = run {
                let line_break = self.inline_break();
                let mut escape = Escape::new(self.out, self.options);
                (escape.in_table, escape.at) = (true, At::Inside);
                Line::new(escape, &run, line_break).write()?;
                self.out.write_str(" ")?;
            }
        }
        self.out.write_str("|\n")
    }
}

/// An iterator over the rows of a table. Each row is a vector with an entry for each column: the
/// cell that starts in this column, or `None` if another cell spans the column.
struct Rows<'c, 'a> {
    rows: ContentChildren<'c, 'a>,
    /// The number of rows that were returned so far.
    number: u32,
    /// The number of entries that may still be added because of `colspan` and `rowspan`. This
    /// number is limited because a source may contain very large values of these attributes.
    left: usize,
    /// For each column, the number of the first row that the cells so far do not span.
    free_from: Vec<u32>,
}

impl<'c, 'a> Rows<'c, 'a> {
    fn of(table: Table<'c, 'a>) -> Self {
        let cells = table.rows().map(|row| row.children().count());
        Rows {
            rows: table.rows(),
            number: 0,
            left: 8 * cells.sum::<usize>(),
            free_from: Vec::new(),
        }
    }
}

impl<'c, 'a> Iterator for Rows<'c, 'a> {
    type Item = Vec<Option<TableCell<'c, 'a>>>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        let number = self.number;
        self.number += 1;
        let mut places = Vec::new();
        for cell in row.children().filter_map(ContentRef::as_table_cell) {
            let is_covered = |free: &u32| *free > number;
            while self.left > 0 && self.free_from.get(places.len()).is_some_and(is_covered) {
                places.push(None);
                self.left -= 1;
            }
            let covers = usize::from(cell.colspan()).min(self.left + 1);
            self.left -= covers - 1;
            let free = match cell.rowspan() {
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

/// Returns whether a table can be written as a Markdown table. The table must have at least two
/// columns, and each cell must fit on one line. A list fits only if `with_html` is `true`, because
/// its items are separated by `<br>`.
pub(super) fn fits(table: Table<'_, '_>, with_html: bool) -> bool {
    let cells = || table.rows().flat_map(ContentRef::children);
    let fits = |block: ContentRef<'_, '_>| match block.kind() {
        ContentKind::Paragraph | ContentKind::Heading | ContentKind::Image | ContentKind::Embed => {
            true
        }
        ContentKind::List => with_html && { block.descendants() }.all(is_of_lists),
        _ => false,
    };
    table.rows().any(|row| row.children().nth(1).is_some())
        && cells().flat_map(ContentRef::children).all(fits)
}

/// Returns whether a descendant of a list in a cell can be written on the line of the cell.
fn is_of_lists(part: ContentRef<'_, '_>) -> bool {
    !matches!(
        part.kind(),
        ContentKind::BlockQuote
            | ContentKind::Table
            | ContentKind::Preformatted
            | ContentKind::ThematicBreak
    )
}

/// Returns the contents of a cell as inline content, to be written on one line.
fn line<'c, 'a>(cell: TableCell<'c, 'a>, options: &'c RenderOptions<'c>) -> Run<'c, 'a> {
    let mut run = Run::new(options);
    let mut events = cell.events();
    events.next();
    // The first block of an item follows the marker without a line break.
    let mut follows_marker = false;
    while let Some(event) = events.next() {
        let block = match event {
            ContentEvent::Start(block) if block.kind() != ContentKind::List => block,
            _ => continue,
        };
        if !std::mem::take(&mut follows_marker) {
            run.line_break();
        }
        if block.kind() == ContentKind::ListItem {
            run.marker(block.number());
            follows_marker = true;
        } else {
            run.block(block);
            events.skip_subtree();
        }
    }
    run.complete();
    run
}
