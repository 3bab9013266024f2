//! Writes the articles of an archive to a Parquet file, one row per article.
//!
//! `cargo run --package newsprint-cli --example parquet -- FILE_OR_FOLDER OUT.parquet`

#[path = "../../examples/common/mod.rs"]
mod common;

use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

use newsprint::arrow::{ArticleBatchBuilder, schema};
use parquet::arrow::ArrowWriter;

/// A batch ends when its articles have at least this total length in bytes.
const BATCH_LEN: u64 = 16 << 20;

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER", "OUT.parquet"], parquet)
}

fn parquet([path, out_path]: [String; 2], out: &mut dyn Write) -> common::Result<()> {
    // Opens the archive before creating the file, so that a typo in the path leaves no empty file.
    let articles = common::open(&path)?;
    let file = File::create_new(&out_path).map_err(|error| format!("{out_path}: {error}"))?;
    let mut writer = ArrowWriter::try_new(file, schema(), None)?;
    let mut builder = ArticleBatchBuilder::new();
    let read = common::each(articles, |file, article| {
        builder.append(file.path(), article)?;
        if builder.source_len() >= BATCH_LEN {
            writer.write(&builder.finish()?)?;
            // Ends the row group after each batch, because the writer keeps an open row group in
            // memory.
            writer.flush()?;
        }
        Ok(())
    });
    writer.write(&builder.finish()?)?;
    let rows = writer.close()?.file_metadata().num_rows();
    writeln!(out, "{out_path}: {rows} articles")?;
    read
}
