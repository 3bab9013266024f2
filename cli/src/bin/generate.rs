//! Makes an archive of invented articles to try the other programs on; the same arguments always
//! make the same archive.
//!
//! `cargo run --release --package newsprint-cli --bin generate -- --files 200000 --damaged 5 OUT`

#[path = "../../../benches/generate/mod.rs"]
mod generate;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use generate::Kind;
use lexopt::{Arg, Parser, ValueExt};
use newsprint::{Envelope, Published};

const HELP: &str = "\
Makes an archive of invented articles.

usage: generate [--files N] [--kind KIND] [--damaged PERCENT] [--seed N] OUT

  --files N           how many; 1000 unless given
  --kind KIND         text, clip, post, dated, page, bare or mixed; clip unless
                      given
  --damaged PERCENT   so many of them are cut, emptied, or have bytes that are
                      no UTF-8; 0 unless given
  --seed N            another number, another archive; 1 unless given

One article in 25 is a copy of another. OUT must not exist yet.
";

/// The names of the sources, each with a folder.
const SOURCES: [&str; 12] = [
    "港城日报",
    "晨星社",
    "river-post",
    "北岸周刊",
    "电台新闻",
    "the-ledger",
    "茶馆",
    "城事",
    "harbour-times",
    "观察站",
    "夜读",
    "field-notes",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If it cannot be printed, nobody is left to tell; so below.
            let _ = writeln!(io::stderr(), "generate: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Options {
    files: u64,
    kind: Option<Kind>,
    damaged: u64,
    seed: u64,
    out: PathBuf,
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(options) = options(Parser::from_env())? else {
        let _ = io::stdout().write_all(HELP.as_bytes());
        return Ok(());
    };
    make_folder(&options.out)?;
    for folder in ["articles", "_posts", "lists"] {
        make_folder(&options.out.join(folder))?;
    }
    for source in SOURCES {
        make_folder(&options.out.join("articles").join(source))?;
    }
    write_file(&options.out.join("README.md"), b"# An invented archive\n")?;
    write_file(&options.out.join("lists/all.md"), b"- all articles\n")?;
    let threads = thread::available_parallelism()?.get() as u64;
    thread::scope(|scope| {
        let options = &options;
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                let numbers = (first..options.files).step_by(threads as usize);
                scope.spawn(move || { numbers }.try_for_each(|n| write(options, n)))
            })
            .collect();
        let mut results = workers.into_iter().map(|worker| worker.join());
        results.try_for_each(|result| result.unwrap_or_else(|_| Err(io::Error::other("panic"))))
    })?;
    Ok(())
}

/// Returns nothing if help is asked for.
fn options(mut arguments: Parser) -> Result<Option<Options>, Box<dyn Error>> {
    let mut options = Options {
        files: 1_000,
        kind: Some(Kind::Clip),
        damaged: 0,
        seed: 1,
        out: PathBuf::new(),
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("files") => options.files = arguments.value()?.parse()?,
            Arg::Long("damaged") => {
                options.damaged = arguments.value()?.parse()?;
                if options.damaged > 100 {
                    return Err("--damaged: expected 100 at most".into());
                }
            }
            Arg::Long("seed") => options.seed = arguments.value()?.parse()?,
            Arg::Long("kind") => {
                let name = arguments.value()?.string()?;
                options.kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
                if options.kind.is_none() && name != "mixed" {
                    return Err(format!("no kind {name}").into());
                }
            }
            Arg::Long("help") => return Ok(None),
            Arg::Value(out) if options.out.as_os_str().is_empty() => options.out = out.into(),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if options.out.as_os_str().is_empty() {
        return Err("expected OUT; see --help".into());
    }
    Ok(Some(options))
}

/// Writes the file of that number.
fn write(options: &Options, number: u64) -> io::Result<()> {
    let random = mix(options.seed ^ mix(number));
    // A copy is that of the article twelve before it: from the same source.
    let is_copy = random.is_multiple_of(25) && number >= 12;
    let of = if is_copy { number - 12 } else { number };
    let kind = options.kind.unwrap_or(Kind::ALL[(of % 6) as usize]);
    let source = generate::article(kind, mix(options.seed) ^ of);
    let path = path(&source, kind, number, source_name(of));
    let mut bytes = source.into_bytes();
    if mix(random) % 100 < options.damaged {
        damage(&mut bytes, random);
    }
    write_file(&options.out.join(path), &bytes)
}

fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path).map_err(named(path))
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes).map_err(named(path))
}

/// Returns what puts the path before an error.
fn named(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Returns the source of an article: the first have more of them.
fn source_name(number: u64) -> &'static str {
    let random = mix(number) as usize;
    let most = SOURCES.len();
    SOURCES[(random % most).min(random / most % most)]
}

/// Returns where archives put an article.
fn path(source: &str, kind: Kind, number: u64, source_name: &str) -> PathBuf {
    let (title, date) = Envelope::parse(source).map_or_else(
        |_| (String::new(), None),
        |envelope| (envelope.title().to_string(), envelope.published()),
    );
    let in_file_name = |char: char| if char.is_alphanumeric() { char } else { '_' };
    let title: String = title.chars().map(in_file_name).take(24).collect();
    match kind {
        Kind::Clip | Kind::Dated => Path::new("articles")
            .join(source_name)
            .join(format!("{number}_{title}.md")),
        _ => {
            let day = |date: Published| date.date().day().format("%F-").to_string();
            let date = date.map_or_else(String::new, day);
            Path::new("_posts").join(format!("{date}{title}{number}.md"))
        }
    }
}

/// Breaks a file in one of the ways that files break.
fn damage(bytes: &mut Vec<u8>, random: u64) {
    let header = bytes.iter().position(|byte| *byte == b'(').unwrap_or(9);
    match random % 6 {
        0 => bytes.clear(),
        // Cut off in the header.
        1 => bytes.truncate(header),
        2 => bytes.truncate(7),
        // A byte lost, which cuts a character or leaves a stamp without its end.
        3 => drop(bytes.remove(header.saturating_sub(3))),
        4 => bytes[header.saturating_sub(2)] = 0xff,
        // What a bad disk leaves behind.
        _ => bytes.iter_mut().take(512).for_each(|byte| *byte = 0),
    }
}

/// SplitMix64's step: near numbers become far ones.
const fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
