//! Converts the tree to html5ever's reference DOM, for the feature `rcdom`.

use std::cell::RefCell;
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Prefix, QualName, local_name, namespace_prefix, ns};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom};

use crate::html::Namespace;
use crate::tree::{Attribute, Body, NodeKind, NodeRef};

impl Body<'_> {
    /// Returns a copy of the tree as html5ever's reference DOM, for code that works with that DOM.
    ///
    /// The result is a document with a single element `html`, whose children are the children of
    /// the body. html5ever returns the same structure for a parsed fragment. Texts and attribute
    /// values are copied. Spans are lost. `RcDom` is not `Send`. Its `Debug` implementation is
    /// recursive, so a deep tree may overflow the stack. Dropping an `RcDom` does not recurse in
    /// `markup5ever_rcdom` 0.40.
    ///
    /// ```
    /// use newsprint::Body;
    /// use newsprint::markup5ever_rcdom::NodeData;
    ///
    /// let body = Body::parse("<p>first</p><p>second</p>")?;
    /// let dom = body.to_rcdom();
    /// let html = &dom.document.children.borrow()[0];
    /// assert_eq!(html.children.borrow().len(), 2);
    /// let paragraph = &html.children.borrow()[1];
    /// assert!(matches!(&paragraph.data, NodeData::Element { name, .. } if &*name.local == "p"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "rcdom")))]
    pub fn to_rcdom(&self) -> RcDom {
        let dom = RcDom::default();
        let html = Node::new(NodeData::Element {
            name: QualName::new(None, ns!(html), local_name!("html")),
            attrs: RefCell::default(),
            template_contents: RefCell::default(),
            mathml_annotation_xml_integration_point: false,
        });
        append(&dom.document, html.clone());
        let mut open = vec![(self.root(), html)];
        for node in self.root().everything_inside() {
            while open.last().is_some_and(|(above, _)| !above.holds(node)) {
                open.pop();
            }
            let Some((_, parent)) = open.last() else {
                break;
            };
            let handle = match (node.kind(), contents(parent)) {
                (NodeKind::Fragment, Some(contents)) => contents,
                _ => {
                    let handle = Node::new(data(node));
                    append(parent, handle.clone());
                    handle
                }
            };
            open.push((node, handle));
        }
        dom
    }
}

fn append(parent: &Handle, child: Handle) {
    child.parent.set(Some(Rc::downgrade(parent)));
    parent.children.borrow_mut().push(child);
}

/// Returns the contents of a `template` element; `None` for other nodes.
fn contents(node: &Handle) -> Option<Handle> {
    match &node.data {
        NodeData::Element {
            template_contents, ..
        } => template_contents.borrow().clone(),
        _ => None,
    }
}

fn data(node: NodeRef<'_, '_>) -> NodeData {
    let text = |text: Option<&str>| StrTendril::from(text.unwrap_or_default());
    match node.kind() {
        NodeKind::Fragment => NodeData::Document,
        NodeKind::Text => NodeData::Text {
            contents: RefCell::new(text(node.as_text())),
        },
        NodeKind::Comment => NodeData::Comment {
            contents: text(node.as_comment()),
        },
        NodeKind::Element => element(node),
    }
}

fn element(node: NodeRef<'_, '_>) -> NodeData {
    let namespace = match node.namespace() {
        Namespace::Html => ns!(html),
        Namespace::Svg => ns!(svg),
        Namespace::MathMl => ns!(mathml),
    };
    let is_template = namespace == ns!(html) && node.name() == "template";
    let attrs = node.attrs().map(|attribute| html5ever::Attribute {
        name: attribute_name(&attribute, node.namespace()),
        value: attribute.value().into(),
    });
    NodeData::Element {
        name: QualName::new(None, namespace, LocalName::from(node.name())),
        attrs: RefCell::new(attrs.collect()),
        template_contents: RefCell::new(is_template.then(|| Node::new(NodeData::Document))),
        mathml_annotation_xml_integration_point: may_hold_html(node),
    }
}

/// Returns an attribute's name with its namespace. Attributes such as `xlink:href` in SVG and MathML get the
/// namespace of their prefix (HTML standard, 13.2.6.1, "adjust foreign attributes").
fn attribute_name(attribute: &Attribute<'_>, namespace: Namespace) -> QualName {
    let name = attribute.name();
    let foreign = match name.split_once(':') {
        _ if namespace == Namespace::Html => None,
        Some((
            "xlink",
            local @ ("actuate" | "arcrole" | "href" | "role" | "show" | "title" | "type"),
        )) => Some((namespace_prefix!("xlink"), ns!(xlink), local)),
        Some(("xml", local @ ("lang" | "space"))) => {
            Some((namespace_prefix!("xml"), ns!(xml), local))
        }
        Some(("xmlns", local @ "xlink")) => Some((namespace_prefix!("xmlns"), ns!(xmlns), local)),
        None if name == "xmlns" => Some((Prefix::default(), ns!(xmlns), name)),
        _ => None,
    };
    match foreign {
        Some((prefix, namespace, local)) => QualName::new(Some(prefix), namespace, local.into()),
        None => QualName::new(None, ns!(), name.into()),
    }
}

/// Returns whether the element is an HTML integration point: an `annotation-xml` of MathML whose attribute
/// `encoding` is `text/html` or `application/xhtml+xml`.
fn may_hold_html(node: NodeRef<'_, '_>) -> bool {
    let is_html = |encoding: &str| {
        ["text/html", "application/xhtml+xml"]
            .iter()
            .any(|html| encoding.eq_ignore_ascii_case(html))
    };
    node.namespace() == Namespace::MathMl
        && node.name() == "annotation-xml"
        && node.attr("encoding").is_some_and(|value| is_html(&value))
}
