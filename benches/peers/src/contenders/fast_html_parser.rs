//! fast-html-parser: its tree, and its tokenizer without a tree. Both decode character references.

pub mod tree {
    //! The tree, in document order. It copies the body, and has no elements that are nested deeper
    //! than 512 levels.

    use std::hint::black_box;

    use fast_html_parser::{Document, NodeRef};

    use crate::output::{Output, Role};

    pub fn parse(body: &str) {
        black_box(fast_html_parser::parse(body)).ok();
    }

    pub fn full(file: &str, output: &mut Output) {
        let body = super::super::split(file, output);
        if let Ok(document) = fast_html_parser::parse(body) {
            walk(&document, document.root(), output);
        }
    }

    fn walk(document: &Document, parent: NodeRef<'_>, output: &mut Output) {
        let mut next = parent.first_child();
        while let Some(node) = next {
            next = node.next_sibling();
            if node.is_text() {
                output.text.push(node.text());
            } else if !node.is_comment() && !node.is_doctype() {
                let name = node.tag().as_str();
                let name = name.or_else(|| document.arena().unknown_tag_name(node.id()));
                let name = name.unwrap_or_default().as_bytes();
                let role = output.open(name, |name| node.attr(name));
                if role != Role::Hidden {
                    walk(document, node, output);
                }
                output.close(role);
            }
        }
    }
}

pub mod tokens {
    //! The tokenizer with a sink of our own. It returns the attributes of a tag as one string. The
    //! arena of the tree parses this string for links and images.

    use std::hint::black_box;

    use fast_html_parser::Tag;
    use fast_html_parser::tokenizer::entity::decode_entities;
    use fast_html_parser::tokenizer::{TreeSink, tokenize_into};
    use fast_html_parser::tree::arena::Arena;

    use crate::output::{Output, Role};

    pub fn parse(body: &str) {
        let mut events = Events(0);
        tokenize_into(body, &mut events);
        black_box(events.0);
    }

    pub fn full(file: &str, output: &mut Output) {
        let body = super::super::split(file, output);
        let mut job = Job {
            output,
            hidden: String::new(),
            arena: Arena::new(),
        };
        tokenize_into(body, &mut job);
    }

    struct Events(usize);

    impl TreeSink for Events {
        fn open_tag(&mut self, _: Tag, _: &str, _: &str, _: bool) {
            self.0 += 1;
        }

        fn close_tag(&mut self, _: Tag, _: &str) {
            self.0 += 1;
        }

        fn text(&mut self, _: &str) {
            self.0 += 1;
        }

        fn comment(&mut self, _: &str) {
            self.0 += 1;
        }

        fn doctype(&mut self, _: &str) {
            self.0 += 1;
        }

        fn cdata(&mut self, _: &str) {
            self.0 += 1;
        }
    }

    struct Job<'a> {
        output: &'a mut Output,
        /// The name of the hidden element around the current position; empty outside.
        hidden: String,
        /// The links and images.
        arena: Arena,
    }

    impl TreeSink for Job<'_> {
        fn open_tag(&mut self, tag: Tag, name: &str, attributes: &str, self_closing: bool) {
            if !self.hidden.is_empty() {
                return;
            }
            let name = tag.as_str().unwrap_or(name);
            let arena = &mut self.arena;
            let role = self.output.open(name.as_bytes(), move |wanted| {
                let node = arena.new_element(tag, 0);
                arena.set_attrs_from_raw(node, attributes);
                let arena = &*arena;
                let mut attributes = arena.attrs(node).iter();
                let found = attributes.find(|a| arena.attr_name(a).eq_ignore_ascii_case(wanted))?;
                arena.attr_value(found)
            });
            if role == Role::Hidden && !self_closing {
                self.hidden.push_str(name);
            }
        }

        fn close_tag(&mut self, tag: Tag, name: &str) {
            let name = tag.as_str().unwrap_or(name);
            if self.hidden.is_empty() {
                self.output.close(Role::of(name.as_bytes()));
            } else if self.hidden == name {
                self.hidden.clear();
            }
        }

        fn text(&mut self, content: &str) {
            if self.hidden.is_empty() {
                self.output.text.push(&decode_entities(content));
            }
        }

        fn cdata(&mut self, content: &str) {
            self.text(content);
        }

        fn comment(&mut self, _: &str) {}

        fn doctype(&mut self, _: &str) {}
    }
}
