//! Implements html5ever's trait [`TreeSink`]: html5ever calls its methods to build the tree.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

use super::draft::{DraftNode, NIL, Place};
use super::sink::{DOCUMENT, Handle, INTEGRATION_POINT, Sink};
use crate::html::Namespace;
use crate::limits::Limit;
use crate::parse::tokenizer::Token;
use crate::source::Span;
use crate::tree::NodeKind;
use crate::tree::arena::Node;

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: DOCUMENT,
            name: QualName::new(None, ns!(), local_name!("")),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.asked.set(target.id);
        self.step();
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let mut state = self.state.borrow_mut();
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let origin = attrs
            .iter()
            .find(|attr| attr.name.local.is_empty())
            .and_then(|attr| {
                state
                    .origins
                    .get(attr.value.parse::<usize>().ok()?)
                    .copied()
            });
        let mut node = DraftNode::new(NodeKind::Element, origin.unwrap_or_default());
        node.flags = Node::SYNTHETIC | Node::namespace_flag(namespace);
        if flags.mathml_annotation_xml_integration_point {
            node.flags |= INTEGRATION_POINT;
        }
        match state.number(&name.local, self.max_names) {
            Some(name) => node.name = name,
            None => self.fail(&mut state, Limit::Names, self.max_names as u64),
        }
        if let Some(Token::EndTag(tag)) = state.token {
            // The end tags `</p>` and `</br>` create an element if none is open.
            let is_made = matches!(name.local, local_name!("p") | local_name!("br"));
            if is_made && tag.name.of(self.source).eq_ignore_ascii_case(&name.local) {
                node.close = tag.span;
            }
        }
        let own = state.is_own(&name.local, self.source);
        if let Some(tag) = own {
            node.span = tag.span;
            node.flags &= !Node::SYNTHETIC;
        }
        let id = state.draft.push(node);
        if flags.template {
            // Every template has contents, even if they are empty.
            state.draft.contents(id);
        }
        if own.is_some() {
            // Before html5ever creates the element of a start tag, it may reopen elements of the same name.
            // So only the element that is created last belongs to the tag.
            if let Some((like, origin)) = state.own.replace((id, origin)) {
                if let Some(like) = state.draft.get_mut(like) {
                    like.flags |= Node::SYNTHETIC;
                    like.span = origin.unwrap_or_default();
                }
                self.repeat(&mut state, origin, &name);
            }
        } else {
            self.repeat(&mut state, origin, &name);
        }
        Handle { id, name }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        let mut state = self.state.borrow_mut();
        let mut node = DraftNode::new(NodeKind::Comment, Span::default());
        if let Some(Token::Comment { span, data }) = state.token {
            (node.span, node.close) = (span, data);
        }
        let id = state.draft.push(node);
        let name = QualName::new(None, ns!(), local_name!(""));
        Handle { id, name }
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let place = Place {
            parent: parent.id,
            next: NIL,
        };
        self.insert(child, place, 0);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        prev_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let mut place = self.state.borrow().draft.before(element.id);
        if place.parent == NIL {
            place = Place {
                parent: prev_element.id,
                next: NIL,
            };
        }
        self.insert(child, place, Node::MOVED);
    }

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let place = self.state.borrow().draft.before(sibling.id);
        self.insert(new_node, place, Node::MOVED);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let id = self.state.borrow_mut().draft.contents(target.id);
        let name = QualName::new(None, ns!(), local_name!(""));
        Handle { id, name }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.step();
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, _target: &Handle, _attrs: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.state.borrow_mut().draft.remove(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut state = self.state.borrow_mut();
        state.draft.move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        let state = self.state.borrow();
        let node = state.draft.get(handle.id);
        node.is_some_and(|node| node.flags & INTEGRATION_POINT != 0)
    }

    fn allow_declarative_shadow_roots(&self, _intended_parent: &Handle) -> bool {
        false
    }
}
