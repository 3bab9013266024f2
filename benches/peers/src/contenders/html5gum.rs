//! html5gum's tokenizer with its callback emitter. States aren't switched at `script`, `noscript`
//! and similar elements: their contents are skipped up to the end tag, or are markup because
//! scripting is disabled.

use std::convert::Infallible;
use std::hint::black_box;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::output::{Output, Role};

pub fn parse(body: &str) {
    let mut events = 0_usize;
    let emitter = CallbackEmitter::new(|_: CallbackEvent<'_>, _: Span<()>| {
        events += 1;
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(body, emitter).finish();
    black_box(events);
}

pub fn full(file: &str, output: &mut Output) {
    let mut job = Job {
        body: super::split(file, output),
        output,
        hidden: Vec::new(),
        wanted: "",
        has_value: true,
    };
    let body = job.body;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        job.take(event);
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(body, emitter).finish();
}

struct Job<'a> {
    body: &'a str,
    output: &'a mut Output,
    /// The name of the hidden element around the current position; empty outside.
    hidden: Vec<u8>,
    /// The wanted attribute of the current start tag; cleared when it is found.
    wanted: &'static str,
    /// Whether the last attribute got a value. There is no callback for empty values.
    has_value: bool,
}

impl Job<'_> {
    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::EndTag { name } if name == self.hidden => self.hidden.clear(),
            _ if !self.hidden.is_empty() => {}
            CallbackEvent::String { value } => {
                self.output
                    .text
                    .push(std::str::from_utf8(value).unwrap_or_default());
            }
            CallbackEvent::OpenStartTag { name } => {
                let role = self.output.open(name, |wanted| {
                    self.wanted = wanted;
                    None::<&str>
                });
                if role == Role::Hidden {
                    self.hidden.extend_from_slice(name);
                }
            }
            CallbackEvent::AttributeName { name } => {
                self.value("");
                if !self.wanted.is_empty() && name == self.wanted.as_bytes() {
                    self.has_value = false;
                }
            }
            CallbackEvent::AttributeValue { value } => {
                self.value(std::str::from_utf8(value).unwrap_or_default());
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.value("");
                self.wanted = "";
            }
            CallbackEvent::EndTag { name } => self.output.close(Role::of(name)),
            _ => {}
        }
    }

    fn value(&mut self, value: &str) {
        if !self.has_value {
            let list = match self.wanted {
                "href" => &mut self.output.links,
                _ => &mut self.output.images,
            };
            list.push(value);
            self.has_value = true;
            self.wanted = "";
        }
    }
}
