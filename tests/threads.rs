//! Articles can be sent to other threads, and many threads read the same as one.

mod common;

use std::thread;

use common::clips::check_files;
use newsprint::{Article, Body, Content, Envelope, Error, Warning};

const THREADS: usize = 8;

#[test]
fn values_cross_threads() {
    fn check<T: Clone + Send + Sync>() {}
    check::<Article<'_>>();
    check::<Envelope<'_>>();
    check::<Body<'_>>();
    check::<Content<'_>>();
    check::<Error>();
    check::<Warning>();
}

/// All values of an article, except spans.
fn said(source: &str) -> String {
    let article = match Article::parse(source) {
        Ok(article) => article,
        Err(error) => return error.to_string(),
    };
    format!(
        "{}\n{}\n{:?}\n{}\n{}",
        article.title(),
        article.link(),
        article.published(),
        article.body().inner_html(),
        article.to_text()
    )
}

check_files!(many_threads_read_what_one_reads, check_threads);

fn check_threads(files: Vec<(String, String)>) {
    let files: Vec<_> = files.into_iter().map(|(_, text)| text).collect();
    let alone: Vec<_> = files.iter().map(|file| said(file)).collect();
    thread::scope(|scope| {
        for start in 0..THREADS {
            let (files, alone) = (&files, &alone);
            scope.spawn(move || {
                // Each thread begins at another file, so that no two run in step.
                for index in 0..files.len() {
                    let index = (index + start * files.len() / THREADS) % files.len();
                    assert_eq!(said(&files[index]), alone[index]);
                }
            });
        }
    });
}
