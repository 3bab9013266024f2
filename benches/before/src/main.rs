//! Times newsprint's jobs on a folder of files, once each, and prints one line per job: its name
//! and MB/s of body bytes by CPU time. Uses only functions that the compared commits have in
//! common.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use cpu_time::ProcessTime;
use newsprint::{Article, Body};

#[path = "../../peers/src/envelope.rs"]
mod envelope;

/// The minimum time for which each job is repeated.
const LEAST: Duration = Duration::from_millis(200);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .ok_or("expected a folder of files")?;
    let mut files = Vec::new();
    read(Path::new(&folder), &mut files)?;
    files.retain(|file| Article::parse(file).is_ok());
    let bodies: Vec<&str> = files
        .iter()
        .map(|file| envelope::split(file).body)
        .collect();
    let parsed: Vec<Body> = bodies.iter().flat_map(|body| Body::parse(body)).collect();
    let articles: Vec<Article> = files.iter().flat_map(|file| Article::parse(file)).collect();
    let bytes: usize = bodies.iter().map(|body| body.len()).sum();
    if bytes == 0 {
        return Err("expected articles in the folder, found none".into());
    }

    let each = |name: &str, job: &dyn Fn()| time(name, bytes, job);
    each("parse the body", &|| {
        for body in &bodies {
            black_box(Body::parse(black_box(body))).ok();
        }
    });
    each("parse the file", &|| {
        for file in &files {
            black_box(Article::parse(black_box(file))).ok();
        }
    });
    each("inner_text", &|| {
        let mut text = String::new();
        for body in &parsed {
            text.clear();
            body.inner_text_into(&mut text);
            black_box(&text);
        }
    });
    each("content", &|| {
        articles
            .iter()
            .for_each(|article| drop(black_box(article.content())))
    });
    each("to_text", &|| {
        articles
            .iter()
            .for_each(|article| drop(black_box(article.to_text())))
    });
    each("to_markdown", &|| {
        articles
            .iter()
            .for_each(|article| drop(black_box(article.to_markdown())));
    });
    each("to_html", &|| {
        articles
            .iter()
            .for_each(|article| drop(black_box(article.to_html())))
    });
    each("parse and to_text", &|| {
        for file in &files {
            black_box(Article::parse(file).map(|article| article.to_text())).ok();
        }
    });
    each("parse and to_markdown", &|| {
        for file in &files {
            black_box(Article::parse(file).map(|article| article.to_markdown())).ok();
        }
    });
    each("parse and to_html", &|| {
        for file in &files {
            black_box(Article::parse(file).map(|article| article.to_html())).ok();
        }
    });
    Ok(())
}

/// Repeats a job for at least `LEAST`, and prints its speed.
fn time(name: &str, bytes: usize, job: &dyn Fn()) {
    let start = ProcessTime::now();
    let mut passes = 0_u32;
    while passes == 0 || start.elapsed() < LEAST {
        job();
        passes += 1;
    }
    let speed = bytes as f64 * f64::from(passes) / start.elapsed().as_secs_f64() / 1e6;
    println!("{name}\t{speed:.1}");
}

/// Reads all `.md` files, in the order of their names.
fn read(folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(fs::read_to_string(path)?);
        }
    }
    Ok(())
}
