//! The values of rows in JSON lines, CSV and Parquet.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMillisecondType, UInt32Type};
use arrow_array::{Array, StructArray};
use arrow_schema::{DataType, Field};
use newsprint::Article;
use newsprint::arrow::ArticleBatchBuilder;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

use crate::common::{CLIP, Folder, ODD, POST};

#[test]
fn jsonl_has_one_line_per_article() {
    let folder = Folder::new("jsonl");
    folder
        .write("articles/某源/7_题目.md", CLIP)
        .write("b.md", ODD);
    let (status, _) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 0);
    let lines = folder.lines("out.jsonl");
    assert_eq!(lines.len(), 2);
    let clip = &lines[0];
    assert_eq!(clip["path"], "articles/某源/7_题目.md");
    assert_eq!(clip["source"], "某源");
    assert_eq!(clip["title"], "题目 *一*");
    assert_eq!(clip["link"], "https://example.org/1");
    assert_eq!(clip["published"], "2021-04-15T13:59:02Z");
    assert_eq!(clip["published_from"], "stamp");
    assert_eq!(clip["timestamp_ms"], 1_618_495_142_000_i64);
    assert_eq!(clip["text"], "见船期");
    assert_eq!(
        clip["links"],
        json!([{ "href": "/x?a&b", "text": "船期", "in_aside": false }])
    );
    let image = &clip["images"][0];
    assert_eq!(
        image["src"],
        "https://images.weserv.nl?url=img.example.org/1.jpg"
    );
    assert_eq!(image["original_src"], "http://img.example.org/1.jpg");
    assert_eq!(clip["lane"], "fast");
    assert_eq!(clip["dateline"]["date"], "2021-04-15T13:23:59Z");
    assert_eq!(
        clip["lead_image"]["original_src"],
        "http://img.example.org/1.jpg"
    );
    assert_eq!(clip["byline"], Value::Null);
    assert_eq!(clip["tags"], json!([]));
    assert_eq!(lines[1]["lane"], "html5ever");
    assert_eq!(lines[1]["text"], "x\n\ny\tz");
    assert_eq!(lines[1]["published"], Value::Null);
    assert_eq!(lines[1]["warnings"][0]["kind"], "missing_stamp");
    assert_eq!(lines[1]["warnings"][1]["kind"], "missing_blank_line");
}

#[test]
fn images_and_links_are_in_the_order_of_the_file() {
    let folder = Folder::new("images");
    // The content has images of which the body has no URL.
    let body = "<p>一</p><img data-lazy-src=\"https://example.org/l.jpg\"><img src=\"/a,b.jpg\">\
        <picture><source srcset=\"/c.jpg\"><img alt=\"c\"></picture>\
        <img src=\"data:image/png;base64,AAAA\">\
        <div class=\"sharedaddy\"><a href=\"/share\">分享</a><img src=\"/share.png\"></div>";
    folder
        .write(
            "1.md",
            format!("[t](https://example.org/1)\n------\n\n{body}"),
        )
        .write(
            "2.md",
            ODD.replace("<table>", "<p class=\"byline\">责任编辑</p><table>"),
        );
    let arguments = [
        "in",
        "--to",
        "jsonl",
        "out",
        "--columns",
        "images,links,author,byline",
    ];
    assert_eq!(folder.run(&arguments).0, 0);
    let lines = folder.lines("out");
    let values = |column: &str, keys: [&str; 2]| {
        let found = lines[0][column].as_array().expect("it is an array");
        let values = found
            .iter()
            .map(|value| json!([value[keys[0]], value[keys[1]], value["in_aside"]]));
        Value::Array(values.collect())
    };
    assert_eq!(
        values("images", ["src", "original_src"]),
        json!([
            [null, "https://example.org/l.jpg", false],
            ["/a,b.jpg", "/a,b.jpg", false],
            [null, "/c.jpg", false],
            ["data:image/png;base64,", null, false],
            ["/share.png", "/share.png", true],
        ])
    );
    assert_eq!(
        values("links", ["href", "text"]),
        json!([["/share", "分享", true]])
    );
    // A byline without a name.
    assert_eq!(
        lines[1]["byline"],
        json!({ "raw": "责任编辑", "names": [] })
    );
    assert_eq!(lines[1]["author"], Value::Null);
}

#[test]
fn the_fields_of_a_line_are_documented() {
    let folder = Folder::new("documented");
    folder.write("1.md", CLIP);
    let arguments = ["in", "--to", "jsonl", "out.jsonl", "--columns", "all"];
    assert_eq!(folder.run(&arguments).0, 0);
    let help = folder.command(&["--help"]).output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("it speaks UTF-8");
    let lists: Vec<_> = help.split_whitespace().collect();
    let lists = lists.join(" ");
    assert!(
        lists.contains("Default: path, source, ") && lists.contains("Further: "),
        "{help}"
    );
    let words: Vec<_> = help
        .split(|char: char| !(char.is_alphanumeric() || char == '_'))
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/json.md");
    let text = fs::read_to_string(path).expect("it is in the repository");
    let (_, section) = text
        .split_once("# The rows of")
        .expect("it has that section");
    let (section, _) = section.split_once("\n# ").expect("another one follows");
    let lines = folder.lines("out.jsonl");
    for name in lines[0].as_object().expect("it is an object").keys() {
        assert!(words.contains(&name.as_str()), "{name}");
        assert!(section.contains(&format!("`{name}`")), "{name}");
    }
}

/// Returns a value of an Arrow array as JSON.
fn json_of(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::Timestamp(..) => {
            let times = array.as_primitive::<TimestampMillisecondType>();
            times.value(row).into()
        }
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            (0..items.len()).map(|item| json_of(&items, item)).collect()
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns().iter();
            let named = fields.iter().zip(columns);
            let entry = |(field, column): (&Arc<_>, &Arc<dyn Array>)| {
                let field: &Field = field;
                (field.name().clone(), json_of(column, row))
            };
            Value::Object(named.map(entry).collect())
        }
        other => panic!("no such column is known: {other}"),
    }
}

#[test]
fn all_formats_with_rows_have_the_same_values() {
    let folder = Folder::new("rows");
    for number in 0..600 {
        folder.write(
            &format!("{number}.md"),
            [CLIP, ODD, POST][number % 3].replace("/1", &format!("/{number}")),
        );
    }
    for form in ["jsonl", "csv", "parquet"] {
        let arguments = ["in", "--to", form, form, "--columns", "all"];
        assert_eq!(folder.run(&arguments).0, 0);
    }
    let lines = folder.lines("jsonl");
    let file = File::open(folder.0.join("parquet")).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    let mut rows = Vec::new();
    for batch in reader.build().expect("it is Parquet") {
        let batch = StructArray::from(batch.expect("it is Parquet"));
        rows.extend((0..batch.len()).map(|row| json_of(&batch, row)));
    }
    let mut csv = csv::Reader::from_path(folder.0.join("csv")).expect("it was written");
    let records: Vec<BTreeMap<String, String>> = csv
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("each row is as long as the header");
    assert_eq!((lines.len(), rows.len(), records.len()), (600, 600, 600));
    for ((line, row), record) in lines.iter().zip(&rows).zip(&records) {
        let line = line.as_object().expect("it is an object");
        let names: Vec<_> = row.as_object().expect("it is an object").keys().collect();
        assert!(line.keys().eq(names.iter().copied()));
        assert!(line.keys().all(|name| record.contains_key(name)));
        for (name, value) in line {
            let parsed = |text: &str| -> Value { serde_json::from_str(text).expect("it is JSON") };
            match name.as_str() {
                "blocks" => assert_eq!(&parsed(row[name].as_str().expect("it is text")), value),
                _ => assert_eq!(&row[name], value, "{name}"),
            }
            let cell = &record[name];
            match value {
                Value::Null => assert_eq!(cell, "", "{name}"),
                Value::String(text) => assert_eq!(cell, text, "{name}"),
                Value::Number(number) => assert_eq!(cell, &number.to_string(), "{name}"),
                _ => assert_eq!(&parsed(cell), value, "{name}"),
            }
        }
    }
}

#[test]
fn row_groups_of_parquet_are_of_16_megabytes() {
    let groups = |files: usize, len: usize, arguments: &[&str], file: &str| {
        let folder = Folder::new("groups");
        for number in 0..files {
            let comment = "x".repeat(len - CLIP.len() - 7);
            folder.write(&format!("{number}.md"), format!("{CLIP}<!--{comment}-->"));
        }
        let columns = ["--columns", "path", "--quiet"];
        let all = [&["in", "--to", "parquet"], arguments, &columns].concat();
        assert_eq!(folder.run(&all).0, 0);
        let file = File::open(folder.0.join(file)).expect("it was written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
        let groups = reader.metadata().row_groups().iter();
        groups.map(|group| group.num_rows()).collect::<Vec<_>>()
    };
    assert_eq!(groups(5, 8 << 20, &["out"], "out"), [2, 2, 1]);
    // Here, 256 rows are added at once.
    let parts = ["out", "--partition", "month"];
    let part = "out/month=2021-04/part-0.parquet";
    assert_eq!(groups(257, 64 << 10, &parts, part), [256, 1]);
}

/// Checks that a value in a row of the program is equal to the library's JSON. Of two objects, only
/// the fields that both have are compared.
fn compare(name: &str, row: &Value, library: &Value) {
    match (row, library) {
        (Value::Object(row), Value::Object(library)) => {
            for (part, value) in row {
                if let Some(library) = library.get(part) {
                    compare(&format!("{name}.{part}"), value, library);
                }
            }
        }
        (Value::Array(span), Value::Object(library)) => {
            assert_eq!(
                *span,
                [library["start"].clone(), library["end"].clone()],
                "{name}"
            );
        }
        (Value::Array(row), Value::Array(library)) => {
            assert_eq!(row.len(), library.len(), "{name}");
            for (row, library) in row.iter().zip(library) {
                compare(name, row, library);
            }
        }
        _ => assert_eq!(row, library, "{name}"),
    }
}

#[test]
fn columns_are_the_same_as_in_the_library() {
    const OF_THE_PROGRAM: [&str; 8] = [
        "author",
        "tags",
        "categories",
        "html",
        "blocks",
        "front_matter",
        "fingerprint",
        "version",
    ];
    const OF_THE_LIBRARY: [&str; 1] = ["published_span"];
    let picture = "<figure><img src=\"/a.jpg\" alt=\"渡轮\"><figcaption>码头</figcaption></figure>\
        <p>记者 张三</p><p>正文</p><div class=\"sharedaddy\">分享</div>";
    let folder = Folder::new("library");
    let mut builder = ArticleBatchBuilder::new();
    for (number, source) in [CLIP, ODD, POST, &format!("{CLIP}{picture}")]
        .iter()
        .enumerate()
    {
        let path = format!("articles/某源/{number}.md");
        folder.write(&path, source);
        let article = Article::parse(source).expect("it is one");
        builder.append(&path, &article).expect("it is short");
    }
    let arguments = ["in", "--to", "parquet", "rows", "--columns", "all"];
    assert_eq!(folder.run(&arguments).0, 0);
    let file = File::open(folder.0.join("rows")).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    let schema = reader.schema().clone();
    let mut batches = reader.build().expect("it is Parquet");
    let rows = batches.next().expect("it has rows").expect("it is Parquet");
    let library = builder.finish().expect("the columns fit");
    assert_eq!(rows.num_rows(), library.num_rows());
    let library_schema = library.schema();
    let of_the_library: Vec<_> = { library_schema.fields().iter() }
        .map(|field| field.name().as_str())
        .filter(|name| schema.field_with_name(name).is_err())
        .collect();
    assert_eq!(of_the_library, OF_THE_LIBRARY);
    let mut of_the_program = Vec::new();
    for (field, column) in schema.fields().iter().zip(rows.columns()) {
        let name = field.name().as_str();
        let Some(values) = library.column_by_name(name) else {
            of_the_program.push(name);
            continue;
        };
        let known = library_schema.field_with_name(name).expect("it is there");
        assert_eq!(field.is_nullable(), known.is_nullable(), "{name}");
        for row in 0..rows.num_rows() {
            compare(name, &json_of(column, row), &json_of(values, row));
        }
        let has_values = (0..column.len()).any(|row| {
            let value = json_of(column, row);
            !value.is_null() && value != json!([])
        });
        assert!(has_values, "{name}");
    }
    assert_eq!(of_the_program, OF_THE_PROGRAM);
}

#[test]
fn only_the_selected_columns_are_written() {
    let folder = Folder::new("columns");
    folder.write("1.md", POST);
    let header = |columns: &str| {
        let arguments = ["in", "--to", "csv", "-", "--columns", columns];
        let output = folder.command(&arguments).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("it is UTF-8");
        (output.status.code(), text)
    };
    let (status, text) = header("title,path,tags,title");
    assert_eq!(status, Some(0));
    assert_eq!(
        text,
        "title,path,tags\n\"题 \"\"一\"\"\",1.md,\"[\"\"甲\"\",\"\"乙\"\"]\"\n"
    );
    let (_, text) = header("default,html");
    assert!(
        text.starts_with("path,source,") && text.contains(",lane,html\n"),
        "{text}"
    );
    assert_eq!(header("title,no-such").0, Some(2));
    assert_eq!(header("").0, Some(2));
}

#[test]
fn unicode_line_separators_are_escaped() {
    let folder = Folder::new("line-ends");
    let clip = "<!--1618495142000-->\n[甲\u{2028}乙](https://e.org/)\n------\n\n<p>一\u{2028}二\u{2029}三\u{85}四“</p>";
    folder.write("a.md", clip).write("b.md", CLIP);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "out.jsonl"]).0, 0);
    let text = fs::read_to_string(folder.0.join("out.jsonl")).expect("it was written");
    assert!(!text.contains(['\u{2028}', '\u{2029}', '\u{85}']));
    let lines = folder.lines("out.jsonl");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["title"], "甲\u{2028}乙");
    assert_eq!(lines[0]["text"], "一\u{2028}二\u{2029}三\u{85}四“");
}
