//! Tests of the versions in the history of a repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::{Folder, clip, open};
use crate::source::{Source, Version};

/// What git itself says about a version: the first and the last time, and the paths in HEAD.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    first: i64,
    last: i64,
    in_head: BTreeSet<String>,
}

/// Returns what git itself says about all versions of all files, by the ID of their contents.
fn told(folder: &Folder, repository: &str) -> BTreeMap<String, Told> {
    let git = |arguments: &[&str]| folder.git(repository, arguments);
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    let log = git(&["log", "--format=%H %ct", "HEAD"]);
    for (number, line) in log.lines().enumerate() {
        let (commit, time) = line.split_once(' ').expect("they are two");
        let time: i64 = time.parse().expect("it is a number");
        for line in git(&["ls-tree", "-r", "-z", commit]).split_terminator('\0') {
            let (about, path) = line.split_once('\t').expect("they are two");
            let id = about.rsplit(' ').next().expect("it is the last");
            if !path.starts_with("articles/") {
                continue;
            }
            let told = all.entry(id.to_owned()).or_insert(Told {
                first: time,
                last: time,
                in_head: BTreeSet::new(),
            });
            told.first = told.first.min(time);
            told.last = told.last.max(time);
            if number == 0 {
                told.in_head.insert(path.to_owned());
            }
        }
    }
    all
}

/// Compares the versions of a repository with what git itself says. Returns the number of all
/// versions, and of those that are not in HEAD.
fn check(folder: &Folder, repository: &str) -> (usize, usize) {
    let told = told(folder, repository);
    let source = open(&folder.0.join(repository));
    let source = source.with_history().expect("it has one");
    let (mut versions, mut shown, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for article in source.articles().expect("as above") {
        let article = article.expect("all are articles");
        let version = source.version(article.path()).expect("it is known");
        assert_eq!(version.in_head, version.path == article.path());
        assert!(article.path().ends_with(&version.path));
        shown.push(format!("{}:{}", version.commit, version.path));
        let file = folder.write(format!("texts/{}", files.len()), article.source());
        files.push(file.to_str().expect("it is UTF-8").to_owned());
        versions.push(version.clone());
    }
    let ids = |command: &str, arguments: &[String]| {
        let arguments = arguments.iter().map(String::as_str);
        let arguments: Vec<_> = [command].into_iter().chain(arguments).collect();
        let ids = folder.git(repository, &arguments);
        ids.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    // Each version is equal to the file at its path in its commit.
    let found_ids = ids("hash-object", &files);
    assert_eq!(found_ids, ids("rev-parse", &shown));
    let mut found: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for (id, version) in found_ids.into_iter().zip(versions) {
        found.entry(id).or_default().push(version);
    }
    assert!(source.version("no.md").is_none());
    assert!(
        found.keys().eq(told.keys()),
        "{} of {}",
        found.len(),
        told.len()
    );
    for (id, told) in &told {
        let versions = &found[id];
        for version in versions {
            assert_eq!(
                (version.first, version.last),
                (told.first, told.last),
                "{version:?}"
            );
        }
        match told.in_head.is_empty() {
            true => assert!(matches!(&versions[..], [only] if !only.in_head)),
            false => {
                assert!(versions.iter().all(|version| version.in_head));
                let paths: BTreeSet<_> = versions
                    .iter()
                    .map(|version| version.path.clone())
                    .collect();
                assert_eq!(
                    (versions.len(), &paths),
                    (told.in_head.len(), &told.in_head)
                );
            }
        }
    }
    let lost = told.values().filter(|told| told.in_head.is_empty());
    (told.len(), lost.count())
}

/// A random number generator whose numbers are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("it is 31 bits") % end
    }
}

#[test]
fn every_version_of_200_commits_once() {
    let folder = Folder::new("history");
    let mut random = Random(17);
    let mut paths: Vec<String> = Vec::new();
    let mut number = 0;
    for commit in 0..200_usize {
        for _ in 0..3 {
            number += 1;
            let kind = if paths.len() < 5 { 0 } else { random.below(6) };
            let at = if paths.is_empty() {
                0
            } else {
                random.below(paths.len())
            };
            let new = format!("articles/s{}/{number}_题目.md", random.below(4));
            match kind {
                0 | 1 => {
                    folder.write(format!("work/{new}"), clip(number, "new"));
                    paths.push(new);
                }
                2 => drop(folder.write(format!("work/{}", paths[at]), clip(number, "changed"))),
                3 => {
                    let bytes =
                        fs::read(folder.0.join("work").join(&paths[at])).expect("it is there");
                    fs::remove_file(folder.0.join("work").join(&paths[at])).expect("it is there");
                    folder.write(format!("work/{new}"), bytes);
                    paths[at] = new;
                }
                4 => {
                    let bytes =
                        fs::read(folder.0.join("work").join(&paths[at])).expect("it is there");
                    folder.write(format!("work/{new}"), bytes);
                    paths.push(new);
                }
                _ => {
                    fs::remove_file(folder.0.join("work").join(&paths[at])).expect("it is there");
                    paths.swap_remove(at);
                }
            }
        }
        // These are not articles, in any version.
        folder.write("work/README.md", format!("# {commit}"));
        folder.write("work/lists/1.md", clip(commit, "list"));
        folder.write("work/count.txt", commit.to_string());
        // Some commits are dated before their parents.
        let time =
            1_600_000_000 + i64::try_from(commit * 1000 / (1 + commit % 7)).expect("it is small");
        folder.commit_all("work", time);
    }
    folder.git(
        "work",
        &["rm", "--quiet", "README.md", "count.txt", "lists/1.md"],
    );
    folder.commit_all("work", 1_600_900_000);
    folder.git("work", &["gc", "--quiet"]);
    let (all, lost) = check(&folder, "work");
    assert!(all > 250 && lost > 80, "{all} {lost}");

    // In a history at a revision, HEAD means this revision.
    let work = folder.0.join("work");
    let source = Source::open_at(work.as_os_str(), "HEAD~100").expect("it is there");
    let at = source.history().expect("it has one");
    let in_head = at.articles().into_iter().flatten();
    let in_head = in_head.filter(|article| {
        at.version(article.path())
            .is_some_and(|version| version.in_head)
    });
    assert_eq!(
        in_head.count(),
        source
            .articles()
            .expect("it can be read")
            .into_iter()
            .flatten()
            .count()
    );
}

#[test]
fn versions_of_branches_that_were_merged() {
    let folder = Folder::new("merged");
    let commit = |path: &str, text: &str, time| {
        folder.write(format!("work/{path}"), clip(1, text));
        folder.commit_all("work", time);
    };
    commit("articles/1.md", "one", 1_600_001_000);
    folder.git("work", &["checkout", "--quiet", "-b", "side"]);
    commit("articles/1.md", "side", 1_600_001_500);
    commit("articles/2.md", "two", 1_600_001_600);
    folder.git("work", &["checkout", "--quiet", "main"]);
    commit("articles/3.md", "three", 1_600_001_700);
    folder.git("work", &["rm", "--quiet", "articles/1.md"]);
    commit("articles/4.md", "two", 1_600_001_800);
    let merge = ["merge", "--quiet", "--strategy=ours", "--message=m", "side"];
    folder.git_at("work", &merge, 1_600_002_000);
    assert_eq!(check(&folder, "work"), (4, 2));
}

#[test]
fn versions_of_files_that_are_skipped_are_left_out() {
    let folder = Folder::new("skipped-versions");
    folder.write("work/1.md", clip(1, "text"));
    folder.write("work/.hidden/2.md", clip(2, "text"));
    folder.write("work/page.html", "text");
    folder.commit_all("work", 1_600_000_000);
    let source = open(&folder.0.join("work/.git"));
    let source = source.with_history().expect("it has one");
    let articles = source.articles().expect("as above").report_skipped(true);
    let paths: Vec<_> = articles
        .into_iter()
        .map(|item| item.map(|article| article.path().to_owned()))
        .collect();
    assert!(
        matches!(&paths[..], [Ok(path)] if path == "1.md"),
        "{paths:?}"
    );
}

#[test]
fn a_shallow_history_is_refused() {
    let folder = Folder::new("shallow");
    folder.write("work/articles/1.md", clip(1, "one"));
    folder.commit_all("work", 1_600_001_000);
    folder.write("work/articles/1.md", clip(1, "two"));
    folder.commit_all("work", 1_600_002_000);
    let url = format!("file://{}", folder.0.join("work").display());
    folder.git(
        ".",
        &["clone", "--quiet", "--bare", "--depth=1", &url, "bare.git"],
    );
    let source = open(&folder.0.join("bare.git"));
    let articles = source.articles().expect("HEAD can be read").into_iter();
    assert_eq!(articles.flatten().count(), 1);
    let Err(error) = source.history() else {
        panic!("it is not entire");
    };
    assert!(
        error.to_string().contains("git fetch --unshallow"),
        "{error}"
    );

    for path in ["work/.git/HEAD", "work/articles/1.md"] {
        let source = open(&folder.0.join(path));
        assert!(source.history().is_err());
    }
}
