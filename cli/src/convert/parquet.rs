//! Parquet: a row an article, in the columns of `newsprint::arrow`.

use std::error::Error;
use std::fs;
use std::path::Path;

use newsprint::archive::{ArchiveError, ArchivedArticle, Articles};
use newsprint::arrow::{ArticleBatchBuilder, RecordBatch, schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use rayon::prelude::*;

use super::job::Job;
use super::summary::{Became, File, Seen};
use crate::output::Output;
use crate::status::Result;

/// How long the files of a row group are, and how many are in one of its batches.
const GROUP_LEN: usize = 16 << 20;
const BATCH_ROWS: usize = 256;

pub fn write(articles: Articles, job: &mut Job<'_>) -> Result<()> {
    let name = &job.options.out;
    let (output, file) = Output::file(name)?;
    job.part = Some(output.path().to_owned());
    let compression = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let properties = WriterProperties::builder().set_compression(compression);
    let writer = ArrowWriter::try_new(file, schema(), Some(properties.build()))?;
    let (file, columns) = writer.into_serialized_writer()?;
    let mut groups = Groups {
        file,
        columns,
        written: 0,
        articles: Vec::new(),
        len: 0,
    };
    let take =
        |job: &mut Job<'_>, (file, article): (File, Option<ArchivedArticle>)| -> Result<()> {
            let is_wanted = job.step(file)?;
            match article.filter(|_| is_wanted) {
                Some(article) => groups.add(article).map_err(named(name)),
                None => Ok(()),
            }
        };
    job.process(articles, read, take)?;
    groups.end().map_err(named(name))?;
    let finished = groups.file.finish();
    finished.map_err(|error| named(name)(error.into()))?;
    output.complete()?;
    Ok(())
}

type Failed = Box<dyn Error + Send + Sync>;

/// Returns what puts the output's name before an error.
fn named(name: &Path) -> impl Fn(Failed) -> Failed {
    move |error| format!("{}: {error}", name.display()).into()
}

/// Returns the article as it is: rows are made of many at a time.
fn read(item: Result<ArchivedArticle, ArchiveError>) -> (File, Option<ArchivedArticle>) {
    let fingerprint = item.and_then(|archived| Ok((archived.fingerprint()?, archived)));
    match fingerprint {
        Ok((fingerprint, archived)) => {
            let len = archived.source().len() as u64;
            let became = Became::Article(Seen::new(&archived, fingerprint));
            (File { len, became }, Some(archived))
        }
        Err(error) => {
            let became = Became::Failed(error);
            (File { len: 0, became }, None)
        }
    }
}

/// Writes articles in row groups. The batches of a group, and then its columns, are made in
/// parallel.
struct Groups {
    file: SerializedFileWriter<fs::File>,
    columns: ArrowRowGroupWriterFactory,
    written: usize,
    /// Those of the next group, and how long they are.
    articles: Vec<ArchivedArticle>,
    len: usize,
}

impl Groups {
    fn add(&mut self, article: ArchivedArticle) -> Result<()> {
        self.len += article.source().len();
        self.articles.push(article);
        match self.len < GROUP_LEN {
            true => Ok(()),
            false => self.end(),
        }
    }

    /// Writes the articles that there are.
    fn end(&mut self) -> Result<()> {
        if self.articles.is_empty() {
            return Ok(());
        }
        let articles = std::mem::take(&mut self.articles);
        self.len = 0;
        let batches: Vec<_> = articles
            .par_chunks(BATCH_ROWS)
            .map(batch)
            .collect::<Result<_>>()?;
        let writers = self.columns.create_column_writers(self.written)?;
        let schema = schema();
        // A field that nests has several columns, which follow each other.
        let mut columns: Vec<_> = schema.fields().iter().map(|_| Vec::new()).collect();
        let mut writers = writers.into_iter();
        for (index, field) in schema.fields().iter().enumerate() {
            let leaves = compute_leaves(field, batches[0].column(index))?.len();
            columns[index].extend(writers.by_ref().take(leaves));
        }
        let chunks: Vec<Vec<ArrowColumnChunk>> = columns
            .into_par_iter()
            .enumerate()
            .map(|(index, mut writers)| {
                for batch in &batches {
                    let leaves = compute_leaves(schema.field(index), batch.column(index))?;
                    for (writer, leaf) in writers.iter_mut().zip(&leaves) {
                        writer.write(leaf)?;
                    }
                }
                writers.into_iter().map(|writer| writer.close()).collect()
            })
            .collect::<Result<_, ParquetError>>()?;
        let mut group = self.file.next_row_group()?;
        for chunk in chunks.into_iter().flatten() {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        self.written += 1;
        Ok(())
    }
}

fn batch(articles: &[ArchivedArticle]) -> Result<RecordBatch> {
    let mut builder = ArticleBatchBuilder::new();
    for archived in articles {
        builder.append(archived.path(), &archived.article()?)?;
    }
    Ok(builder.finish()?)
}
