//! The walk over the nodes of the tree. It writes the texts, and the line breaks between them.

use super::attributes::{any_changes_usual, has_attributes};
use super::foreign;
use super::line::Line;
use super::look::{Look, Space};
use super::out::Out;
use super::setting::Setting;
use super::style_sheet::{Usual, is_part_of_table};
use crate::html::element::{Display, LayoutRole};
use crate::html::white_space::is_document_white_space;
use crate::html::{Known, Namespace};
use crate::tree::Tree;
use crate::tree::arena::{Node, NodeKind};

/// The initial capacity for open elements. More elements are rarely open at once.
const USUAL_DEPTH: usize = 16;

/// An open element whose end changes the line or the inherited state.
struct Open {
    id: u32,
    end: u32,
    /// After the end of the element, the walk skips all nodes whose ID is less than this number.
    resume: u32,
    flow: Flow,
    /// The number of line feeds that the element requires before and after its text.
    breaks: u8,
    /// Whether a `summary` or `legend` among the children was already read. Only the first one is
    /// laid out separately from its siblings.
    has_heading: bool,
    // The state outside of the element, which is restored at its end.
    setting: Setting,
    line: Line,
    flow_end: u32,
}

/// The effect of an element on the line that contains it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// The line continues through the element.
    Through,
    /// The line continues through the element. The browser generates quotation marks around the
    /// element's children. The inner text does not contain these marks, but white space next to
    /// them is kept.
    Quote,
    Block,
    Row,
    Cell,
    /// The element contains separate lines, but is a single object on the line that contains it
    /// (`inline-block`).
    Atomic,
    /// The element is out of flow: the line before the element continues after it.
    Apart,
}

pub(super) struct Walk<'t, 'o> {
    pub(super) tree: &'t Tree,
    pub(super) source: &'t str,
    pub(super) out: Out<'o>,
    pub(super) line: Line,
    pub(super) setting: Setting,
    open: Vec<Open>,
    /// One more than the ID of the last descendant of the innermost open element.
    limit: u32,
    /// The same number as `limit`, but for the innermost open element that contains separate lines,
    /// such as a block. No node with this ID or a greater ID continues the current line.
    pub(super) flow_end: u32,
}

impl<'t, 'o> Walk<'t, 'o> {
    /// Returns a walk over `tree` that appends to `text`.
    pub(super) fn new(tree: &'t Tree, source: &'t str, text: &'o mut String) -> Self {
        let end = tree.node(0).end;
        Walk {
            tree,
            source,
            out: Out::new(text),
            line: Line::START,
            setting: Setting::NORMAL,
            open: Vec::with_capacity(USUAL_DEPTH),
            limit: end,
            flow_end: end,
        }
    }

    pub(super) fn run(&mut self) {
        let end = self.limit;
        let mut id = 1;
        loop {
            while id >= self.limit {
                let Some(open) = self.open.pop() else {
                    return;
                };
                self.limit = self.open.last().map_or(end, |open| open.end);
                self.finish(&open);
                id = id.max(open.resume);
            }
            let node = self.tree.node(id);
            id = match node.kind {
                NodeKind::Text => {
                    self.text(node);
                    id + 1
                }
                NodeKind::Element => self.element(id, node),
                // If all kinds were named, compilers would make a jump table, which processors predict badly.
                _ => node.end.max(id + 1),
            };
        }
    }

    fn text(&mut self, node: &Node) {
        let (buffer, at) = self.tree.data_in(node, self.source);
        if self.setting.is_normal && node.has(Node::FIRST_RUN) {
            let run = node.close.range();
            self.line
                .text_with_run(buffer, at.range(), run, &mut self.out);
        } else if self.setting.is_normal {
            self.line.text(buffer, at.range(), &mut self.out);
        } else if !self.setting.mute {
            self.set_text(node, at.of(buffer));
        }
    }

    /// Writes a text. Used if the inherited state is not [`Setting::NORMAL`].
    #[cold]
    fn set_text(&mut self, node: &Node, text: &str) {
        let letter = foreign::math_italic(text).filter(|_| self.setting.italic);
        let mut buffer = [0; 4];
        let text = letter.map_or(text, |letter| letter.encode_utf8(&mut buffer));
        if self.setting.space == Space::Collapse {
            self.line.text(text, 0..text.len(), &mut self.out);
            return;
        }
        let has_no_box = self.setting.flex || is_part_of_table(self.tree.node(node.parent));
        if !(has_no_box && text.bytes().all(is_document_white_space)) {
            self.line.preserved(text, &mut self.out);
        }
    }

    /// Returns the effect of a common element. Returns [`Usual::Other`] for other elements. Also
    /// returns [`Usual::Other`] if an attribute may change the element's layout, or if the
    /// inherited state is not [`Setting::NORMAL`].
    #[inline]
    fn usual(&self, node: &Node) -> Usual {
        const ASKED: u8 = Node::LAYOUT_PLAIN | Node::SVG | Node::MATHML;
        let usual = Usual::of(node);
        if self.setting.is_normal && node.flags & ASKED == Node::LAYOUT_PLAIN {
            return usual;
        }
        let is_usual = self.setting.is_normal
            && usual != Usual::Other
            && node.namespace() == Namespace::Html
            && !(has_attributes(node) && any_changes_usual(node.span, self.source));
        if is_usual { usual } else { Usual::Other }
    }

    /// Returns an [`Open`] for an element. It contains the current state, which is restored at the
    /// element's end.
    #[inline]
    fn around(&self, id: u32, node: &Node) -> Open {
        Open {
            id,
            end: node.end,
            resume: 0,
            flow: Flow::Through,
            breaks: 0,
            has_heading: false,
            setting: self.setting,
            line: self.line,
            flow_end: self.flow_end,
        }
    }

    /// Applies the effect of an element's start. Returns the ID of the node at which the walk continues.
    #[inline]
    fn element(&mut self, id: u32, node: &Node) -> u32 {
        match self.usual(node) {
            Usual::Inline => id + 1,
            Usual::Block(breaks) => {
                let open = Open {
                    flow: Flow::Block,
                    breaks,
                    ..self.around(id, node)
                };
                // The same as in `start`, but the setting does not change.
                self.line = Line::START;
                self.flow_end = open.end;
                self.out.require_breaks(breaks);
                self.push(open);
                id + 1
            }
            Usual::Object => {
                self.line.object(&mut self.out);
                self.line = Line::AFTER_OBJECT;
                node.end
            }
            Usual::Break => {
                self.new_line();
                node.end
            }
            Usual::Other => self.unusual_element(id, node),
        }
    }

    #[cold]
    fn unusual_element(&mut self, id: u32, node: &Node) -> u32 {
        let look = self.look(node);
        match (look.role, look.display) {
            (LayoutRole::Heading, Display::None) => {
                self.is_heading(node, &look);
            }
            (_, Display::None) => {}
            (LayoutRole::Break, _) => self.new_line(),
            (LayoutRole::BreakChance, _) => self.line.break_chance(),
            (_, display) if look.locked && !display.is_through() => match display {
                Display::Atomic => self.line.object(&mut self.out),
                _ => self.line = Line::START,
            },
            (LayoutRole::Select, _) => self.select(id, node),
            (LayoutRole::Option, _) => self.option(id, node),
            _ => return self.container(id, node, &look),
        }
        node.end
    }

    fn new_line(&mut self) {
        if self.setting.ruby || self.setting.space != Space::Collapse {
            self.line.object(&mut self.out);
        }
        // In a `ruby`, a `br` does not end the line.
        if !self.setting.ruby {
            self.line = Line::START;
        }
        self.out.push("\n");
    }

    fn container(&mut self, id: u32, node: &Node, look: &Look) -> u32 {
        let setting = self.setting.inside(look);
        let (flow, breaks) = self.flow(node, look);
        if look.role == LayoutRole::Marked {
            self.line.settle(true, &mut self.out);
        }
        if flow == Flow::Through && setting == self.setting && !look.first_only {
            return id + 1;
        }
        let child = match look.role {
            LayoutRole::Closed => self.child(id, node, |inner| inner.is_html(Known::Summary)),
            _ if look.first_only => self.child(id, node, |inner| inner.kind == NodeKind::Element),
            _ => None,
        };
        let is_closed = look.role == LayoutRole::Closed || look.first_only;
        let open = Open {
            flow,
            breaks,
            ..self.around(id, node)
        };
        let open = self.start(open, setting);
        if look.role == LayoutRole::Replaced || (is_closed && child.is_none()) {
            self.finish(&open);
            return node.end;
        }
        self.push(open);
        if let Some(child) = child {
            // The nodes after the one child are skipped.
            self.push(Open {
                resume: node.end,
                ..self.around(child, self.tree.node(child))
            });
        }
        child.unwrap_or(id + 1)
    }

    pub(super) fn look(&self, node: &Node) -> Look {
        let mut look = Look::of(self.tree, node, self.setting.mute);
        if has_attributes(node) {
            look.apply_attributes(node, self.source);
        }
        if self.setting.flex {
            look.make_block();
        } else if self.setting.ruby {
            look.make_inline();
        }
        look
    }

    /// Returns the effect of an element on the line, and the number of line feeds that the element requires
    /// before and after its text.
    fn flow(&mut self, node: &Node, look: &Look) -> (Flow, u8) {
        let is_apart =
            look.apart || (look.role == LayoutRole::Heading && self.is_heading(node, look));
        let flow = match look.display {
            _ if is_apart => Flow::Apart,
            Display::Inline if look.role == LayoutRole::Quote => Flow::Quote,
            Display::None | Display::Inline | Display::Section => Flow::Through,
            Display::Atomic => Flow::Atomic,
            Display::Block | Display::ListItem => Flow::Block,
            Display::Row => Flow::Row,
            Display::Cell => Flow::Cell,
        };
        let breaks = match flow {
            _ if look.role == LayoutRole::Paragraph => 2,
            Flow::Block | Flow::Apart => 1,
            _ => 0,
        };
        (flow, breaks)
    }

    /// Returns whether an element is the first `summary` of a `details`, or the first `legend` of a
    /// `fieldset`. Records in the parent's [`Open`] that the element was read. Returns `false` if
    /// the parent is not the innermost open element.
    fn is_heading(&mut self, node: &Node, look: &Look) -> bool {
        let holder = self.tree.node(node.parent);
        let is_candidate = if node.is_html(Known::Summary) {
            holder.is_html(Known::Details)
        } else {
            holder.is_html(Known::Fieldset) && look.display != Display::None
        };
        let open = self.open.last_mut().filter(|open| open.id == node.parent);
        open.is_some_and(|open| is_candidate && !std::mem::replace(&mut open.has_heading, true))
    }

    fn push(&mut self, open: Open) {
        self.limit = open.end;
        self.open.push(open);
    }

    fn start(&mut self, mut open: Open, setting: Setting) -> Open {
        match open.flow {
            Flow::Through => {}
            Flow::Quote => self.line.object(&mut self.out),
            Flow::Block | Flow::Row | Flow::Cell => self.line = Line::START,
            Flow::Atomic => {
                self.line.object(&mut self.out);
                self.line = Line::START;
            }
            Flow::Apart => {
                self.settle(open.end);
                open.line = self.line;
                self.line = Line::START;
            }
        }
        if !matches!(open.flow, Flow::Through | Flow::Quote) {
            self.flow_end = open.end;
        }
        self.setting = setting;
        self.out.require_breaks(open.breaks);
        open
    }

    #[inline]
    fn finish(&mut self, open: &Open) {
        if open.flow == Flow::Block {
            self.line = Line::START;
        } else {
            self.finish_rare(open.id, open.flow, open.line);
        }
        self.out.require_breaks(open.breaks);
        self.setting = open.setting;
        self.flow_end = open.flow_end;
    }

    #[cold]
    fn finish_rare(&mut self, id: u32, flow: Flow, line: Line) {
        match flow {
            Flow::Through | Flow::Block => {}
            Flow::Quote => self.line.object(&mut self.out),
            Flow::Row => {
                self.line = Line::START;
                if self.has_next_row(id) {
                    self.out.push("\n");
                }
            }
            Flow::Cell => {
                self.line = Line::START;
                if self.has_next_cell(id) {
                    self.out.push("\t");
                }
            }
            Flow::Atomic => self.line = Line::AFTER_OBJECT,
            Flow::Apart => self.line = line,
        }
    }

    /// Returns the ID of the first child for which `is` returns `true`. Returns `None` if there is
    /// no such child.
    fn child(&self, id: u32, node: &Node, is: impl Fn(&Node) -> bool) -> Option<u32> {
        let next = |&id: &u32| Some(self.tree.node(id).end.max(id + 1));
        std::iter::successors(Some(id + 1), next)
            .take_while(|&id| id < node.end)
            .find(|&id| is(self.tree.node(id)))
    }
}
