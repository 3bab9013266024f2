//! Tests the recipe of the library's cookbook that writes Parquet. The tests of the library cannot
//! compile this recipe, because the library does not depend on `parquet`.

#[path = "../../src/guide/parquet.rs"]
mod recipe;

use std::fs::{self, File};
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

#[test]
fn the_recipe_writes_a_row_for_each_article() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cookbook");
    let _ = fs::remove_dir_all(&folder);
    let archive = folder.join("archive");
    fs::create_dir_all(&archive).expect("the folder for tests can be written to");
    for number in 1..=3 {
        let clip = format!("[{number}](https://example.org/{number})\n------\n\n<p>正文</p>");
        fs::write(archive.join(format!("{number}.md")), clip).expect("as above");
    }
    fs::write(archive.join("4.md"), "<!--1618495142000-->\n[cut").expect("as above");

    let out = folder.join("out.parquet");
    let path = |path: &Path| path.to_str().expect("a UTF-8 path").to_owned();
    let broken = recipe::to_parquet(&path(&archive), &path(&out)).expect("it can be written");
    assert_eq!(broken, 1);
    let file = File::open(&out).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 3);

    // An existing file is not replaced.
    assert!(recipe::to_parquet(&path(&archive), &path(&out)).is_err());
}
