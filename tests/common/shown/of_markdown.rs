//! Determines what is visible of Markdown, according to another Markdown parser.

use newsprint::{Article, ContentOptions};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{
    CODE, EMPHASIS, RULE, STRIKETHROUGH, STRONG, SUBSCRIPT, SUPERSCRIPT, Seen, address, words,
};

/// Returns what is visible of the Markdown.
pub fn of_markdown(markdown: &str) -> Seen {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    assert_eq!(reader.seen.path, Vec::<String>::new(), "in {markdown}");
    reader.seen
}

#[derive(Default)]
struct Reader {
    seen: Seen,
    /// For each open list: the number of the next item, and whether the list is ordered.
    lists: Vec<(u64, bool)>,
    /// The image that is being read: its URL, its title, and its alternative text so far.
    image: Option<(String, String, String)>,
    html: String,
    /// For each open HTML element: the styles outside of the element.
    outside: Vec<u8>,
}

impl Reader {
    fn event(&mut self, event: Event) {
        if let Some((src, title, mut alt)) = self.image.take() {
            match event {
                Event::End(TagEnd::Image) => return self.seen.image(&src, &words(&alt), &title),
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::SoftBreak => alt.push(' '),
                other => panic!("{other:?} in the text of an image"),
            }
            self.image = Some((src, title, alt));
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.seen.text(&text),
            Event::Code(code) => self.seen.styled(CODE, |seen| seen.text(&code)),
            Event::SoftBreak | Event::HardBreak => self.seen.blank(),
            Event::Rule => self.seen.push(RULE),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Html(html) => self.html.push_str(&html),
            other => panic!("{other:?} is not what Markdown should hold"),
        }
    }

    fn start(&mut self, tag: Tag) {
        let text = |text: CowStr| words(&text);
        match tag {
            Tag::Emphasis => self.seen.style ^= EMPHASIS,
            Tag::Strong => self.seen.style ^= STRONG,
            Tag::Strikethrough => self.seen.style ^= STRIKETHROUGH,
            Tag::Link {
                dest_url, title, ..
            } => self.seen.open_link(&dest_url, &text(title)),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.image = Some((dest_url.into_string(), text(title), String::new()));
            }
            Tag::Heading { level, .. } => self.open(format!("h{}", level as u8)),
            Tag::CodeBlock(_) => self.open("pre".to_owned()),
            Tag::BlockQuote(_) => self.open(">".to_owned()),
            Tag::List(start) => {
                self.seen.blank();
                self.lists.push((start.unwrap_or(0), start.is_some()));
            }
            Tag::Item => {
                let (number, is_ordered) = *self.lists.last().expect("a list");
                self.seen.numbers += usize::from(is_ordered);
                self.open(if is_ordered {
                    format!("{number}.")
                } else {
                    format!("-{number}")
                });
            }
            Tag::Table(_) => {
                self.seen.blank();
                self.seen.tables += 1;
            }
            _ => self.seen.blank(),
        }
    }

    fn open(&mut self, place: String) {
        self.seen.blank();
        self.seen.path.push(place);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.seen.style ^= EMPHASIS,
            TagEnd::Strong => self.seen.style ^= STRONG,
            TagEnd::Strikethrough => self.seen.style ^= STRIKETHROUGH,
            TagEnd::Link => self.seen.link = None,
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) => {
                self.seen.path.pop();
                self.seen.blank();
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => {
                self.seen.path.pop();
                self.seen.blank();
                self.lists.last_mut().expect("a list").0 += 1;
            }
            TagEnd::HtmlBlock => self.html_block(),
            _ => self.seen.blank(),
        }
    }

    fn tag(&mut self, tag: &str) {
        let style = match tag.trim_start_matches(['<', '/']).trim_end_matches('>') {
            "em" => EMPHASIS,
            "strong" => STRONG,
            "code" => CODE,
            "del" => STRIKETHROUGH,
            "sup" => SUPERSCRIPT,
            "sub" => SUBSCRIPT,
            "br" => return self.seen.blank(),
            _ => panic!("{tag} is not what Markdown should hold"),
        };
        if tag.starts_with("</") {
            self.seen.style = self.outside.pop().expect("a start tag");
        } else {
            // A style that is nested in the same style makes no difference.
            self.outside.push(self.seen.style);
            self.seen.style |= style;
        }
    }

    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        let clip = format!("[t](https://example.org/)\n------\n\n{html}");
        let article = Article::parse(&clip).expect("HTML is not too deep");
        self.seen.in_html = true;
        // The built-in rules are off, because text that looks like a footer here may be text of the
        // article.
        let options = ContentOptions::new().known_rules(false);
        let before = self.seen.links.len();
        self.seen.blocks(article.content_with(&options).root());
        // Content has no empty links, but HTML has them, for example around an image that is left
        // out.
        self.seen.links.truncate(before);
        let hrefs = article.body().links();
        let hrefs = hrefs.map(|link| address(link.value()));
        self.seen.links.extend(hrefs);
        self.seen.in_html = false;
    }
}
