//! A web service whose threads share articles. Each article is stored together with its source.
//!
//! `cargo run --features archive --example share -- FILE_OR_FOLDER 127.0.0.1:8080`

mod common;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{process::ExitCode, sync::Arc, thread};

use newsprint::Article;

self_cell::self_cell!(
    struct OwnedArticle {
        owner: String,
        #[covariant]
        dependent: Article,
    }
);

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER", "ADDRESS"], share)
}

fn share([path, address]: [String; 2], out: &mut dyn Write) -> common::Result<()> {
    let mut articles = Vec::new();
    let read = common::each(common::open(&path)?, |file, _| {
        let source = file.source().to_owned();
        articles.push(OwnedArticle::try_new(source, |it| Article::parse(it))?);
        Ok(())
    });
    if articles.is_empty() {
        return read;
    }
    let articles = Arc::new(articles);
    let listener = TcpListener::bind(&address).map_err(|error| format!("{address}: {error}"))?;
    writeln!(out, "http://{}/0", listener.local_addr()?)?;
    out.flush()?;
    loop {
        let ((stream, _), articles) = (listener.accept()?, Arc::clone(&articles));
        thread::spawn(move || answer(&stream, &articles));
    }
}

/// Answers `GET /NUMBER` with the article that has this index.
fn answer(mut stream: &TcpStream, articles: &[OwnedArticle]) -> io::Result<()> {
    let mut lines = BufReader::new(stream.take(1 << 14)).lines();
    let request = lines.next().unwrap_or(Ok(String::new()))?;
    // Also read the headers: closing a connection with unread data would reset it.
    lines.map_while(Result::ok).find(String::is_empty);
    let number = request.split(['/', ' ']).nth(2).unwrap_or_default();
    let owned = number.parse().map(|number: usize| articles.get(number));
    let (status, page) = match owned.ok().flatten() {
        Some(owned) => ("200 OK", owned.borrow_dependent().to_html()),
        None => ("404 Not Found", "no such article".to_owned()),
    };
    let kind = "Content-Type: text/html; charset=utf-8";
    write!(stream, "HTTP/1.0 {status}\r\n{kind}\r\n\r\n{page}")
}
