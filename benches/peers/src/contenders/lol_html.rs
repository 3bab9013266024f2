//! lol_html as a reader: handlers for every element and text, output dropped. The contents of
//! `noscript` are returned as text, and parsed a second time. Character references stay in the
//! text.

use std::cell::RefCell;
use std::hint::black_box;
use std::mem::take;
use std::rc::Rc;

use lol_html::html_content::{Element, TextChunk, TextType};
use lol_html::{HtmlRewriter, Settings, doc_text, element};

use crate::output::{Output, Role};

pub fn parse(body: &str) {
    let mut events = 0_usize;
    let texts = RefCell::new(0_usize);
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |_| {
            events += 1;
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|_| {
            *texts.borrow_mut() += 1;
            Ok(())
        }));
    run(body, settings);
    black_box((events, texts));
}

pub fn full(file: &str, output: &mut Output) {
    let body = super::split(file, output);
    let job = Rc::new(RefCell::new(Job {
        output: take(output),
        hidden: false,
        noscript: String::new(),
    }));
    read(body, &job);
    *output = take(&mut job.borrow_mut().output);
}

#[derive(Default)]
struct Job {
    output: Output,
    /// Whether the current position is in a hidden element.
    hidden: bool,
    /// The contents of the current `noscript`.
    noscript: String,
}

fn read(html: &str, job: &Rc<RefCell<Job>>) {
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| start(element, job)))
        .append_document_content_handler(doc_text!(|chunk| {
            text(chunk, job);
            Ok(())
        }));
    run(html, settings);
}

fn run(html: &str, settings: Settings<'_, '_>) {
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    if rewriter.write(html.as_bytes()).is_ok() {
        rewriter.end().ok();
    }
}

fn start(element: &mut Element<'_, '_>, job: &Rc<RefCell<Job>>) -> lol_html::HandlerResult {
    let mut state = job.borrow_mut();
    if state.hidden {
        return Ok(());
    }
    let name = element.tag_name();
    let role = state.output.open(name.as_bytes(), |name| {
        let value = element.get_attribute(name)?;
        Some(htmlize::unescape_attribute(value).into_owned())
    });
    if matches!(role, Role::Block | Role::Hidden) && element.can_have_content() {
        state.hidden = role == Role::Hidden;
        let job = Rc::clone(job);
        element.on_end_tag(Box::new(move |_| {
            let mut state = job.borrow_mut();
            if role == Role::Hidden {
                state.hidden = false;
            }
            state.output.close(role);
            Ok(())
        }))?;
    }
    Ok(())
}

fn text(chunk: &TextChunk<'_>, job: &Rc<RefCell<Job>>) {
    let mut state = job.borrow_mut();
    if state.hidden {
        return;
    }
    if chunk.text_type() == TextType::RawText {
        state.noscript.push_str(chunk.as_str());
        if chunk.last_in_text_node() {
            let noscript = take(&mut state.noscript);
            drop(state);
            read(&noscript, job);
        }
        return;
    }
    state.output.text.push(&htmlize::unescape(chunk.as_str()));
}
