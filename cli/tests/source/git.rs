//! Tests of git repositories: they are read as data only, at any revision, and also if they are
//! damaged.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::common::{Folder, clip, open, read, refused, rows};
use crate::source::{Source, is_git_dir};

/// Makes a program that creates a file. A hostile repository might try to run such a program.
/// Returns the path of the program and of the file.
fn trap(folder: &Folder) -> (String, std::path::PathBuf) {
    let canary = folder.0.join("canary");
    let script = format!("#!/bin/sh\necho run > '{}'\ncat\n", canary.display());
    let trap = folder.write("trap", script);
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).expect("it is ours");
    (trap.to_str().expect("it is UTF-8").to_owned(), canary)
}

#[test]
fn no_program_of_a_repository_is_run() {
    let folder = Folder::new("canary");
    let (trap, canary) = trap(&folder);
    folder.write("work/articles/1.md", clip(1, "one"));
    folder.write(
        "work/.gitattributes",
        "*.md filter=trap diff=trap merge=trap text eol=crlf ident\n",
    );
    folder.commit_all("work", 1_600_000_000);
    folder.write("work/articles/1.md", clip(1, "two"));
    folder.commit_all("work", 1_600_000_001);
    let config = folder.write(
        "trap.config",
        format!("[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n"),
    );
    let settings = [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "merge.trap.driver",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "sequence.editor",
        "remote.origin.uploadpack",
        "trailer.trap.command",
        "init.templateDir",
    ];
    let hooks = folder.0.join("work/.git/hooks");
    fs::create_dir_all(&hooks).expect("it is ours");
    for hook in [
        "post-checkout",
        "pre-commit",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        let _ = fs::remove_file(hooks.join(hook));
        symlink(&trap, hooks.join(hook)).expect("links can be made");
    }
    for setting in settings {
        folder.git("work", &["config", setting, &trap]);
    }
    folder.git(
        "work",
        &[
            "config",
            "core.hooksPath",
            hooks.to_str().expect("it is UTF-8"),
        ],
    );
    folder.git(
        "work",
        &[
            "config",
            "include.path",
            config.to_str().expect("it is UTF-8"),
        ],
    );
    folder.git(
        "work",
        &["config", "remote.origin.url", &format!("ext::{trap}")],
    );
    folder.git("work", &["config", "remote.origin.promisor", "true"]);
    folder.git("work", &["config", "protocol.ext.allow", "always"]);

    // git itself runs the program, so the test would notice if newsprint ran it.
    folder.git("work", &["status"]);
    assert!(canary.exists());
    fs::remove_file(&canary).expect("it is there");
    let before = contents(&folder.0.join("work"));

    for (path, revision) in [
        ("work", Some("HEAD")),
        ("work", Some("main~1")),
        ("work", None),
        ("work/.git", None),
    ] {
        let path = folder.0.join(path);
        let source = match revision {
            Some(revision) => Source::open_at(path.as_os_str(), revision).expect("it is there"),
            None => open(&path),
        };
        let (rows, tally) = rows(source.articles().expect("it can be read"));
        // The text is as it was committed. The filters of the repository would have changed it.
        let text = if revision == Some("main~1") {
            "one"
        } else {
            "two"
        };
        assert!(
            rows.contains(&format!("articles/1.md: {}", clip(1, text))),
            "{rows:?}"
        );
        assert_eq!((tally.articles(), tally.broken()), (1, 0));
        let history = source.history().expect("it has one");
        assert!(history.articles().into_iter().all(|item| item.is_ok()));
    }
    // Missing objects are not fetched.
    let blob = folder.git("work", &["rev-parse", "main:articles/1.md"]);
    assert!(!canary.exists());
    let (start, end) = blob.trim().split_at(2);
    fs::remove_file(folder.0.join("work/.git/objects").join(start).join(end)).expect("it is there");
    let (paths, messages) = read(&folder.0.join("work/.git"));
    assert!(paths.is_empty());
    assert!(
        messages.iter().any(|message| message.contains("git fsck")),
        "{messages:?}"
    );
    assert!(!canary.exists(), "a program of the repository was run");
    let mut after = contents(&folder.0.join("work"));
    after.insert(format!("objects/{start}/{end}"));
    assert_eq!(after.len(), before.len(), "something was written");
}

/// Returns all files below a folder, with their modification times.
fn contents(folder: &Path) -> std::collections::BTreeSet<String> {
    let mut all = std::collections::BTreeSet::new();
    for entry in fs::read_dir(folder).expect("it is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            let time = path.symlink_metadata().and_then(|found| found.modified());
            all.insert(format!("{} {time:?}", path.display()));
        }
    }
    all
}

/// Each thread caches the objects that it has read, so the second pass succeeds without the object.
#[test]
fn equal_contents_of_many_paths_are_read_once() {
    let folder = Folder::new("once");
    for number in 0..100 {
        folder.write(format!("work/articles/{number}.md"), clip(1, "text"));
    }
    folder.commit_all("work", 1_600_000_000);
    let source = open(&folder.0.join("work/.git"));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("one thread is free").install(|| {
        for pass in 0..2 {
            let (_, tally) = rows(source.articles().expect("it can be read"));
            assert_eq!((tally.articles(), tally.broken()), (100, 0), "{pass}");
            let id = folder.git("work", &["rev-parse", "HEAD:articles/1.md"]);
            let (start, end) = id.trim().split_at(2);
            let file = folder.0.join("work/.git/objects").join(start).join(end);
            assert_eq!(fs::remove_file(file).is_ok(), pass == 0);
        }
    });
}

#[test]
fn revisions() {
    let folder = Folder::new("revisions");
    for (number, name) in ["one", "two", "three"].into_iter().enumerate() {
        folder.write("work/articles/1.md", clip(1, name));
        folder.commit_all(
            "work",
            1_600_000_000 + i64::try_from(number).expect("it is small"),
        );
        folder.git("work", &["tag", "--annotate", "--message=x", name]);
    }
    let work = folder.0.join("work");
    let commit = folder.git("work", &["rev-parse", "one"]);
    for (revision, text) in [
        ("one", "one"),
        ("two^{tree}", "two"),
        ("HEAD~1", "two"),
        ("refs/heads/main", "three"),
        (commit.trim(), "one"),
        (&commit[..10], "one"),
    ] {
        let source = Source::open_at(work.as_os_str(), revision).expect("it is there");
        let (rows, _) = rows(source.articles().expect("it can be read"));
        assert_eq!(
            rows,
            [format!("articles/1.md: {}", clip(1, text))],
            "{revision}"
        );
        assert_eq!(source.history().is_ok(), revision != "two^{tree}");
    }
    for revision in [
        "four",
        "",
        "--all",
        "HEAD~9",
        "one:articles/1.md",
        "1..2",
        "@{u}",
        "0000000",
        "\u{fffd}",
    ] {
        let Err(error) = Source::open_at(work.as_os_str(), revision) else {
            panic!("{revision} was opened");
        };
        let start = format!("{}: expected ", work.display());
        assert!(error.to_string().starts_with(&start), "{error}");
    }
    assert!(is_git_dir(&work.join(".git")) && !is_git_dir(&work));
    // Two of the three parts are not enough.
    let parts = ["HEAD", "objects/x", "refs/x"];
    for missing in parts {
        let folder = folder.0.join(format!("without-{}", &missing[..4]));
        for part in parts.iter().filter(|part| **part != missing) {
            let file = folder.join(part);
            fs::create_dir_all(file.parent().expect("it has one")).expect("the folder is ours");
            fs::write(file, "").expect("as above");
        }
        assert!(!is_git_dir(&folder), "{missing}");
    }
    for path in ["work/articles", "work/articles/1.md"] {
        let Err(error) = Source::open_at(folder.0.join(path).as_os_str(), "HEAD") else {
            panic!("{path} was opened");
        };
        assert!(
            error.to_string().contains("expected a git repository"),
            "{error}"
        );
    }
}

#[test]
fn a_large_repository_is_no_bomb() {
    let folder = Folder::new("large");
    // Random enough that the repository has at least a hundredth of this size.
    let mut random = 1_u32;
    let mut hex = || {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{:06x}", random >> 8)
    };
    for number in 1..=3 {
        let text: String = std::iter::repeat_with(&mut hex).take(350_000).collect();
        folder.write(format!("work/{number}.md"), clip(number, &text));
    }
    folder.commit_all("work", 1_600_000_000);
    for arguments in [&["count-objects"][..], &["gc", "--quiet"]] {
        folder.git("work", arguments);
        let (paths, messages) = read(&folder.0.join("work/.git"));
        assert_eq!(paths, ["1.md", "2.md", "3.md"], "{messages:?}");
    }
}

#[test]
fn repositories_without_commits() {
    let folder = Folder::new("empty");
    folder.git(
        "empty.git",
        &["init", "--quiet", "--bare", "--initial-branch=main"],
    );
    let message = refused(&folder.0.join("empty.git"));
    assert!(
        message.contains("found none in \"main\", which HEAD names"),
        "{message}"
    );

    folder.write("work/1.md", clip(1, "text"));
    folder.commit_all("work", 1_600_000_000);
    folder.git(".", &["clone", "--quiet", "--bare", "work", "bare.git"]);
    folder.write("bare.git/HEAD", "ref: refs/heads/master\n");
    let message = refused(&folder.0.join("bare.git"));
    assert!(message.contains("choose a revision"), "{message}");
    let at = Source::open_at(folder.0.join("bare.git").as_os_str(), "main").expect("it is there");
    assert_eq!(rows(at.articles().expect("it can be read")).1.articles(), 1);

    // A folder with only some parts of a repository is a folder of articles, which may contain any
    // file.
    folder.write("odd/HEAD", "text");
    folder.write("odd/1.md", clip(1, "text"));
    assert_eq!(read(&folder.0.join("odd")).0, ["1.md"]);
    folder.write("odd/objects/1.md", clip(1, "text"));
    folder.write("odd/refs/1.md", clip(1, "text"));
    let message = refused(&folder.0.join("odd"));
    assert!(
        message.starts_with(&folder.0.join("odd").display().to_string()),
        "{message}"
    );
}

#[test]
fn links_and_other_repositories_are_skipped() {
    let folder = Folder::new("submodule");
    folder.write("other/1.md", clip(1, "text"));
    folder.commit_all("other", 1_600_000_000);
    folder.write("work/1.md", clip(1, "text"));
    symlink("1.md", folder.0.join("work/2.md")).ok();
    folder.commit_all("work", 1_600_000_000);
    let arguments = [
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        "../other",
        "articles/other.md",
    ];
    folder.git(
        "work",
        &[
            "remote",
            "add",
            "origin",
            folder.0.join("work").to_str().expect("it is UTF-8"),
        ],
    );
    folder.git("work", &arguments);
    folder.commit_all("work", 1_600_000_001);
    let (paths, messages) = read(&folder.0.join("work/.git"));
    assert_eq!(paths, ["1.md"]);
    assert_eq!(
        messages,
        [
            ".gitmodules: skipped: hidden",
            "2.md: skipped: a symbolic link",
            "articles/other.md: skipped: not a regular file",
        ]
    );
}

#[test]
fn damage_is_reported_and_the_rest_is_read() {
    let folder = Folder::new("damage");
    for number in 0..20 {
        folder.write(format!("work/articles/{number}/1.md"), clip(number, "text"));
    }
    folder.commit_all("work", 1_600_000_000);
    let remove = |revision: &str| {
        let id = folder.git("work", &["rev-parse", revision]);
        let (start, end) = id.trim().split_at(2);
        let file = folder.0.join("work/.git/objects").join(start).join(end);
        fs::remove_file(file).expect("it is there");
    };
    remove("HEAD:articles/3/1.md");
    remove("HEAD:articles/5");
    let source = open(&folder.0.join("work/.git"));
    let (found, tally) = rows(source.articles().expect("it can be read"));
    assert_eq!((tally.articles(), tally.broken()), (18, 2));
    for path in ["articles/3/1.md: ", "articles/5: "] {
        assert!(found.iter().any(|row| row.starts_with(path)), "{found:#?}");
    }
    let (_, tally) = rows(source.history().expect("it has one").articles());
    assert_eq!((tally.articles(), tally.broken()), (18, 2));

    // A file that is longer than the maximum length of an object.
    folder.write("work/long.md", vec![b' '; (64 << 20) + 1]);
    folder.git("work", &["checkout", "--quiet", "--orphan", "long"]);
    folder.git("work", &["rm", "--quiet", "--cached", "-r", "articles"]);
    folder.git("work", &["add", "long.md"]);
    folder.git("work", &["commit", "--quiet", "--message=x"]);
    let messages = read(&folder.0.join("work/.git")).1;
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("at most 64 MiB"), "{messages:?}");
}

#[test]
fn a_damaged_pack_causes_no_panic() {
    let folder = Folder::new("pack");
    for number in 0..50 {
        folder.write(
            format!("work/articles/{number}.md"),
            clip(number, &"text".repeat(number)),
        );
    }
    folder.commit_all("work", 1_600_000_000);
    folder.git("work", &["gc", "--quiet"]);
    let packs = folder.0.join("work/.git/objects/pack");
    let files: Vec<_> = fs::read_dir(packs)
        .expect("it is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let mut read_all = 0;
    for file in files {
        let whole = fs::read(&file).expect("it is there");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("it is ours");
        for step in 0..40 {
            let mut bytes = whole.clone();
            let at = (step * 2_654_435_761) % bytes.len();
            match step % 4 {
                0 => bytes.truncate(at),
                _ => bytes[at] ^= 1 << (step % 8),
            }
            fs::write(&file, bytes).expect("it is ours");
            let Ok(source) = Source::open(folder.0.join("work/.git").as_os_str()) else {
                continue;
            };
            let (_, tally) = rows(source.articles().expect("errors are told file by file"));
            read_all += u64::from(tally.articles() == 50);
            if let Ok(history) = source.history() {
                rows(history.articles());
            }
        }
        fs::write(&file, whole).expect("it is ours");
    }
    assert!(read_all > 5, "{read_all}");
}
