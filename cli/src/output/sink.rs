//! Output that is written from start to end: a file, a pipe or standard output.

use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;

use super::name::{self, Target};
use super::{Output, named};
use crate::source::is_git_dir;

/// An output that is written from start to end. A file gets its final name at the end. Streams
/// (pipes, devices and standard output) are written directly.
pub struct Sink {
    /// The name as the user gave it, for messages.
    name: PathBuf,
    /// The file. `None` if the output is a stream.
    output: Option<Output>,
    encoder: Encoder,
}

/// The writer, with or without compression.
enum Encoder {
    Plain(Raw),
    Gzip(GzEncoder<Raw>),
    Zstd(zstd::Encoder<'static, Raw>),
}

type Raw = BufWriter<Box<dyn Write + Send>>;

impl Sink {
    /// Creates an output. `-` is standard output. Returns an error if `name` is a file that is not
    /// empty, unless `force` is `true`. Always returns an error if the file is read as part of
    /// `source`.
    pub fn create(name: &Path, source: &OsStr, force: bool) -> io::Result<Self> {
        let (output, raw): (_, Box<dyn Write + Send>) =
            match name::resolve(name).map_err(named(name))? {
                Target::Stdout => {
                    check_stdout(source).map_err(named(name))?;
                    (None, Box::new(io::stdout()))
                }
                Target::Open(path) => {
                    let file = File::options().write(true).open(path);
                    (None, Box::new(file.map_err(named(name))?))
                }
                Target::Path(path) => {
                    check_free(&path, source, force).map_err(named(name))?;
                    let (output, file) = Output::file_at(name, path)?;
                    (Some(output), Box::new(file))
                }
            };
        Ok(Sink {
            name: name.to_owned(),
            output,
            // Data longer than this buffer, such as many lines together, is not copied.
            encoder: Encoder::Plain(BufWriter::with_capacity(64 << 10, raw)),
        })
    }

    /// Compresses the output if the name ends in `.gz` or `.zst`.
    pub fn compressed(mut self) -> io::Result<Self> {
        self.encoder = match (self.encoder, self.name.extension().and_then(OsStr::to_str)) {
            (Encoder::Plain(raw), Some("gz")) => {
                Encoder::Gzip(GzEncoder::new(raw, flate2::Compression::default()))
            }
            (Encoder::Plain(raw), Some("zst")) => Encoder::Zstd(zstd::Encoder::new(raw, 3)?),
            (encoder, _) => encoder,
        };
        Ok(self)
    }

    /// Returns the temporary path. Returns `None` if the output is a stream.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_ref().map(Output::path)
    }

    /// Ends the output. A file now gets its final name.
    pub fn complete(self) -> io::Result<()> {
        let raw = match self.encoder {
            Encoder::Plain(raw) => Ok(raw),
            Encoder::Gzip(encoder) => encoder.finish(),
            Encoder::Zstd(encoder) => encoder.finish(),
        };
        raw.and_then(|mut raw| raw.flush())
            .map_err(named(&self.name))?;
        match self.output {
            Some(output) => output.complete(),
            None => Ok(()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.encoder {
            Encoder::Plain(raw) => raw.write(bytes),
            Encoder::Gzip(encoder) => encoder.write(bytes),
            Encoder::Zstd(encoder) => encoder.write(bytes),
        };
        written.map_err(named(&self.name))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match &mut self.encoder {
            Encoder::Plain(raw) => raw.flush(),
            Encoder::Gzip(encoder) => encoder.flush(),
            Encoder::Zstd(encoder) => encoder.flush(),
        };
        flushed.map_err(named(&self.name))
    }
}

/// Returns an error if the file at a path must not be replaced.
fn check_free(path: &Path, source: &OsStr, force: bool) -> io::Result<()> {
    let Ok(found) = path.metadata() else {
        return Ok(());
    };
    if found.is_file() && is_input(path, source) {
        return Err(io::Error::other(
            "is a file of the source, and is not replaced",
        ));
    }
    if found.is_file() && found.len() > 0 && !force {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "exists; --force replaces it",
        ));
    }
    Ok(())
}

/// Returns an error if standard output is redirected to the source. The source would then grow
/// while it is read.
fn check_stdout(source: &OsStr) -> io::Result<()> {
    let (Ok(out), Ok(source)) = (
        Path::new("/dev/stdout").metadata(),
        path_of(source).metadata(),
    ) else {
        return Ok(());
    };
    match source.is_file() && is_same_file(&out, &source) {
        true => Err(io::Error::other("is the source")),
        false => Ok(()),
    }
}

#[cfg(unix)]
fn is_same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    a.dev() == b.dev() && a.ino() == b.ino()
}

#[cfg(not(unix))]
fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Returns the path that a source is read from. For `-`, this is `/dev/stdin`, because standard
/// input may be a file.
fn path_of(source: &OsStr) -> &Path {
    Path::new(if source == "-" {
        OsStr::new("/dev/stdin")
    } else {
        source
    })
}

/// Returns whether a file is read as part of the source. This is true for the source itself, and
/// for the Markdown and git files in the source's folder.
fn is_input(path: &Path, source: &OsStr) -> bool {
    // A source that is not a path in the file system, such as a pipe, contains no files.
    let (Ok(path), Ok(source)) = (path.canonicalize(), path_of(source).canonicalize()) else {
        return false;
    };
    let is_article = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let is_of_git = || path.ancestors().any(is_git_dir);
    path == source || path.starts_with(source) && (is_article || is_of_git())
}
