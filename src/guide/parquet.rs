use std::error::Error;
use std::fs::File;

use newsprint::archive::Archive;
use newsprint::arrow::{ArticleBatchBuilder, schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

/// Writes the articles in `folder` to a Parquet file. Returns the number of files that could not be parsed.
pub fn to_parquet(folder: &str, out: &str) -> Result<u64, Box<dyn Error>> {
    let mut articles = Archive::open(folder)?.articles().ordered(true).into_iter();
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .build();
    // Fails if the file already exists.
    let mut writer = ArrowWriter::try_new(File::create_new(out)?, schema(), Some(properties))?;
    let mut builder = ArticleBatchBuilder::new();
    let mut broken = 0;
    for item in articles.by_ref() {
        match item.and_then(|file| Ok(builder.append(file.path(), &file.article()?))) {
            Ok(appended) => appended?,
            Err(error) => {
                eprintln!("{error}");
                broken += 1;
            }
        }
        // Batches are written at 16 MiB, so that memory use is bounded.
        if builder.source_len() >= 16 << 20 {
            writer.write(&builder.finish()?)?;
            writer.flush()?;
        }
    }
    writer.write(&builder.finish()?)?;
    writer.close()?;
    Ok(broken)
}
