use std::io::{self, Cursor, Read};
use std::sync::mpsc::SyncSender;

use super::budget::Budget;
use super::kind::{self, Kind};
use super::listing::Found;
use super::spool::Spool;
use super::tar;

/// The maximum length of an article from a stream, in bytes. The maximum is needed because the
/// length of a stream is unknown.
const MAX_ARTICLE: u64 = 64 << 20;

/// Sends the files in a stream. The stream is a tar or one article, and may be compressed.
pub fn list(name: &str, reader: impl Read + Send + 'static, send: SyncSender<Found>) {
    if let Err(error) = try_list(name, reader, &send) {
        // Sending fails if the receiver was dropped. Then the error is not needed.
        let _ = send.send(Found::unreadable(name, &error));
    }
}

fn try_list(
    name: &str,
    reader: impl Read + Send + 'static,
    send: &SyncSender<Found>,
) -> io::Result<()> {
    let (mut kind, mut reader) = known(Box::new(reader))?;
    if matches!(kind, Kind::Gzip | Kind::Zstd) {
        let budget = Budget::default();
        let packed = budget.packed(reader);
        let decoder: Box<dyn Read + Send> = match kind {
            Kind::Gzip => Box::new(flate2::read::MultiGzDecoder::new(packed)),
            _ => Box::new(zstd::Decoder::new(packed)?),
        };
        (kind, reader) = known(Box::new(budget.unpacked(decoder)))?;
    }
    match kind {
        Kind::Tar => {
            tar::list(name, reader, send);
            Ok(())
        }
        Kind::Other => {
            let mut spool = Spool::new()?;
            let article = spool.append(reader.by_ref().take(MAX_ARTICLE + 1))?;
            if article.len() > MAX_ARTICLE {
                let message = "expected a tar, or an article of at most 64 MiB, found more bytes";
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
            }
            let _ = send.send(Found::Named(name.to_owned(), article));
            Ok(())
        }
        _ => {
            let message = "expected a tar or an article, found a zip, or a file that is compressed twice; save \
                it to a file, and name that";
            Err(io::Error::new(io::ErrorKind::Unsupported, message))
        }
    }
}

/// Returns the kind of a stream, and a reader that returns the whole stream from its start.
fn known(mut reader: Box<dyn Read + Send>) -> io::Result<(Kind, Box<dyn Read + Send>)> {
    let head = kind::head(&mut reader)?;
    let kind = Kind::of_head(&head)?;
    Ok((kind, Box::new(Cursor::new(head).chain(reader))))
}
