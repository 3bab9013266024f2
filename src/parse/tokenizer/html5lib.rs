//! Runs html5lib's tests for tokenizers (`tests/html5lib/tokenizer`). Compares the tokens with the
//! expected ones, and checks their spans.
//!
//! Parse errors are not compared, since our tokenizer does not report any.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, mem};

use serde_json::{Map, Value, json};

use super::*;
use crate::html::Namespace;
use crate::scan::has_cr_or_nul;
use crate::tree::Tree;
use crate::tree::attribute::Attributes;

/// The test cases in which our tokens differ from those that html5lib expects, grouped by the
/// reason. Each case is written as the name of its file and its index in the file.
const EXPECTED: &[(&str, &[(&str, usize)])] = &[(
    "trees need not be valid XML, so nothing in a token is replaced for that",
    &[
        ("xmlViolation", 0),
        ("xmlViolation", 1),
        ("xmlViolation", 2),
    ],
)];

/// A test case of html5lib, with one of the tokenizer states in which the case must be run.
struct Case {
    state: String,
    last_start_tag: Option<String>,
    input: String,
    output: Vec<Value>,
}

impl Case {
    /// Reads a test case from its JSON. Returns one [`Case`] for each tokenizer state in the list
    /// `initialStates`. Returns `None` if the input or output is not valid Unicode.
    fn all(case: &Value) -> Option<Vec<Case>> {
        let is_escaped = case["doubleEscaped"] == true;
        let read = |value: &Value| match is_escaped {
            true => unescaped(value),
            false => Some(value.clone()),
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let input = text(&read(&case["input"])?)?;
        let output = read(&case["output"])?.as_array()?.clone();
        let states = match case["initialStates"].as_array() {
            Some(states) => states.iter().filter_map(text).collect(),
            None => vec!["Data state".to_owned()],
        };
        let of_state = |state| Case {
            state,
            last_start_tag: text(&case["lastStartTag"]),
            input: input.clone(),
            output: output.clone(),
        };
        Some(states.into_iter().map(of_state).collect())
    }

    /// Tokenizes the input, and returns the tokens in the form of html5lib's JSON. Returns an error
    /// if a span is wrong.
    fn tokens(&self, sees_cr_and_nul: bool) -> Result<Vec<Value>, String> {
        let is_cdata = self.state == "CDATA section state";
        let before = if is_cdata { "<![CDATA[" } else { "" };
        let source = format!("{before}{}", self.input);
        let body = span(0, source.len());
        let mut tokenizer = Tokenizer::new(&source, body, sees_cr_and_nul);
        // If the case has no last start tag, this is a name that occurs in no case.
        let name = self.last_start_tag.as_deref().unwrap_or("no-start-tag");
        let raw = match &*self.state {
            "RCDATA state" => Some(RawText::Rcdata),
            "RAWTEXT state" => Some(RawText::Rawtext),
            "Script data state" => Some(RawText::Script),
            "PLAINTEXT state" => Some(RawText::Plaintext),
            "Data state" | "CDATA section state" => None,
            state => return Err(format!("unknown state {state}")),
        };
        if let Some(raw) = raw {
            tokenizer.read_raw(raw, name.as_bytes());
        }
        let mut reader = Reader::new(&source);
        while let Some(token) = tokenizer.next(|| is_cdata) {
            reader.add(token)?;
        }
        reader.finish()
    }
}

/// Collects tokens in the form of html5lib's JSON, and checks their spans.
struct Reader<'s> {
    source: &'s str,
    /// The end of the previous token in the source.
    end: u32,
    tokens: Vec<Value>,
    /// The characters that were read, but not yet added to `tokens`. Adjacent characters become one
    /// token.
    text: String,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Reader {
            source,
            end: 0,
            tokens: Vec::new(),
            text: String::new(),
        }
    }

    fn add(&mut self, token: Token) -> Result<(), String> {
        let at = token.span();
        self.check_gap(at.start)?;
        self.end = at.end;
        let written = at.of(self.source);
        let check = |is_right: bool| match is_right {
            true => Ok(()),
            false => Err(format!("{token:?} is {written:?}")),
        };
        check(at.start < at.end)?;
        match token {
            Token::Text(_) => self.text.push_str(written),
            Token::Null(_) => {
                check(written == "\0")?;
                self.text.push('\0');
            }
            Token::Character { chars, .. } => {
                check(written.starts_with(['&', '\r', '\0']))?;
                self.text
                    .extend(chars.into_iter().filter(|char| *char != '\0'));
            }
            Token::StartTag(tag) => {
                check(tag.name.start == at.start + 1 && written.starts_with('<'))?;
                check(written.ends_with('>'))?;
                let (name, attributes) = (name_of(tag, self.source), self.attributes(tag)?);
                self.push(match tag.self_closing {
                    true => json!(["StartTag", name, attributes, true]),
                    false => json!(["StartTag", name, attributes]),
                });
            }
            Token::EndTag(tag) => {
                check(tag.name.start == at.start + 2 && written.starts_with("</"))?;
                check(written.ends_with('>'))?;
                self.push(json!(["EndTag", name_of(tag, self.source)]));
            }
            Token::Comment { data, .. } => {
                check(at.contains_span(data) && written.starts_with('<'))?;
                let mut tree = Tree::default();
                let data = match tree.decode_comment(data, self.source) {
                    Some(_) => tree.decoded.text(),
                    None => data.of(self.source),
                };
                self.push(json!(["Comment", data]));
            }
            Token::Doctype(_) => {
                let start = written.get(..9).unwrap_or_default();
                check(start.eq_ignore_ascii_case("<!doctype"))?;
                self.push(json!(["DOCTYPE"]));
            }
        }
        Ok(())
    }

    /// Returns the attributes of a tag by name, and checks the span of each.
    fn attributes(&self, tag: Tag) -> Result<Map<String, Value>, String> {
        let mut attributes = Map::new();
        let mut end = tag.name.end;
        for attribute in Attributes::new(self.source, tag.span, Namespace::Html) {
            let [name, value, whole] = [
                attribute.name_span(),
                attribute.value_span(),
                attribute.span(),
            ];
            let is_right = end <= whole.start
                && whole.start == name.start
                && name.end <= value.start
                && value.end <= whole.end
                && whole.end < tag.span.end;
            if !is_right {
                return Err(format!("{attribute:?} in {tag:?}"));
            }
            end = whole.end;
            attributes.insert(attribute.name().into(), attribute.value().into());
        }
        Ok(attributes)
    }

    /// Checks the bytes between the previous token and the offset `end`: only markup that gives no
    /// token, such as `</>`, may be there.
    fn check_gap(&self, end: u32) -> Result<(), String> {
        if end < self.end {
            return Err(format!("a token at {end}, and one up to {}", self.end));
        }
        let mut gap = Span::new(self.end, end).of(self.source);
        for nothing in ["<![CDATA[", "]]>"] {
            gap = gap.strip_prefix(nothing).unwrap_or(gap);
        }
        match gap.replace("</>", "").is_empty() {
            true => Ok(()),
            false => Err(format!("no token has {gap:?}")),
        }
    }

    fn push(&mut self, token: Value) {
        self.end_text();
        self.tokens.push(token);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let text = mem::take(&mut self.text);
            self.tokens.push(json!(["Character", text]));
        }
    }

    /// Returns all tokens. After the last token, only markup that gives no token or a tag without
    /// its `>` may follow. Returns an error if anything else follows.
    fn finish(mut self) -> Result<Vec<Value>, String> {
        self.end_text();
        let len = self.source.len() as u32;
        let rest = Span::new(self.end, len).of(self.source);
        let rest = rest.trim_start_matches("</>");
        let tag = rest.strip_prefix('<').unwrap_or_default();
        let name = tag.strip_prefix('/').unwrap_or(tag);
        match name.starts_with(|char: char| char.is_ascii_alphabetic()) {
            true => Ok(self.tokens),
            false => self.check_gap(len).map(|()| self.tokens),
        }
    }
}

fn name_of(tag: Tag, source: &str) -> String {
    let name = tag.name.of(source);
    name.to_ascii_lowercase().replace('\0', "\u{fffd}")
}

/// Decodes each `\uHHHH` in the strings of a value. Returns `None` if a `\uHHHH` is not a valid
/// character.
fn unescaped(value: &Value) -> Option<Value> {
    Some(match value {
        Value::String(text) => serde_json::from_str(&format!("\"{text}\"")).ok()?,
        Value::Array(values) => values.iter().map(unescaped).collect::<Option<_>>()?,
        Value::Object(map) => {
            let pair = |(key, value)| {
                let key = unescaped(&Value::String(key))?;
                Some((key.as_str()?.to_owned(), unescaped(&value)?))
            };
            Value::Object(map.clone().into_iter().map(pair).collect::<Option<_>>()?)
        }
        other => other.clone(),
    })
}

/// Returns the tokens that html5lib expects, but without the names and IDs of DOCTYPEs, which our
/// tokens do not contain.
fn expected(output: &[Value]) -> Vec<Value> {
    let token = |token: &Value| match token[0] == "DOCTYPE" {
        true => json!(["DOCTYPE"]),
        false => token.clone(),
    };
    output.iter().map(token).collect()
}

#[test]
fn html5lib_cases_give_the_expected_result() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html5lib/tokenizer");
    let (mut run, mut not_unicode) = (0, 0);
    let mut different = BTreeSet::new();
    let entries = fs::read_dir(folder).expect("the cases, which the package does not have");
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "test") {
            continue;
        }
        let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let lists = file.as_object().unwrap().values();
        for (number, case) in lists.flat_map(|list| list.as_array().unwrap()).enumerate() {
            let Some(cases) = Case::all(case) else {
                not_unicode += 1;
                continue;
            };
            for case in cases {
                run += 1;
                let looks: &[bool] = match has_cr_or_nul(case.input.as_bytes()) {
                    true => &[true],
                    false => &[true, false],
                };
                for &sees_cr_and_nul in looks {
                    let tokens = case.tokens(sees_cr_and_nul);
                    if tokens.as_ref() == Ok(&expected(&case.output)) {
                        continue;
                    }
                    let is_expected = EXPECTED
                        .iter()
                        .any(|(_, ids)| ids.contains(&(&name, number)));
                    assert!(
                        is_expected,
                        "{name} {number}, {}: {:?}\n{tokens:?}\nexpected:\n{:?}",
                        case.state, case.input, case.output
                    );
                    different.insert((name.clone(), number));
                }
            }
        }
    }
    for &(name, number) in EXPECTED.iter().flat_map(|(_, ids)| *ids) {
        let id = (name.to_owned(), number);
        assert!(different.contains(&id), "{id:?} does not fail any more");
    }
    println!(
        "{run} runs, {} cases differ; {not_unicode} are not Unicode",
        different.len()
    );
    assert!(run > 6900 && not_unicode < 10);
}
