//! The tree of a body, one node per line.

use std::fmt::Write as _;
use std::io::{self, Write};

use newsprint::{Body, NodeKind, NodeRef};
use unicode_width::UnicodeWidthStr;

use super::print::{FAINT, NAME, SPAN_WIDTH, WIDTH, printable, shorten, write_span};

/// The maximum number of levels that are indented. For deeper nodes, the depth is printed as a
/// number.
const MAX_INDENT: usize = 16;
/// The maximum number of columns for the value of an attribute.
const VALUE_WIDTH: usize = 30;

/// Writes all nodes, each with its span.
pub fn write(out: &mut impl Write, body: &Body) -> io::Result<()> {
    let mut open = vec![(body.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        line(out, node, depth)?;
        let first = open.len();
        open.extend(
            node.template_contents()
                .map(|contents| (contents, depth + 1)),
        );
        open.extend(node.children().map(|child| (child, depth + 1)));
        open[first..].reverse();
    }
    Ok(())
}

fn line(out: &mut impl Write, node: NodeRef, depth: usize) -> io::Result<()> {
    write!(out, "  ")?;
    write_span(out, node.span())?;
    let mut indent = "  ".repeat(depth.min(MAX_INDENT));
    if depth > MAX_INDENT {
        indent += &format!("({depth}) ");
    }
    write!(out, "{indent}")?;
    let room = WIDTH.saturating_sub(2 + SPAN_WIDTH + indent.width());
    match node.kind() {
        NodeKind::Fragment => write!(out, "{FAINT}{}{FAINT:#}", fragment(node))?,
        NodeKind::Element => {
            let name = printable(node.name());
            let room = room.saturating_sub(name.width());
            let attributes = shorten(&attributes(node), room);
            write!(out, "{NAME}{name}{NAME:#}{attributes}")?;
        }
        NodeKind::Text => {
            let text = shorten(&printable(&node.text()), room.saturating_sub(2));
            write!(out, "\"{text}\"")?;
        }
        NodeKind::Comment => {
            let text = node.as_comment().unwrap_or_default();
            let text = shorten(&printable(text), room.saturating_sub(7));
            write!(out, "{FAINT}<!--{text}-->{FAINT:#}")?;
        }
        _ => write!(out, "{node:?}")?,
    }
    writeln!(out, "{FAINT}{}{FAINT:#}", origin(node))
}

fn attributes(node: NodeRef) -> String {
    let mut attributes = String::new();
    for attribute in node.attrs() {
        let name = printable(attribute.name());
        let value = shorten(&printable(attribute.value()), VALUE_WIDTH);
        let _ = write!(attributes, " {name}=\"{value}\"");
    }
    attributes
}

/// Returns a note if the parser implied or moved the node, otherwise an empty text.
fn origin(node: NodeRef) -> &'static str {
    match node.kind() {
        NodeKind::Element if node.span().is_none() => " (implied)",
        _ if node.is_moved() => " (moved)",
        _ => "",
    }
}

fn fragment(node: NodeRef) -> &'static str {
    match node.parent() {
        None => "body",
        Some(_) => "contents",
    }
}
