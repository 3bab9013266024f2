//! `--partition`, which writes rows to many files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use arrow_array::cast::AsArray;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::common::{CLIP, Folder, ODD, POST};

/// Returns the path and the text of each file below a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("it was written").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        for file in fs::read_dir(entry.path())
            .expect("it is a folder")
            .flatten()
        {
            let path = format!("{name}/{}", file.file_name().to_string_lossy());
            let bytes = fs::read(file.path()).expect("it is a file");
            files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    files
}

/// Returns the column `path` of a Parquet file.
fn paths(file: &Path) -> Vec<String> {
    let file = File::open(file).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|reader| reader.build());
    let mut paths = Vec::new();
    for batch in reader.expect("it is Parquet") {
        let batch = batch.expect("it can be read");
        let column = batch.column_by_name("path").expect("it was selected");
        paths.extend(
            column
                .as_string::<i64>()
                .iter()
                .flatten()
                .map(str::to_owned),
        );
    }
    paths
}

#[test]
fn each_month_has_a_folder() {
    let folder = Folder::new("months");
    let later = CLIP.replace("1618495142000", "1700000000000");
    folder
        .write("1.md", CLIP)
        .write("2.md", later)
        .write("3.md", POST.replace("/1", "/3"))
        .write("4.md", ODD);
    let columns = ["--columns", "path,host"];
    for form in ["csv", "jsonl", "parquet"] {
        let arguments = ["in", "--to", form, "--partition", "month", form];
        assert_eq!(folder.run(&[&arguments[..], &columns].concat()).0, 0);
    }
    let csv = files(&folder.0.join("csv"));
    let expected = [
        (
            "month=2021-04/part-0.csv",
            "path,host\n1.md,example.org\n3.md,example.org\n",
        ),
        ("month=2023-11/part-0.csv", "path,host\n2.md,example.org\n"),
        (
            "month=__HIVE_DEFAULT_PARTITION__/part-0.csv",
            "path,host\n4.md,example.org\n",
        ),
    ];
    let expected: BTreeMap<_, _> = expected
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
    assert_eq!(csv, expected);
    let lines = &files(&folder.0.join("jsonl"))["month=2021-04/part-0.jsonl"];
    assert_eq!(lines.lines().count(), 2);
    let parquet = folder.0.join("parquet");
    assert_eq!(files(&parquet).len(), 3);
    for (part, expected) in [
        ("month=2021-04/part-0.parquet", &["1.md", "3.md"][..]),
        ("month=2023-11/part-0.parquet", &["2.md"]),
        ("month=__HIVE_DEFAULT_PARTITION__/part-0.parquet", &["4.md"]),
    ] {
        assert_eq!(paths(&parquet.join(part)), expected);
    }
}

#[test]
fn at_most_64_megabytes_of_rows_wait() {
    let folder = Folder::new("waiting");
    let article = |host: &str, number: usize, len: usize| {
        let (author, tag) = ("a".repeat(len / 2), "t".repeat(len / 2));
        format!(
            "---\nlayout: post\ntitle: \"t\"\ndate: 2021-04-15T21:59:02+08:00\nauthor: \"{author}\"\n\
             from: https://{host}/{number}\ntags: [ {tag} ]\n---\n\n<p>text"
        )
    };
    // Two times, 70 megabytes wait, and the rows of the larger folder are written. Then 30 megabytes wait.
    let hosts = [&["b"; 3][..], &["a"; 4], &["a"; 4], &["a", "b", "c"]].concat();
    for (number, host) in hosts.iter().enumerate() {
        let len = if number < 11 { 10 << 20 } else { 10 };
        folder.write(&format!("{number:02}.md"), article(host, number, len));
    }
    let arguments = ["in", "--to", "parquet", "--partition", "host", "out"];
    let columns = ["--columns", "path,author,tags", "--quiet"];
    assert_eq!(folder.run(&[&arguments[..], &columns].concat()).0, 0);
    let out = folder.0.join("out");
    for (part, expected) in [
        (
            "host=a/part-0.parquet",
            &["03.md", "04.md", "05.md", "06.md"][..],
        ),
        (
            "host=a/part-1.parquet",
            &["07.md", "08.md", "09.md", "10.md"],
        ),
        ("host=a/part-2.parquet", &["11.md"]),
        (
            "host=b/part-0.parquet",
            &["00.md", "01.md", "02.md", "12.md"],
        ),
        ("host=c/part-0.parquet", &["13.md"]),
    ] {
        assert_eq!(paths(&out.join(part)), expected, "{part}");
    }
    assert_eq!(files(&out).len(), 5);
}

#[test]
fn each_host_has_a_folder() {
    let folder = Folder::new("hosts");
    folder
        .write("1.md", CLIP.replace("example.org", "News.example.org"))
        .write(
            "2.md",
            CLIP.replace("https://example.org/1", "https://[::1]/2"),
        )
        .write(
            "3.md",
            CLIP.replace("https://example.org/1", "https://%2e.例子/3"),
        )
        .write("4.md", POST.replace("https://example.org/1", "/relative"));
    let arguments = ["in", "--to", "csv", "--partition", "host", "out"];
    assert_eq!(
        folder
            .run(&[&arguments[..], &["--columns", "host,path"]].concat())
            .0,
        0
    );
    let csv = files(&folder.0.join("out"));
    let folders: Vec<_> = csv.keys().map(|path| path.split('/').next()).collect();
    assert_eq!(
        folders,
        [
            Some("host=%252e.%E4%BE%8B%E5%AD%90"),
            Some("host=%5B%3A%3A1%5D"),
            Some("host=__HIVE_DEFAULT_PARTITION__"),
            Some("host=news.example.org"),
        ]
    );
    // The files have no column `host`, since the names of the folders contain the host.
    assert!(csv.values().all(|text| text.starts_with("path\n")));
    for wrong in [
        &["in", "--to", "text", "--partition", "host", "other"][..],
        &["in", "--to", "csv", "--partition", "host", "-"],
        &["in", "--to", "csv", "--partition", "host", "out"],
        &["in", "--to", "csv", "--partition", "host", "in/out"],
    ] {
        assert_eq!(folder.run(wrong).0, 2, "{wrong:?}");
    }
    assert_eq!(folder.names(), ["out"]);
}
