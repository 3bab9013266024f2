//! A common form of two trees, that of newsprint and that of html5ever's reference DOM, so that
//! they can be compared.

use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{ElementFlags, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{ParseOpts, QualName, local_name, ns};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use newsprint::{Body, Namespace, NodeKind, NodeRef};

/// A node and its depth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub depth: usize,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The contents of a template.
    Contents,
    Element {
        namespace: Namespace,
        name: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
    Comment(String),
}

/// Returns the nodes of a body, except the body itself.
pub fn of_body(body: &Body<'_>) -> Vec<Entry> {
    of_node(body.root())
}

/// Returns the descendants of a node.
pub fn of_node(root: NodeRef<'_, '_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open: Vec<(usize, NodeRef)> = inside(root, 0);
    while let Some((depth, node)) = open.pop() {
        let what = match node.kind() {
            NodeKind::Fragment => What::Contents,
            NodeKind::Element => What::Element {
                namespace: node.namespace(),
                name: node.name().to_string(),
                attributes: node
                    .attrs()
                    .map(|a| (a.name().to_string(), a.value().to_string()))
                    .collect(),
            },
            NodeKind::Text => What::Text(node.as_text().expect("a text").to_string()),
            NodeKind::Comment => What::Comment(node.as_comment().expect("a comment").to_string()),
            other => panic!("{other:?} is new"),
        };
        entries.push(Entry { depth, what });
        open.extend(inside(node, depth + 1));
    }
    entries
}

/// Returns the template contents and the children of a node, in reverse order.
fn inside<'t, 'a>(node: NodeRef<'t, 'a>, depth: usize) -> Vec<(usize, NodeRef<'t, 'a>)> {
    let mut nodes: Vec<_> = node
        .template_contents()
        .into_iter()
        .chain(node.children())
        .map(|child| (depth, child))
        .collect();
    nodes.reverse();
    nodes
}

/// Returns the tree that html5ever builds of a fragment in `body`, with scripting disabled.
pub fn html5ever(source: &str) -> RcDom {
    let options = ParseOpts {
        tokenizer: tokenizer_options(),
        tree_builder: builder_options(),
    };
    html5ever::parse_fragment(RcDom::default(), options, context(), Vec::new(), false).one(source)
}

/// Returns html5ever's tree of a fragment according to the standard. html5ever treats a parse error
/// as a token, so it keeps the line feed in `<pre></>\n` and `<pre>&#10\n`. This function does not
/// pass errors to the tree builder, which then drops the line feed, as browsers do.
pub fn without_errors(source: &str) -> RcDom {
    let dom = RcDom::default();
    let context = dom.create_element(context(), Vec::new(), ElementFlags::default());
    let builder = TreeBuilder::new_for_fragment(dom, context, None, builder_options());
    let tokenizer = Tokenizer::new(WithoutErrors(builder), tokenizer_options());
    let input = BufferQueue::default();
    input.push_back(source.into());
    // The tokenizer stops at scripts and at declarations of the encoding.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.sink
}

fn context() -> QualName {
    QualName::new(None, ns!(html), local_name!("body"))
}

fn tokenizer_options() -> TokenizerOpts {
    TokenizerOpts {
        // A body has no byte order mark.
        discard_bom: false,
        ..TokenizerOpts::default()
    }
}

fn builder_options() -> TreeBuilderOpts {
    TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    }
}

struct WithoutErrors(TreeBuilder<Handle, RcDom>);

impl TokenSink for WithoutErrors {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            token => self.0.process_token(token, line),
        }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Returns the nodes of a fragment that html5ever parsed.
pub fn of_rcdom(dom: &RcDom) -> Vec<Entry> {
    let document = dom.document.children.borrow();
    let root = document.first().expect("the element `html`");
    let mut entries = Vec::new();
    let mut open: Vec<(usize, Handle)> = Vec::new();
    push_inside(&mut open, root, 0);
    while let Some((depth, node)) = open.pop() {
        let what = match &node.data {
            NodeData::Element { name, attrs, .. } => What::Element {
                namespace: namespace(name),
                name: name.local.to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|attr| (written(&attr.name), attr.value.to_string()))
                    .collect(),
            },
            NodeData::Text { contents } => What::Text(contents.borrow().to_string()),
            NodeData::Comment { contents } => What::Comment(contents.to_string()),
            NodeData::Document => What::Contents,
            other => panic!("no node of a body: {other:?}"),
        };
        entries.push(Entry { depth, what });
        push_inside(&mut open, &node, depth + 1);
    }
    entries
}

fn push_inside(open: &mut Vec<(usize, Handle)>, node: &Handle, depth: usize) {
    let children = node.children.borrow();
    open.extend(children.iter().rev().map(|child| (depth, child.clone())));
    if let NodeData::Element {
        template_contents, ..
    } = &node.data
    {
        let contents = template_contents.borrow();
        open.extend(contents.iter().map(|contents| (depth, contents.clone())));
    }
}

fn namespace(name: &QualName) -> Namespace {
    match name.ns {
        ns!(svg) => Namespace::Svg,
        ns!(mathml) => Namespace::MathMl,
        ns!(html) => Namespace::Html,
        _ => panic!("no namespace of a body: {name:?}"),
    }
}

/// Returns the name of an attribute with its prefix, such as `xlink:href`.
fn written(name: &QualName) -> String {
    match &name.prefix {
        Some(prefix) if !prefix.is_empty() => format!("{prefix}:{}", name.local),
        _ => name.local.to_string(),
    }
}

/// Returns the nodes, one per line.
pub fn print(entries: &[Entry]) -> String {
    let line = |entry: &Entry| format!("{}{:?}\n", "  ".repeat(entry.depth), entry.what);
    entries.iter().map(line).collect()
}
