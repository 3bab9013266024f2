//! The walk over the body's tree, which adds texts and elements to [`Blocks`].

use std::ops::Range;

use super::super::detect::decoration::is_address;
use super::super::detect::{Cut, RuleKind, Rules, Seen, caption};
use super::super::kind::{ContentKind, EmbedKind};
use super::super::tree::Node;
use super::blocks::{Blocks, TextBlock};
use super::captions::Target;
use super::element::{self, node_of};
use super::pictures::{Pictures, Shown, address_of_embed};
use super::plain;
use super::role::Role;
use super::run::Mode;
use super::styles::NONE;
use crate::html::Known;
use crate::html::element::ContentRole;
use crate::layout::{self, Part};
use crate::source::Span;
use crate::tree::arena::Node as BodyNode;
use crate::tree::{Body, NodeKind, NodeRef, Tree as BodyTree};

/// The maximum nesting of lists, block quotes and tables in each other.
pub(crate) const MAX_BLOCK_DEPTH: u8 = 32;

pub(super) struct Walk<'t, 'a> {
    body: &'t Body<'a>,
    tree: &'t BodyTree,
    pub(super) blocks: Blocks<'a>,
    pub(super) pictures: Pictures,
    rules: &'t Rules<'t>,
    state: State,
    open: Vec<Open>,
    /// The index in `Tree::references` at which the search for the URL of the next link starts.
    reference: usize,
    /// The end of the tag or text that was read last, as an offset into the source.
    at: u32,
    /// The ID of the table cell that contains the caption in a layout table with an image, or
    /// [`NONE`].
    caption_cell: u32,
}

/// The state that an element passes on to its descendants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct State {
    /// The level of the heading around the current node, or 0 outside of headings.
    heading: u8,
    /// The number of open lists, block quotes and tables.
    depth: u8,
    /// Whether white space in texts is preserved.
    is_pre: bool,
    /// Whether inline content becomes preformatted text.
    is_pre_block: bool,
    in_head_row: bool,
    in_noscript: bool,
    in_caption: bool,
    /// Whether text is not shown, for example directly in an `svg`.
    is_mute: bool,
    /// The number of `q` elements around the current node.
    quotes: u8,
    options: Options,
}

/// Where the walk is: outside of `select` elements, in a `select`, or in an `option` of a `select`.
/// Text in an `option` is visible even in hidden elements, but not in scripts, and not if
/// [`State::is_mute`] is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Options {
    #[default]
    Nothing,
    Select,
    Option,
}

/// An open element whose end the walk has to handle.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: u32,
    end: u32,
    /// The ID of the first node to read after the element. Used only if it is greater than `end`.
    resume: u32,
    outside: State,
    is_block: bool,
    is_figure: bool,
    has_style: bool,
    frames: u8,
    caption: Option<Target>,
    /// The quotation mark or parenthesis to add at the element's end.
    mark: Option<&'static str>,
}

impl<'t, 'a> Walk<'t, 'a> {
    pub(super) fn new(body: &'t Body<'a>, blocks: Blocks<'a>, rules: &'t Rules<'t>) -> Self {
        Walk {
            body,
            tree: &body.tree,
            blocks,
            pictures: Pictures::default(),
            rules,
            state: State::default(),
            open: Vec::new(),
            reference: 0,
            at: body.span().start,
            caption_cell: NONE,
        }
    }

    /// Builds a root from the body's nodes in the range `nodes`, without the nodes in `cuts`. Sets
    /// [`Cut::seen`] of each cut that the walk reaches. Returns the root's ID.
    pub(super) fn root(&mut self, nodes: Range<u32>, mut cuts: &mut [Cut]) -> u32 {
        let root = self.blocks.open_root();
        let mut id = nodes.start;
        loop {
            let limit = self
                .open
                .last()
                .map_or(nodes.end, |open| open.end.min(nodes.end));
            if id < limit {
                id = match self.pass(id, &mut cuts) {
                    Some(after) => after,
                    None => self.enter(id, cuts.first().map_or(NONE, |cut| cut.first)),
                };
            } else if let Some(open) = self.open.pop() {
                self.leave(&open);
                id = id.max(open.resume);
            } else {
                break;
            }
        }
        let text = self.text_block();
        self.blocks.flush(text);
        self.blocks.close_root();
        root
    }

    /// Restores the state that the elements around an aside pass on to the aside.
    pub(super) fn resume(&mut self, seen: Seen) {
        self.state = State {
            is_pre: seen.is_pre,
            is_mute: seen.is_mute,
            in_noscript: seen.in_noscript,
            ..State::default()
        };
        self.set_mode();
    }

    /// If a cut starts at the node `id`, skips the cut's nodes, and returns the ID of the node after them. If
    /// only the end of a text is cut, adds the start of the text to the content. Returns `None` if no cut
    /// starts at the node.
    #[inline]
    fn pass(&mut self, id: u32, cuts: &mut &mut [Cut]) -> Option<u32> {
        while cuts.first().is_some_and(|cut| cut.first < id) {
            *cuts = std::mem::take(cuts).get_mut(1..).unwrap_or_default();
        }
        let is_usual = self.state.options == Options::Nothing;
        let cut = cuts.first_mut().filter(|cut| cut.first == id && is_usual)?;
        cut.seen = Some(Seen {
            is_pre: self.state.is_pre,
            is_mute: self.state.is_mute,
            in_noscript: self.state.in_noscript,
        });
        if let Some(from) = cut.from {
            let node = self.tree.node(id);
            self.at = self.at.max(node.span.end);
            if !self.state.is_mute {
                self.blocks.run.literal(Span::new(node.span.start, from));
            }
        }
        Some(cut.end)
    }

    /// Reads the node `id`. `cut` is the ID of the next node that is cut. Returns the ID of the next node to
    /// read.
    #[inline]
    fn enter(&mut self, id: u32, cut: u32) -> u32 {
        let node = self.tree.node(id);
        match node.kind {
            NodeKind::Text => {
                self.text(id, node);
                id + 1
            }
            NodeKind::Element => self.element(id, node, cut),
            // If all kinds were named, compilers would make a jump table, which processors predict badly.
            _ => node.end.max(id + 1),
        }
    }

    fn node_ref(&self, id: u32) -> NodeRef<'t, 'a> {
        NodeRef::new(self.body, id)
    }

    /// Returns the kind of block that inline content becomes in the current state.
    fn text_block(&self) -> TextBlock {
        let kind = match self.state {
            State {
                is_pre_block: true, ..
            } => ContentKind::Preformatted,
            State { heading: 0, .. } => ContentKind::Paragraph,
            _ => ContentKind::Heading,
        };
        let level = u16::from(self.state.heading);
        TextBlock { kind, level }
    }

    fn set_mode(&mut self) {
        self.blocks.run.mode = match self.state {
            State {
                in_caption: true, ..
            } => Mode::Lines,
            State {
                is_pre_block: true, ..
            } => Mode::Preformatted,
            State { heading: 0, .. } => Mode::Paragraphs,
            _ => Mode::Lines,
        };
    }

    fn text(&mut self, id: u32, node: &BodyNode) {
        self.at = self.at.max(node.span.end);
        let state = self.state;
        if state.is_mute || state.options == Options::Select {
            return;
        }
        let is_verbatim = state.is_pre && state.options == Options::Nothing;
        if !is_verbatim && node.has(BodyNode::FIRST_RUN) {
            return self.blocks.run.literal_with_run(node.span, node.close);
        }
        if !is_verbatim && !node.has(BodyNode::DECODED) {
            return self.blocks.run.literal(node.span);
        }
        for piece in self.node_ref(id).text_pieces() {
            match is_verbatim {
                true => self.blocks.run.verbatim(piece),
                false => self.blocks.run.piece(piece),
            }
        }
    }

    #[inline]
    fn element(&mut self, id: u32, node: &BodyNode, cut: u32) -> u32 {
        if !node.has(BodyNode::SYNTHETIC) {
            self.at = self.at.max(node.span.end);
        }
        let is_usual = !self.state.is_mute
            && self.state.options == Options::Nothing
            && layout::is_usual(node, self.body.source);
        let role = if is_usual { Role::of_name(node) } else { None };
        match role {
            Some(Role {
                content: Some(ContentRole::Text),
                style: None,
            }) if !self.is_special(node) => id + 1,
            Some(Role {
                content: Some(ContentRole::Block),
                style: None,
            }) if node.end == id + 2 && cut != id + 1 && self.paragraph(node, id + 1) => node.end,
            Some(role) => self.role(id, node, role, self.state),
            None => self.unusual(id, node),
        }
    }

    /// Appends a paragraph for the block-level element `node`, whose only child is the node `text`.
    /// If the paragraph is not simple, does nothing and returns `false`. This is a faster way to
    /// the same result as [`Walk::role`].
    fn paragraph(&mut self, node: &BodyNode, text: u32) -> bool {
        let run = &self.blocks.run;
        let is_simple = run.is_empty()
            && run.mode == Mode::Paragraphs
            && run.styles.depth() == 0
            && !self.state.is_pre
            && self.blocks.image_before().is_none();
        let text = self.tree.node(text);
        let shown = is_simple.then(|| plain::only_text(node, text, self.body.source));
        let (Some(shown), Some(span)) = (shown.flatten(), Self::span(node)) else {
            return false;
        };
        self.at = self.at.max(node.own_end());
        self.blocks.paragraph(span, shown);
        true
    }

    /// Returns whether an inline element without a style may still have an effect, for instance as a link.
    fn is_special(&self, node: &BodyNode) -> bool {
        matches!(
            node.name.as_known(),
            Some(Known::A | Known::Noscript | Known::Q | Known::Rt)
        ) || self.is_after_image()
    }

    #[cold]
    fn unusual(&mut self, id: u32, node: &BodyNode) -> u32 {
        if self.state.options != Options::Nothing {
            return self.option(id, node);
        }
        let element = self.node_ref(id);
        let shown = element.shown(self.state.is_mute);
        let role = Role::of_shown(element, shown);
        let mut inside = self.state;
        inside.is_mute = shown.is_mute;
        match shown.collapses {
            Some(true) => inside.is_pre = false,
            Some(false) if role.content != Some(ContentRole::Text) => inside.is_pre = true,
            _ => {}
        }
        inside.options = match shown.part {
            Part::Options => Options::Select,
            Part::Texts => Options::Option,
            _ => Options::Nothing,
        };
        let next = self.role(id, node, role, inside);
        if next == node.end {
            return next;
        }
        match shown.part {
            Part::Itself => node.end,
            Part::Only(child) => self.only(node, child.map(|child| child.index() as u32)),
            _ => next,
        }
    }

    /// Skips all children of an open element except `child`. If `child` is `None`, skips all
    /// children. Returns the ID of the next node to read.
    fn only(&mut self, node: &BodyNode, child: Option<u32>) -> u32 {
        let Some(child) = child else {
            return node.end;
        };
        // The nodes after that child are skipped.
        self.open.push(Open {
            resume: node.end,
            ..self.opened(child, self.tree.node(child))
        });
        child
    }

    /// Reads an element inside a `select` or an `option`. Returns the ID of the next node to read.
    fn option(&mut self, id: u32, node: &BodyNode) -> u32 {
        if node.name.as_known() == Some(Known::Script) {
            return node.end;
        }
        let mut open = self.opened(id, node);
        // An `option` element of SVG or MathML is ignored.
        if self.state.options == Options::Select && node.is_html(Known::Option) {
            self.end_text(false);
            open.is_block = true;
            self.state.options = Options::Option;
        }
        self.open.push(open);
        id + 1
    }

    fn opened(&self, id: u32, node: &BodyNode) -> Open {
        Open {
            id,
            end: node.end,
            resume: 0,
            outside: self.state,
            is_block: false,
            is_figure: false,
            has_style: false,
            frames: 0,
            caption: None,
            mark: None,
        }
    }

    /// Returns the span of an element, from its start tag to its end tag. Returns `None` if the element has
    /// no start tag in the source.
    fn span(node: &BodyNode) -> Option<Span> {
        let has_tag = !node.has(BodyNode::SYNTHETIC);
        has_tag.then(|| Span::new(node.span.start, node.close.end))
    }

    fn span_or_here(&self, node: &BodyNode) -> Span {
        Self::span(node).unwrap_or(Span::new(self.at, self.at))
    }

    /// Reads an element with the role `role`. `inside` is the state for the element's descendants.
    /// Returns the ID of the next node to read.
    fn role(&mut self, id: u32, node: &BodyNode, role: Role, inside: State) -> u32 {
        let Some(content) = role.content else {
            return node.end;
        };
        match content {
            ContentRole::Break => {
                let text = self.text_block();
                self.blocks.line_break(self.span_or_here(node), text);
                return node.end;
            }
            ContentRole::Image => {
                self.image(id, node);
                return node.end;
            }
            ContentRole::Rule => {
                let rule = Node::new(ContentKind::ThematicBreak, self.span_or_here(node));
                self.block(rule);
                return node.end;
            }
            ContentRole::Embed(kind) => {
                self.embed(id, node, kind);
                return node.end;
            }
            _ => {}
        }
        let caption = match content {
            ContentRole::Text | ContentRole::Block
                if !self.state.in_caption && self.is_after_image() =>
            {
                self.caption_rule(id, content)
            }
            _ => None,
        };
        let mut open = self.opened(id, node);
        if caption.is_none() && self.is_gallery_caption(id, node, content) {
            self.open_gallery_caption(id);
        }
        let content = match content {
            ContentRole::Table if !self.state.in_caption => self.table_role(id),
            content => content,
        };
        open.outside = self.state;
        open.is_block = content != ContentRole::Text || caption.is_some();
        if open.is_block {
            // A place name and a dash belong to the paragraph after them.
            let goes_on = caption.is_none()
                && node.name.as_known() == Some(Known::P)
                && self.blocks.run.mode == Mode::Paragraphs
                && self.blocks.run.ends_in_dash();
            if !goes_on {
                self.end_text(caption.is_some());
            }
            self.state = inside;
            self.state.is_pre_block = inside.is_pre;
            self.open_block(&mut open, node, content, caption);
        } else {
            self.state = inside;
        }
        open.has_style = self.open_style(id, node, role);
        self.state.in_noscript |= node.name.as_known() == Some(Known::Noscript);
        open.mark = self.open_mark(id, node);
        if open.is_block || open.has_style || open.mark.is_some() || self.state != open.outside {
            self.set_mode();
            self.open.push(open);
        }
        id + 1
    }

    /// Returns whether an inline element directly after an image starts the caption of that image. Only `b`
    /// and `strong` elements can start a caption.
    fn is_gallery_caption(&self, id: u32, node: &BodyNode, role: ContentRole) -> bool {
        let is_bold = matches!(node.name.as_known(), Some(Known::B | Known::Strong));
        is_bold
            && self.rules.has_known
            && role == ContentRole::Text
            && !self.state.in_caption
            && self.is_after_image()
            && caption::starts_gallery_caption(self.node_ref(id))
    }

    /// Opens a caption that starts with the element `id`. The caption ends where the parent of that element
    /// ends.
    #[cold]
    fn open_gallery_caption(&mut self, id: u32) {
        let parent = self.tree.node(id).parent;
        let open = Open {
            end: self.tree.node(parent).end,
            is_block: true,
            caption: Some(Target::Image),
            ..self.opened(id, self.tree.node(id))
        };
        self.end_text(true);
        self.state.in_caption = true;
        self.state.heading = 0;
        self.set_mode();
        self.open.push(open);
    }

    /// Returns the role of a table. The role is [`ContentRole::Figure`] if the table contains only
    /// an image and its caption. The role of other tables is [`ContentRole::Table`].
    fn table_role(&mut self, id: u32) -> ContentRole {
        let table = self.node_ref(id);
        let cell = self
            .rules
            .has_known
            .then(|| caption::of_layout_table(table))
            .flatten();
        match cell {
            Some(cell) => {
                self.caption_cell = cell.id().index() as u32;
                ContentRole::Figure
            }
            None => ContentRole::Table,
        }
    }

    /// Ends the inline content, and makes blocks from it. In a caption, starts a new line instead.
    fn end_text(&mut self, before_caption: bool) {
        let text = self.text_block();
        match (self.state.in_caption, before_caption) {
            (true, _) => self.blocks.run.end_paragraph(),
            (false, true) => self.blocks.flush_before_caption(text),
            (false, false) => self.blocks.flush(text),
        }
    }

    /// Appends a block without children, such as a thematic break or an embed. In a caption, the block is
    /// added after the caption.
    fn block(&mut self, node: Node) {
        if self.state.in_caption {
            self.blocks.run.end_paragraph();
            return self.blocks.defer(node);
        }
        let text = self.text_block();
        self.blocks.flush(text);
        self.blocks.push(node);
    }

    /// Opens the style or link of an element. Returns whether a style or link was opened.
    fn open_style(&mut self, id: u32, node: &BodyNode, role: Role) -> bool {
        let span = Self::span(node);
        if let Some(style) = role.style {
            return self.blocks.run.styles.open(style, span);
        }
        if node.name.as_known() != Some(Known::A) {
            return false;
        }
        let Some(href) = self.url(id, "href") else {
            return false;
        };
        let run = &mut self.blocks.run;
        run.styles.open_link(href, node.span, span, &mut run.tree)
    }

    /// Adds the opening quotation mark of a `q`, or the opening parenthesis of an `rt`. Returns the closing
    /// character, or `None` for other elements.
    fn open_mark(&mut self, id: u32, node: &BodyNode) -> Option<&'static str> {
        let (start, end) = match node.name.as_known()? {
            Known::Q if node.is_html(Known::Q) => {
                self.state.quotes = self.state.quotes.saturating_add(1);
                match self.state.quotes {
                    1 => ("“", "”"),
                    _ => ("‘", "’"),
                }
            }
            Known::Rt if node.is_html(Known::Rt) && node.end > id + 1 => ("(", ")"),
            _ => return None,
        };
        self.blocks.run.mark(start, node.span);
        Some(end)
    }

    /// Returns the span of the URL in the attribute `name` of the element `id`. Returns `None` if
    /// the element does not have that attribute.
    fn url(&mut self, id: u32, name: &str) -> Option<Span> {
        let rest = self
            .tree
            .references
            .get(self.reference..)
            .unwrap_or_default();
        self.reference += rest.iter().take_while(|known| known.id < id).count();
        let known = self.tree.references.get(self.reference);
        let address = known
            .filter(|known| known.id == id)
            .and_then(|known| known.url);
        match address {
            Some(address) => Some(address.span),
            None => Some(self.node_ref(id).attribute(name)?.value_span()),
        }
    }

    #[inline(never)]
    fn embed(&mut self, id: u32, node: &BodyNode, kind: EmbedKind) {
        let (element, span) = (self.node_ref(id), self.span_or_here(node));
        let embed = element::embed(element, kind, span, node.span);
        if !embed.has(Node::HAS_URL) || !is_address(embed.value.of(self.body.source())) {
            let address = address_of_embed(element, span);
            self.blocks.tree().addresses.extend(address);
        }
        self.block(embed);
    }

    #[inline(never)]
    fn image(&mut self, id: u32, node: &BodyNode) {
        let text = self.text_block();
        let (image, span) = (self.node_ref(id), self.span_or_here(node));
        let tree = self.blocks.tree();
        let shown = { &mut self.pictures }.read(tree, image, span, self.state.in_noscript);
        match shown {
            Shown::Image(image) => self.blocks.image(image, text),
            Shown::Text(text) => self.blocks.run.mark(&text, span),
            Shown::Nothing => {}
        }
    }

    /// Returns whether the content that was added last is an image or embed.
    fn is_after_image(&self) -> bool {
        match self.blocks.run.is_empty() {
            true => self.blocks.image_before().is_some(),
            false => self.blocks.run.ends_in_image(),
        }
    }

    /// Applies the rules for captions and credits to the element `id`, which must directly follow
    /// an image or embed. Returns the target of the caption or credit, or `None` if no rule
    /// matches.
    #[inline(never)]
    fn caption_rule(&self, id: u32, role: ContentRole) -> Option<Target> {
        let image = match self.blocks.run.is_empty() {
            true => Some(self.blocks.image_before()?),
            false => None,
        };
        let place = caption::Place {
            image: image.map(|image| self.blocks.run.tree.node(image).span),
            has_caption: image.is_some_and(|image| !self.blocks.lacks_caption(image)),
            is_block: role == ContentRole::Block,
        };
        match caption::find(self.rules, self.node_ref(id), place)? {
            RuleKind::Credit => Some(Target::Credit),
            _ => Some(Target::Image),
        }
    }

    fn open_block(
        &mut self,
        open: &mut Open,
        node: &BodyNode,
        role: ContentRole,
        rule: Option<Target>,
    ) {
        self.state.in_head_row |= role == ContentRole::HeadRows;
        if let ContentRole::Heading(level) = role {
            self.state.heading = level;
        }
        if self.state.in_caption {
            return;
        }
        let is_cell = open.id == self.caption_cell;
        let in_table = is_cell.then_some(Target::Figure);
        open.caption = rule.or(in_table).or_else(|| self.caption_role(role));
        if role == ContentRole::Figure {
            open.is_figure = true;
            self.blocks.open_figure();
        }
        if open.caption.is_some() {
            self.state.in_caption = true;
            self.state.heading = 0;
            return;
        }
        open.frames = self.open_frames(open.id, node, role);
        if open.frames > 0 {
            self.state.heading = 0;
        } else {
            self.blocks.start_element(open.id);
        }
    }

    /// Returns the target of a `figcaption` or `caption` element. Returns `None` for other
    /// elements, and if there is no image, embed or table for the caption.
    fn caption_role(&self, role: ContentRole) -> Option<Target> {
        match role {
            ContentRole::FigureCaption if self.blocks.in_figure() => Some(Target::Figure),
            ContentRole::FigureCaption => self.blocks.image_before().map(|_| Target::Image),
            ContentRole::TableCaption => {
                (self.blocks.frame().kind == ContentKind::Table).then_some(Target::Table)
            }
            _ => None,
        }
    }

    /// Opens the containers that an element becomes, such as a list or a cell. Returns the number of
    /// containers.
    fn open_frames(&mut self, id: u32, node: &BodyNode, role: ContentRole) -> u8 {
        let fits = self.state.depth < MAX_BLOCK_DEPTH;
        let span = Self::span(node);
        match (role, self.blocks.frame().kind) {
            (ContentRole::Quote, _) if fits => {
                self.state.depth += 1;
                self.blocks.open(node_of(ContentKind::BlockQuote, span));
            }
            (ContentRole::List, _) if fits => {
                self.state.depth += 1;
                let list = element::list(self.node_ref(id), span);
                self.blocks.open(list);
            }
            (ContentRole::Item, ContentKind::List) => {
                let item = element::item(self.node_ref(id), span);
                self.blocks.open(item);
            }
            (ContentRole::Description, ContentKind::List) => self.blocks.reopen_item(span),
            (ContentRole::Item, _) if fits => {
                self.state.depth += 1;
                self.blocks.open_implied_list();
                self.blocks.open_item(span);
                return 2;
            }
            (ContentRole::Table, _) if fits => {
                self.state.depth += 1;
                self.state.in_head_row = false;
                self.blocks.open(node_of(ContentKind::Table, span));
            }
            (ContentRole::Row, ContentKind::Table) => {
                self.blocks.open(node_of(ContentKind::TableRow, span));
            }
            (ContentRole::Cell, ContentKind::TableRow) => {
                let cell = element::cell(self.node_ref(id), span, self.state.in_head_row);
                self.blocks.open(cell);
            }
            _ => return 0,
        }
        1
    }

    fn leave(&mut self, open: &Open) {
        let node = self.tree.node(open.id);
        self.at = self.at.max(node.own_end());
        if let Some(mark) = open.mark {
            let tag = if node.close.is_empty() {
                node.span
            } else {
                node.close
            };
            self.blocks.run.mark(mark, tag);
        }
        if open.is_block {
            let text = self.text_block();
            match self.state.in_caption {
                true => self.blocks.run.end_paragraph(),
                false => self.blocks.flush_element(text, open.id, Self::span(node)),
            }
        }
        if let Some(target) = open.caption {
            self.blocks.end_caption(target, Self::span(node));
        }
        for _ in 0..open.frames {
            self.blocks.close(self.at);
        }
        if open.is_figure {
            self.blocks.end_figure();
        }
        if open.has_style {
            self.blocks.run.close_style();
        }
        self.state = open.outside;
        self.set_mode();
    }
}
