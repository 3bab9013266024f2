//! Decodes a slice of the source with html5ever's tokenizer. Tests compare the results with
//! newsprint's.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Returns a text with its character references, CR and NUL decoded.
pub fn text(slice: &str) -> String {
    let mut text = String::new();
    for token in tokens(slice) {
        match token {
            Token::CharacterTokens(characters) => text.push_str(&characters),
            Token::NullCharacterToken => text.push('\u{fffd}'),
            _ => {}
        }
    }
    text
}

/// Returns the data of a comment, if `slice` is exactly one comment.
pub fn comment(slice: &str) -> Option<String> {
    match tokens(slice).as_slice() {
        [Token::CommentToken(data), Token::EOFToken] => Some(data.to_string()),
        _ => None,
    }
}

/// Returns the name and value of an attribute, if `slice` is exactly one attribute.
pub fn attribute(slice: &str) -> Option<(String, String)> {
    match tokens(&format!("<a {slice}>")).as_slice() {
        [Token::TagToken(tag), Token::EOFToken] => match tag.attrs.as_slice() {
            [attribute] => {
                let name = attribute.name.local.to_string();
                Some((name, attribute.value.to_string()))
            }
            _ => None,
        },
        _ => None,
    }
}

fn tokens(slice: &str) -> Vec<Token> {
    let options = TokenizerOpts {
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let tokenizer = Tokenizer::new(Tokens::default(), options);
    let input = BufferQueue::default();
    input.push_back(slice.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.0.borrow_mut().push(token);
        }
        TokenSinkResult::Continue
    }
}
