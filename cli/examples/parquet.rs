//! Writes an archive to a Parquet file, a row for each article.
//!
//! `cargo run --package newsprint-cli --example parquet -- FILE_OR_FOLDER OUT.parquet`

#[path = "../../examples/common/mod.rs"]
mod common;

use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

use newsprint::arrow::{ArticleBatchBuilder, schema};
use parquet::arrow::ArrowWriter;

/// The approximate number of bytes of articles in a batch.
const BATCH_LEN: u64 = 16 << 20;

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER", "OUT.parquet"], parquet)
}

fn parquet([path, out_path]: [String; 2], out: &mut dyn Write) -> common::Result<()> {
    // Open the archive first: with a typo in its path, no file is created.
    let articles = common::open(&path)?;
    let file = File::create_new(&out_path).map_err(|error| format!("{out_path}: {error}"))?;
    let mut writer = ArrowWriter::try_new(file, schema(), None)?;
    let mut builder = ArticleBatchBuilder::new();
    let read = common::each(articles, |file, article| {
        builder.append(file.path(), article)?;
        if builder.source_len() >= BATCH_LEN {
            writer.write(&builder.finish()?)?;
            // A row group for each batch, so that memory is bounded.
            writer.flush()?;
        }
        Ok(())
    });
    writer.write(&builder.finish()?)?;
    let rows = writer.close()?.file_metadata().num_rows();
    writeln!(out, "{out_path}: {rows} articles")?;
    read
}
