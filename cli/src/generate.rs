//! `newsprint generate`: makes an archive of invented articles, for tests and trials.

#[path = "../../benches/generate/mod.rs"]
mod articles;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use articles::Kind;
use clap::builder::PossibleValuesParser;
use clap::{Args, value_parser};
use newsprint::{Envelope, Published};
use rayon::prelude::*;

use crate::output::{Output, named};
use crate::signals::Signals;
use crate::status::{Result, Status};

/// Make an archive of invented articles
///
/// The same arguments always make the same archive. One article in 25 is a copy of another.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Folder to write, which must be new or empty
    out: PathBuf,
    /// Number of files
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    files: u64,
    /// Kind of the articles
    #[arg(long, default_value = "clip", value_parser = kinds())]
    kind: String,
    /// Percentage of files that are damaged: cut off, empty, or not UTF-8
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = value_parser!(u64).range(..=100))]
    damaged: u64,
    /// Seed of the random numbers: another seed makes another archive
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

const EXAMPLES: &str = "\
Example:
  newsprint generate archive \\
    --files 20000 --kind mixed --damaged 1

Exit status: 0; 2 if OUT has files or cannot be written; 130 if interrupted, and nothing was written.";

/// The value of `--kind` for articles of all kinds.
const MIXED: &str = "mixed";

fn kinds() -> PossibleValuesParser {
    let names = Kind::ALL.map(Kind::name);
    PossibleValuesParser::new(names.into_iter().chain([MIXED]))
}

/// The names of the sources. Each source has a folder.
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

pub fn run(options: &Options) -> Result<Status> {
    let signals = Signals::catch()?;
    let output = Output::folder(&options.out)?;
    let out = output.path();
    for folder in ["articles", "_posts", "lists"] {
        make_folder(&out.join(folder))?;
    }
    for source in SOURCES {
        make_folder(&out.join("articles").join(source))?;
    }
    write_file(&out.join("README.md"), b"# An invented archive\n")?;
    write_file(&out.join("lists/all.md"), b"- all articles\n")?;
    (0..options.files)
        .into_par_iter()
        .try_for_each(|number| -> Result<()> {
            signals.check()?;
            Ok(write(options, out, number)?)
        })?;
    output.complete()?;
    Ok(Status::Success)
}

/// Writes the file with the number `number`.
fn write(options: &Options, out: &Path, number: u64) -> io::Result<()> {
    let random = mix(options.seed ^ mix(number));
    // A copy has the text of the article whose number is smaller by 12, and is in the folder of the
    // same source.
    let is_copy = random.is_multiple_of(25) && number >= 12;
    let of = if is_copy { number - 12 } else { number };
    let named = Kind::ALL
        .into_iter()
        .find(|kind| kind.name() == options.kind);
    let kind = named.unwrap_or(Kind::ALL[(of % 6) as usize]);
    let source = articles::article(kind, mix(options.seed) ^ of);
    let path = path(&source, kind, number, source_name(of));
    let mut bytes = source.into_bytes();
    if mix(random) % 100 < options.damaged {
        damage(&mut bytes, random);
    }
    write_file(&out.join(path), &bytes)
}

fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path).map_err(named(path))
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes).map_err(named(path))
}

/// Returns the name of the source of an article. The first names in [`SOURCES`] get the most
/// articles.
fn source_name(number: u64) -> &'static str {
    let random = mix(number) as usize;
    let most = SOURCES.len();
    SOURCES[(random % most).min(random / most % most)]
}

/// Returns the path of an article. The folders and file names look like those in real archives.
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

/// Damages a file in one of several ways.
fn damage(bytes: &mut Vec<u8>, random: u64) {
    let header = bytes.iter().position(|byte| *byte == b'(').unwrap_or(9);
    match random % 6 {
        0 => bytes.clear(),
        // The file is cut off in the header.
        1 => bytes.truncate(header),
        2 => bytes.truncate(7),
        // A byte is lost, so that a character is incomplete, or the time stamp has no end.
        3 => drop(bytes.remove(header.saturating_sub(3))),
        4 => bytes[header.saturating_sub(2)] = 0xff,
        // The first 512 bytes are zero, as after a disk error.
        _ => bytes.iter_mut().take(512).for_each(|byte| *byte = 0),
    }
}

/// Hashes a number with the step of the random number generator SplitMix64. The hashes of similar
/// numbers are very different.
const fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
