//! Writes lists and the markers of their items.

use std::fmt::{self, Write};

use super::{Open, Writer};
use crate::content::{ContentKind, ContentRef, List};

/// The kind of marker that the items of a list have. Adjacent lists need different markers, because Markdown
/// would otherwise join the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) is_ordered: bool,
    /// Whether the marker is `+` instead of `-`, or has `)` instead of `.` after the number.
    pub(super) is_other: bool,
}

/// The highest number that Markdown allows for a list item. The lowest is 0.
const MAX_NUMBER: i64 = 999_999_999;

impl<W: Write + ?Sized> Writer<'_, W> {
    pub(super) fn start_list(&mut self, list: List<'_, '_>) {
        let is_ordered = list.is_ordered();
        let before = self.list.filter(|list| list.is_ordered == is_ordered);
        let is_other = before.is_some_and(|list| !list.is_other);
        self.open.push(Open::List {
            marker: Marker {
                is_ordered,
                is_other,
            },
            next: None,
            is_plain: is_ordered && !has_numbers(list),
            is_tight: is_tight(list),
            has_items: false,
        });
    }

    pub(super) fn start_item(&mut self, item: ContentRef<'_, '_>) -> fmt::Result {
        let Some(Open::List {
            marker,
            next,
            is_plain,
            is_tight,
            has_items,
        }) = self.open.last_mut()
        else {
            return Ok(());
        };
        let number = i64::from(item.number().unwrap_or(0));
        // Markdown numbers items consecutively from the first one. If the numbers in the article are not
        // consecutive, a new list begins, with another delimiter.
        let begins_list = marker.is_ordered && next.is_some_and(|next| next != number);
        marker.is_other ^= begins_list;
        *next = Some(number + 1);
        let (is_tight, is_plain) = (*is_tight, *is_plain);
        let needs_gap = *has_items && (!is_tight || begins_list || is_plain);
        let marker = match (marker.is_ordered, marker.is_other) {
            // Only numbers that Markdown would read as a marker need an escape.
            (true, _) if is_plain && is_number(number) => format!("{number}\\. "),
            (true, is_other) if is_plain || !is_other => format!("{number}. "),
            (true, _) => format!("{number}) "),
            (false, false) => "- ".to_owned(),
            (false, true) => "+ ".to_owned(),
        };
        if needs_gap {
            self.part();
        }
        if !is_plain {
            let blanks = " ".repeat(marker.len());
            self.start_inside(&marker, &blanks, is_tight);
            return Ok(());
        }
        let first = item.children().next();
        if first.is_some_and(|first| first.kind() == ContentKind::Paragraph) {
            self.start_inside(&marker, "", false);
            return Ok(());
        }
        self.start_inside("", "", false);
        self.lines(marker.trim_end())?;
        self.part();
        Ok(())
    }

    /// Writes the marker of the item if the item is empty and the list is ordered.
    pub(super) fn end_item(&mut self) -> fmt::Result {
        // Markdown numbers items by counting them, so empty items must be written, too.
        let list = self.open.iter().rev().nth(1);
        let is_plain = match list {
            Some(Open::List {
                marker, is_plain, ..
            }) if marker.is_ordered => Some(*is_plain),
            _ => None,
        };
        if let Some(is_plain) = is_plain.filter(|_| self.lead.is_some()) {
            match self.options.markdown_html && !is_plain {
                true => self.lines("<!-- -->")?,
                false => self.empty_line()?,
            }
        }
        Ok(())
    }
}

/// Returns whether Markdown allows the numbers of all items of a list.
fn has_numbers(list: List<'_, '_>) -> bool {
    let mut numbers = list.items().filter_map(ContentRef::number);
    numbers.all(|number| is_number(number.into()))
}

fn is_number(number: i64) -> bool {
    (0..=MAX_NUMBER).contains(&number)
}

/// Returns whether a list is written without blank lines between and inside its items. This is the
/// case if each item contains at most one block, or a paragraph and a list that may follow the
/// paragraph without a blank line.
fn is_tight(list: List<'_, '_>) -> bool {
    list.items().all(|item| {
        let mut blocks = item.children();
        let (first, second, third) = (blocks.next(), blocks.next(), blocks.next());
        let is_paragraph = |block: Option<ContentRef<'_, '_>>| {
            block.is_some_and(|block| block.kind() == ContentKind::Paragraph)
        };
        let Some(second) = second else { return true };
        let inner = second
            .as_list()
            .filter(|_| third.is_none() && is_paragraph(first));
        inner.is_some_and(|inner| {
            let first = inner.items().next().and_then(|item| item.children().next());
            inner.start().is_none_or(|start| start == 1) && is_paragraph(first)
        })
    })
}
