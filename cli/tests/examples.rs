//! Tests the example `parquet`: the reader of the crate `parquet` finds the articles in the file.

#[path = "../../tests/common/example.rs"]
#[allow(dead_code, reason = "not all of it is needed here")]
mod example;

use std::fs::{self, File};
use std::path::Path;

use arrow_array::cast::AsArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const SOURCE: &str = "examples/parquet.rs";

#[test]
fn parquet_has_a_row_for_each_article() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-parquet");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("archive")).expect("the folder for tests can be written to");
    let titles = ["夜间渡轮", "Two \"ferries\""];
    for (number, title) in titles.iter().enumerate() {
        let clip = format!("[{title}](https://example.org/{number})\n------\n\n<p>正文</p>");
        fs::write(folder.join(format!("archive/{number}.md")), clip).expect("as above");
    }
    let path = |name: &str| folder.join(name).to_str().expect("a UTF-8 path").to_owned();
    let (archive, out_path) = (path("archive"), path("out.parquet"));

    let (status, out, err) = example::run(SOURCE, &[&archive, &out_path]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out, format!("{out_path}: 2 articles\n"));
    let file = File::open(&out_path).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|reader| reader.build());
    let mut found = Vec::new();
    for batch in reader.expect("it is Parquet") {
        let batch = batch.expect("it can be read");
        let column = batch.column_by_name("title").expect("there is a title");
        let column = column.as_string::<i64>().iter().flatten();
        found.extend(column.map(str::to_owned));
    }
    assert_eq!(found, titles);

    // An existing file stays.
    let before = fs::read(&out_path).expect("it is there");
    let (status, _, err) = example::run(SOURCE, &[&archive, &out_path]);
    assert_eq!(status, 1);
    assert!(err.starts_with(&format!("{out_path}: ")), "{err}");
    assert_eq!(fs::read(&out_path).expect("it is there"), before);

    // If a file is broken, the other files are written. If a path has a typo, nothing is written.
    fs::write(folder.join("archive/2.md"), "<!--1618495142000-->\n[cut").expect("as above");
    let (status, out, err) = example::run(SOURCE, &[&archive, &path("rest.parquet")]);
    assert_eq!((status, out.ends_with(": 2 articles\n")), (1, true));
    assert!(err.starts_with("2.md: expected "), "{err}");
    let (status, _, err) = example::run(SOURCE, &[&path("no"), &path("none.parquet")]);
    assert_eq!(status, 1);
    assert!(err.starts_with(&path("no")), "{err}");
    assert!(!folder.join("none.parquet").exists());
}
