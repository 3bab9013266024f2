//! tl and astral-tl, whose interfaces are the same. They leave character references in the text,
//! and return bytes. `UNCHECKED` treats these as UTF-8, which is correct, because the body is a
//! `str`.

macro_rules! contender {
    ($module:ident, $tl:ident) => {
        pub mod $module {
            use std::borrow::Cow;
            use std::hint::black_box;

            use $tl::{Bytes, Node, NodeHandle, Parser, ParserOptions};

            use crate::output::{Output, Role};

            pub fn parse(body: &str) {
                black_box($tl::parse(body, ParserOptions::default())).ok();
            }

            pub fn full<const UNCHECKED: bool>(file: &str, output: &mut Output) {
                let body = super::super::split(file, output);
                let Ok(dom) = $tl::parse(body, ParserOptions::default()) else {
                    return;
                };
                for handle in dom.children() {
                    walk::<UNCHECKED>(*handle, dom.parser(), output);
                }
            }

            fn walk<const UNCHECKED: bool>(
                handle: NodeHandle,
                parser: &Parser<'_>,
                output: &mut Output,
            ) {
                match handle.get(parser) {
                    Some(Node::Tag(tag)) => {
                        // `<br/>` is called `br/`.
                        let name = tag.name().as_bytes();
                        let name = name.strip_suffix(b"/").unwrap_or(name);
                        let role = output.open(name, |name| {
                            let value = tag.attributes().get(name)?;
                            let value = value.map_or(Cow::Borrowed(""), string::<UNCHECKED>);
                            Some(htmlize::unescape_attribute(value))
                        });
                        if role != Role::Hidden {
                            for child in tag.children().top().iter() {
                                walk::<UNCHECKED>(*child, parser, output);
                            }
                        }
                        output.close(role);
                    }
                    Some(Node::Raw(text)) => {
                        let text = htmlize::unescape(string::<UNCHECKED>(text));
                        output.text.push(&text);
                    }
                    _ => {}
                }
            }

            fn string<'a, const UNCHECKED: bool>(bytes: &'a Bytes<'_>) -> Cow<'a, str> {
                if UNCHECKED {
                    // SAFETY: the bytes are a part of a `str` that was cut at
                    // ASCII characters.
                    #[allow(unsafe_code, reason = "as fast as this parser can be")]
                    Cow::Borrowed(unsafe { std::str::from_utf8_unchecked(bytes.as_bytes()) })
                } else {
                    bytes.as_utf8_str()
                }
            }
        }
    };
}

contender!(original, tl);
contender!(astral, astral_tl);
