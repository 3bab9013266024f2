//! The feature `archive`: every file is counted; order, sources, hostile folders.
#![cfg(feature = "archive")]

#[path = "common/folder.rs"]
mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use folder::{Folder, clip, files, path};
use newsprint::archive::{
    Archive, ArchiveError, ArchiveErrorKind, ArchiveFile, ArchivedArticle, Articles, SkipReason,
};
use newsprint::{ErrorKind, Limit, ParseOptions, Span};
use rayon::prelude::*;

fn kinds(articles: Articles) -> Vec<(String, String)> {
    let items = articles.ordered(true).into_iter();
    let errors = items.filter_map(Result::err);
    errors
        .map(|error| (error.path().to_owned(), error.kind().to_string()))
        .collect()
}

#[test]
fn every_file_is_counted() {
    let folder = Folder::new("accounted");
    folder
        .write("articles/某源/7_题目.md", clip("7", "<p>一"))
        .write("_posts/2023-11-14-a.md", clip("a", "<p>二"))
        .write("README.md", "# News")
        .write("lists/a.md", clip("l", ""))
        .write("lists/b/c.md", clip("l", ""))
        .write(".git/config", "")
        .write(".git/objects/a.md", clip("g", ""))
        .write("articles/.b.md", clip("b", ""))
        .write("index.html", "")
        .write("notes.md", "Some notes")
        .write("404.md", "---\nlayout: default\n---\n\nNothing here")
        .write("page.md", "<!DOCTYPE html><html></html>")
        .write("broken/cut.md", "<!--1618495142000-->\n[题目](https://exa")
        .write("broken/empty.md", "")
        .write(
            "broken/latin1.md",
            b"<!--1-->\n[\xe9](https://example.org/)\n------\n",
        );
    let mut articles = folder.articles().ordered(true).into_iter();
    let items: Vec<_> = articles.by_ref().collect();
    let tally = articles.tally();
    assert_eq!(
        items.iter().map(path).collect::<Vec<_>>(),
        [
            "_posts/2023-11-14-a.md",
            "articles/某源/7_题目.md",
            "broken/cut.md",
            "broken/empty.md",
            "broken/latin1.md",
        ]
    );
    assert_eq!(
        (tally.files(), tally.articles(), tally.broken()),
        (14, 2, 3)
    );
    assert_eq!(tally.unexpected(), 0);
    let skipped = { SkipReason::ALL.iter() }.map(|&reason| (reason, tally.skipped_as(reason)));
    let skipped: Vec<_> = skipped.collect();
    assert_eq!(
        skipped,
        [
            (SkipReason::Hidden, 2),
            (SkipReason::OtherType, 1),
            (SkipReason::Readme, 1),
            (SkipReason::List, 2),
            (SkipReason::NotAnArticle, 3),
            (SkipReason::Link, 0),
            (SkipReason::Special, 0),
        ]
    );
    let article = items[1].as_ref().expect("an article");
    assert_eq!(article.path_parts().source(), Some("某源"));
    assert_eq!(article.source(), clip("7", "<p>一"));
    let file = folder.0.join("articles/某源/7_题目.md");
    assert_eq!(article.file(), Some(&*file));
    assert_eq!(
        article.article().expect("its body is fine").body().text(),
        "一"
    );
    let errors: Vec<_> = items
        .iter()
        .filter_map(|item| item.as_ref().err())
        .collect();
    assert_eq!(
        errors[1].to_string(),
        "broken/empty.md: expected an article, found an empty file at line 1, column 1"
    );
    let source = std::error::Error::source(errors[2]).expect("there is a cause");
    assert!(source.to_string().starts_with("expected UTF-8"), "{source}");
}

#[test]
fn skipped_files_are_reported_on_request() {
    let folder = Folder::new("skipped");
    folder
        .write("a.md", clip("a", ""))
        .write("README.md", "")
        .write("b.md", "text");
    assert!(kinds(folder.articles()).is_empty());
    assert_eq!(
        kinds(folder.articles().report_skipped(true)),
        [
            ("README.md".to_owned(), "skipped: a README".to_owned()),
            ("b.md".to_owned(), "skipped: no article".to_owned()),
        ]
    );
}

#[test]
fn a_path_that_is_not_a_folder_is_an_error() {
    let folder = Folder::new("none");
    folder.write("a.md", "");
    for (name, expected) in [("b", "cannot be read"), ("a.md", "cannot be read")] {
        let error = Archive::open(folder.0.join(name)).expect_err("it is no folder");
        assert!(error.kind().to_string().starts_with(expected), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_on_request_and_loops_are_reported() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("links");
    folder
        .write("a/b/1.md", clip("1", ""))
        .write("lists/1.md", "");
    let link = |to: &str, from: &str| symlink(to, folder.0.join(from)).expect("links can be made");
    link("../..", "a/b/up");
    link("itself", "itself.md");
    link("nowhere.md", "dangling.md");
    link("nowhere.jpg", "a/dangling.jpg");
    link("nowhere.md", "lists/dangling.md");
    link("nowhere", "dangling");
    link("a/b/1.md", "to_file.md");
    folder.write("z/2.md", clip("2", ""));
    link("z", "to_folder");
    let mut articles = folder.articles().ordered(true).into_iter();
    let items: Vec<_> = articles.by_ref().collect();
    let paths: Vec<_> = items.iter().map(path).collect();
    assert_eq!(paths, ["a/b/1.md", "z/2.md"]);
    assert_eq!(articles.tally().skipped_as(SkipReason::Link), 8);
    let articles = folder.articles().ordered(true).follow_links(true);
    let items: Vec<_> = articles.into_iter().collect();
    assert_eq!(
        items.iter().map(path).collect::<Vec<_>>(),
        [
            "a/b/1.md",
            "a/b/up",
            "dangling",
            "dangling.md",
            "itself.md",
            "to_file.md",
            "to_folder/2.md",
            "z/2.md"
        ]
    );
    assert!(items.iter().skip(5).all(Result::is_ok) && items[0].is_ok());
    let kind = |index: usize| items[index].as_ref().expect_err("a bad link").kind();
    match kind(1) {
        ArchiveErrorKind::LinkLoop { ancestor } => assert_eq!(ancestor, &folder.0),
        other => panic!("{other}"),
    }
    assert!(matches!(kind(2), ArchiveErrorKind::Io(_)), "{}", kind(2));
    assert!(matches!(kind(3), ArchiveErrorKind::Io(_)), "{}", kind(3));
    assert!(matches!(kind(4), ArchiveErrorKind::Io(_)), "{}", kind(4));
}

#[cfg(unix)]
#[test]
fn unreadable_files_are_reported() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("unreadable");
    folder
        .write("a.md", clip("a", ""))
        .write("locked/b.md", clip("b", ""));
    let fifo = std::process::Command::new("mkfifo")
        .arg(folder.0.join("pipe.md"))
        .status();
    let has_fifo = fifo.is_ok_and(|status| status.success());
    // Memory at address 0, which even root cannot read.
    let has_memory = Path::new("/proc/self/mem").exists();
    if has_memory {
        symlink("/proc/self/mem", folder.0.join("memory.md")).expect("links can be made");
    }
    let locked = folder.0.join("locked");
    let lock = |mode| fs::set_permissions(&locked, PermissionsExt::from_mode(mode));
    lock(0o000).expect("it is ours");
    let is_locked = fs::read_dir(&locked).is_err();
    let articles = folder.articles().ordered(true).follow_links(true);
    let mut articles = articles.report_skipped(true).into_iter();
    let items: Vec<_> = articles.by_ref().collect();
    lock(0o700).expect("it is ours");
    let kind_of = |name: &str| {
        let item = items.iter().find(|item| path(item) == name);
        item.map(|item| item.as_ref().expect_err("not readable").kind())
    };
    if has_fifo {
        assert!(matches!(
            kind_of("pipe.md"),
            Some(ArchiveErrorKind::Skipped(SkipReason::Special))
        ));
    }
    if has_memory {
        assert!(matches!(
            kind_of("memory.md"),
            Some(ArchiveErrorKind::Io(_))
        ));
    }
    if is_locked {
        assert!(matches!(kind_of("locked"), Some(ArchiveErrorKind::Io(_))));
    }
    assert_eq!(articles.tally().files(), items.len() as u64);
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new("names");
    for name in [b"\xfe.md", b"\xff.md"] {
        let file = folder.0.join(OsStr::from_bytes(name));
        fs::write(file, clip("1", "")).expect("the folder for tests can be written to");
    }
    let articles = folder.articles().ordered(true).into_iter();
    let articles: Vec<_> = articles.flatten().collect();
    let paths: Vec<_> = articles.iter().map(|article| article.path()).collect();
    assert_eq!(paths, ["\u{fffd}FE.md", "\u{fffd}FF.md"]);
    let file = articles[1].file().and_then(|file| file.file_name());
    assert_eq!(file, Some(OsStr::from_bytes(b"\xff.md")));
}

/// Writes files of very different lengths into several folders. Returns their paths in order.
fn many(folder: &Folder) -> Vec<String> {
    let mut paths = BTreeSet::new();
    for number in 0..2_500_usize {
        let path = format!("articles/s{}/{number}_a.md", number % 7);
        let body = "<p>字</p>".repeat(number * 37 % 400);
        folder.write(&path, clip(&number.to_string(), &body));
        paths.insert(path);
    }
    paths.into_iter().collect()
}

#[test]
fn ordered_files_are_sorted_by_name() {
    let folder = Folder::new("order");
    let expected = many(&folder);
    let iterated: Vec<_> = folder.articles().ordered(true).into_iter().collect();
    assert_eq!(iterated.iter().map(path).collect::<Vec<_>>(), expected);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let processed = pool.expect("threads can be made").install(|| {
            let mut paths = Vec::new();
            let articles = folder.articles().ordered(true);
            let tally = articles.process(
                |item| {
                    let archived = item.expect("all are articles");
                    let article = archived.article().expect("their bodies are fine");
                    (archived.path().to_owned(), article.body().text().len())
                },
                |(path, _)| {
                    paths.push(path);
                    Ok::<_, ()>(())
                },
            );
            assert_eq!(tally.expect("nothing stops it").articles(), 2_500);
            paths
        });
        assert_eq!(processed, expected, "{threads} threads");
    }
    let mut unordered: Vec<_> = folder
        .articles()
        .into_iter()
        .map(|item| path(&item))
        .collect();
    unordered.sort();
    assert_eq!(unordered, expected);
}

#[test]
fn the_iterator_can_be_shared_by_threads_of_a_pool() {
    let folder = Folder::new("shared");
    let expected = many(&folder);
    let items = folder.articles().into_iter().par_bridge();
    let mut paths: Vec<_> = items.map(|item| path(&item)).collect();
    paths.sort();
    assert_eq!(paths, expected);
}

#[test]
fn processing_stops_at_an_error() {
    let folder = Folder::new("stop");
    many(&folder);
    let mut taken = 0;
    let stopped = folder.articles().process(
        |item| item.is_ok(),
        |_| {
            taken += 1;
            if taken == 1_500 {
                Err("enough")
            } else {
                Ok(())
            }
        },
    );
    assert_eq!(stopped, Err("enough"));
    assert_eq!(taken, 1_500);
}

#[test]
fn long_files_are_read_one_at_a_time() {
    let folder = Folder::new("long");
    let body = "<p>text</p>".repeat(500_000);
    for number in 0..5 {
        folder.write(&format!("{number}.md"), clip(&number.to_string(), &body));
    }
    let paths: Vec<_> = folder
        .articles()
        .ordered(true)
        .into_iter()
        .map(|item| path(&item))
        .collect();
    assert_eq!(paths, ["0.md", "1.md", "2.md", "3.md", "4.md"]);
}

#[test]
fn chunks_are_in_order_and_end_when_they_are_long() {
    let folder = Folder::new("chunks");
    let body = "<p>text</p>".repeat(10_000);
    for number in 0..200 {
        // Every second file is long.
        let body = if number % 2 == 0 { &*body } else { "" };
        folder.write(&format!("{number:03}.md"), clip("1", body));
    }
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads can be made").install(|| {
            let mut paths = Vec::new();
            let articles = folder.articles().ordered(true);
            let tally = articles.process_chunks(
                Vec::new,
                |chunk, item| chunk.push(item.expect("all are articles")),
                |chunk: Vec<_>| {
                    let lens = chunk.iter().map(|article| article.source().len());
                    // The last file of a chunk may exceed the maximum length of a chunk.
                    assert!(lens.sum::<usize>() < (512 << 10) + body.len() + 100);
                    paths.extend(chunk.iter().map(|article| article.path().to_owned()));
                    Ok::<_, ()>(())
                },
            );
            assert_eq!(tally.expect("nothing stops it").articles(), 200);
            let expected = (0..200).map(|number| format!("{number:03}.md"));
            assert!(paths.into_iter().eq(expected), "{threads} threads");
        });
    }
}

#[test]
#[should_panic = "in a thread"]
fn a_panic_of_a_thread_is_one_of_the_caller() {
    let files = (0..1_000).map(|number| (format!("{number}.md"), clip("1", "")));
    let _ = Articles::of(files).process(|_| panic!("in a thread"), |()| Ok::<_, ()>(()));
}

#[test]
fn limits_are_those_of_the_options() {
    let folder = Folder::new("limits");
    let long = clip("l", &"x".repeat(200));
    let len = long.len() as u64;
    folder
        .write("deep.md", clip("d", &"<b>".repeat(9)))
        .write("long.md", &long);
    let options = ParseOptions::new().max_len(150).max_depth(5);
    let articles = folder.articles().parse_options(options).ordered(true);
    let items: Vec<_> = articles.into_iter().collect();
    let deep = items[0].as_ref().expect("its envelope is fine");
    let error = deep.article().expect_err("its body is not");
    assert_eq!(error.path(), "deep.md");
    let kind = |error: &ArchiveError| match error.kind() {
        ArchiveErrorKind::Article(error) => *error.kind(),
        other => panic!("{other}"),
    };
    let found = None;
    let limit = Limit::Depth;
    assert_eq!(
        kind(&error),
        ErrorKind::Limit {
            limit,
            max: 5,
            found
        }
    );
    let long = items[1].as_ref().expect_err("it is too long");
    let (limit, max, found) = (Limit::Len, 150, Some(len));
    assert_eq!(kind(long), ErrorKind::Limit { limit, max, found });
    // The file was not read, so the only known position is its start.
    let ArchiveErrorKind::Article(error) = long.kind() else {
        panic!("{long}");
    };
    assert_eq!(error.span(), Span::new(0, 0));
    assert_eq!(
        error.to_string(),
        format!("maximum length of 150 bytes exceeded (found {len}) at line 1, column 1")
    );
}

#[test]
fn other_files_among_articles_are_unexpected() {
    let folder = Folder::new("unexpected");
    folder
        .write("articles/a/1.md", "cut off")
        .write("articles/a/2.html", "")
        .write("articles/README.md", "")
        .write("articles/.hidden/1.md", "")
        .write("articles/lists/1.md", "")
        .write("_posts/a.md", "---\nlayout: page\n---\n")
        .write("about.md", "text")
        .write("articles/a/3.md", clip("3", ""));
    let mut articles = folder
        .articles()
        .ordered(true)
        .report_skipped(true)
        .into_iter();
    let errors: Vec<_> = articles.by_ref().filter_map(Result::err).collect();
    let unexpected: Vec<_> = { errors.iter() }
        .filter(|error| error.is_unexpected())
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        unexpected,
        [
            "_posts/a.md: skipped: no article",
            "articles/a/1.md: skipped: no article",
            "articles/a/2.html: skipped: not .md",
        ]
    );
    let tally = articles.tally();
    assert_eq!((tally.unexpected(), tally.skipped()), (3, 7));
}

#[test]
fn all_sources_give_the_same() {
    let folder = Folder::new("sources");
    folder
        .write("articles/某源/7_题目.md", clip("7", "<p>一"))
        .write("articles/某源-2/7_题目.md", clip("7", "<p>二"))
        .write("articles/long.md", clip("8", &"<p>字</p>".repeat(9_000)))
        .write("articles/too_long.md", clip("8", &"x".repeat(200_000)))
        .write("articles/notes.md", "字".repeat(50_000))
        .write("articles/blank.md", " ".repeat(50_000))
        .write(".git/objects/a.md", clip("g", ""))
        .write(".git/b.md", clip("g", ""))
        .write(".c.md", "")
        .write("README.md", "")
        .write("broken/empty.md", "")
        .write("broken/cut.md", "<!--1618495142000-->\n[题目](https://exa")
        .write(
            "broken/latin1.md",
            b"<!--1-->\n[\xe9](https://example.org/)\n------\n",
        )
        .write("broken/utf16.md", b"\xff\xfe[\0T\0");
    let all = |articles: Articles| {
        let options = ParseOptions::new().max_len(100_000);
        let articles = articles.parse_options(options).report_skipped(true);
        let mut articles = articles.ordered(true).into_iter();
        let items = articles.by_ref().map(|item| match item {
            Ok(article) => format!("{}: {}", article.path(), article.source()),
            Err(error) => format!("{error} {}", error.is_unexpected()),
        });
        (items.collect::<Vec<_>>(), articles.tally())
    };
    let expected = all(folder.articles());
    assert_eq!(expected.1.files(), 13);
    assert!(all(Articles::of(files(&folder.0))) == expected);
    let readers = files(&folder.0).into_iter().map(|(path, bytes)| {
        let len = bytes.len() as u64;
        ArchiveFile::with_reader(path, len, || Ok(std::io::Cursor::new(bytes)))
    });
    let readers: Vec<_> = readers.collect();
    assert!(all(Articles::of(readers)) == expected);
}

#[test]
fn unreadable_parts_of_a_source_are_reported() {
    let failing = ArchiveFile::with_reader("a.md", 9, || {
        Err::<&[u8], _>(std::io::Error::other("a bad checksum"))
    });
    let mut items = Articles::of([failing]).into_iter();
    let error = items.next().expect("an item").expect_err("it is broken");
    assert_eq!(error.to_string(), "a.md: cannot be read: a bad checksum");
    assert_eq!(error.file(), None);
    assert!(items.next().is_none());
    assert_eq!(items.tally().broken(), 1);
}

#[test]
fn a_source_reports_what_is_not_a_file() {
    let failed = || std::io::Error::other("cut off");
    let files = [
        ArchiveFile::skipped("articles/1.md", SkipReason::Link),
        ArchiveFile::skipped("articles/1.txt", SkipReason::Link),
        ArchiveFile::skipped("articles/pipe.md", SkipReason::Special),
        ArchiveFile::skipped("articles/pipe.txt", SkipReason::Special),
        ArchiveFile::skipped(".articles/2.md", SkipReason::Link),
        ArchiveFile::unreadable("../news.tar", failed()),
        ArchiveFile::new("README.md", clip("1", "")),
        ArchiveFile::new("README.md", clip("2", "")).with_any_name(),
        ArchiveFile::new("2.txt", "no article").with_any_name(),
        ArchiveFile::with_reader("3.md", u64::MAX, || Ok(&b"text"[..])),
        ArchiveFile::with_reader("4.md", u64::MAX, || Ok(&b"text"[..])),
    ];
    let articles = Articles::of(files).report_skipped(true);
    let items = articles.into_iter().map(|item| match item {
        Ok(article) => article.path().to_owned(),
        Err(error) => error.to_string(),
    });
    assert_eq!(
        items.collect::<Vec<_>>(),
        [
            "articles/1.md: skipped: a symbolic link",
            "articles/1.txt: skipped: a symbolic link",
            "articles/pipe.md: skipped: not a regular file",
            "articles/pipe.txt: skipped: not .md",
            ".articles: skipped: hidden",
            "../news.tar: cannot be read: cut off",
            "README.md: skipped: a README",
            "README.md",
            "2.txt: skipped: no article",
            "3.md: skipped: no article",
            "4.md: skipped: no article",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_sparse_file_costs_nothing() {
    let folder = Folder::new("sparse");
    let sparse = fs::File::create(folder.0.join("sparse.md")).expect("it can be written");
    sparse.set_len(1 << 34).expect("holes are free");
    let mut articles = folder.articles().into_iter();
    assert!(articles.next().is_none());
    assert_eq!(articles.tally().skipped_as(SkipReason::NotAnArticle), 1);
}

/// Fails unless every file of a folder is an article. Returns their number.
fn articles_of(folder: &Path) -> u64 {
    let archive = Archive::open(folder).expect("it is there");
    let check = |item: Result<ArchivedArticle, ArchiveError>| {
        let article = item.map_err(|error| error.to_string())?;
        let parsed = article.article().map_err(|error| error.to_string())?;
        assert_eq!(parsed.to_string(), article.source());
        Ok::<_, String>(())
    };
    let tally = archive.articles().process(check, |result| result);
    let tally = tally.expect("every file is an article");
    assert_eq!(tally.broken(), 0);
    tally.articles()
}

#[test]
fn clips_are_articles() {
    let clips = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clips");
    assert_eq!(articles_of(Path::new(clips)), 22);
}

#[test]
#[ignore = "needs ../shared"]
fn articles_of_real_files() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
    assert_eq!(articles_of(Path::new(corpus)), 2380);
}
