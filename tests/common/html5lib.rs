//! Reads the tree-construction test cases of html5lib:
//! <https://github.com/html5lib/html5lib-tests>.

use newsprint::Namespace;

use super::dom::{Entry, What};

/// One test case of a `.dat` file.
#[derive(Debug, Default)]
pub struct Case {
    pub data: String,
    /// The context element of a fragment; `None` for a document.
    pub context: Option<String>,
    pub needs_scripts: bool,
    /// The lines of the expected tree, one for each node.
    tree: Vec<String>,
}

/// Returns the test cases of a file.
pub fn read(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut section = "";
    for line in file.split('\n') {
        let is_header = match section {
            "#data" => line == "#errors",
            "#document" => line == "#data",
            _ => line.starts_with('#'),
        };
        if is_header && line == "#data" {
            cases.push(Case::default());
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        case.needs_scripts |= is_header && line == "#script-on";
        match section {
            _ if is_header => section = line,
            "#data" => {
                case.data.push_str(line);
                case.data.push('\n');
            }
            "#document-fragment" => case.context = Some(line.to_string()),
            "#document" => case.tree_line(line),
            _ => {}
        }
    }
    for case in &mut cases {
        case.data.pop();
        // The blank line between two cases does not belong to the last text.
        if let Some(last) = case.tree.last_mut() {
            last.truncate(last.trim_end_matches('\n').len());
        }
    }
    cases
}

impl Case {
    fn tree_line(&mut self, line: &str) {
        match line.strip_prefix("| ") {
            Some(node) => self.tree.push(node.to_string()),
            None => {
                if let Some(last) = self.tree.last_mut() {
                    last.push('\n');
                    last.push_str(line);
                }
            }
        }
    }

    /// Returns the expected nodes. For a document, returns only the nodes that a fragment would
    /// also have.
    pub fn expected(&self) -> Vec<Entry> {
        let entries = self.entries();
        match self.context {
            Some(_) => entries,
            None => without_document(entries),
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for line in &self.tree {
            let node = line.trim_start_matches(' ');
            let depth = (line.len() - node.len()) / 2;
            let what = match node {
                "content" => What::Contents,
                _ if node.starts_with('"') => What::Text(inside(node, "\"", "\"").to_string()),
                _ if node.starts_with("<!-- ") => {
                    What::Comment(inside(node, "<!-- ", " -->").to_string())
                }
                _ if node.starts_with('<') && node.ends_with('>') => {
                    element(inside(node, "<", ">"))
                }
                _ => {
                    // The line is an attribute of the element before it.
                    if let Some(What::Element { attributes, .. }) =
                        entries.last_mut().map(|entry| &mut entry.what)
                    {
                        // Only the first character of a name may be `=`.
                        let equals = node.char_indices().skip(1).find(|(_, c)| *c == '=');
                        let (at, _) = equals.expect("an attribute");
                        let (name, value) = (&node[..at], &node[at + 1..]);
                        let name = name.strip_prefix("xmlns xmlns").map_or(name, |_| "xmlns");
                        attributes.push((name.replace(' ', ":"), inside(value, "\"", "\"").into()));
                    }
                    continue;
                }
            };
            entries.push(Entry { depth, what });
        }
        entries
    }
}

fn inside<'s>(node: &'s str, start: &str, end: &str) -> &'s str {
    let node = node.strip_prefix(start).expect(node);
    node.strip_suffix(end).expect(node)
}

fn element(name: &str) -> What {
    let (namespace, name) = match name.split_once(' ') {
        Some(("svg", name)) => (Namespace::Svg, name),
        Some(("math", name)) => (Namespace::MathMl, name),
        _ => (Namespace::Html, name),
    };
    What::Element {
        namespace,
        name: name.to_string(),
        attributes: Vec::new(),
    }
}

/// Removes the document type and the elements `html`, `head` and `body`, which a fragment does not
/// have. The contents of the removed elements stay, one after another.
fn without_document(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    let mut dropped = 0;
    for Entry { depth, what } in entries {
        if let What::Element { name, .. } = &what {
            let is_dropped = match depth {
                0 => name == "html" || name.starts_with("!DOCTYPE"),
                1 => name == "head" || name == "body",
                _ => false,
            };
            if is_dropped {
                dropped = depth + 1;
                continue;
            }
        }
        dropped = dropped.min(depth);
        kept.push(Entry {
            depth: depth - dropped,
            what,
        });
    }
    joined(kept)
}

/// Joins adjacent texts.
fn joined(entries: Vec<Entry>) -> Vec<Entry> {
    let mut joined: Vec<Entry> = Vec::new();
    for entry in entries {
        match (joined.last_mut(), &entry.what) {
            (
                Some(Entry {
                    depth,
                    what: What::Text(text),
                }),
                What::Text(more),
            ) if *depth == entry.depth => text.push_str(more),
            _ => joined.push(entry),
        }
    }
    joined
}

/// Sorts the attributes of each element, because the test cases have sorted attributes.
pub fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    for entry in &mut entries {
        if let What::Element { attributes, .. } = &mut entry.what {
            attributes.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
        }
    }
    entries
}
