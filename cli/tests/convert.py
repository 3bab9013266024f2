"""Checks `newsprint convert` on a generated archive with 5 % damaged files.

    python convert.py PROGRAM [FILES]

Checks that every file is counted; that JSON lines, CSV and Parquet have the same values, also as read by pyarrow,
polars, pandas and DuckDB; and that the front matter of Markdown is YAML. Also kills twenty runs at random times:
nothing may have the output's name, and the next run must write everything. Needs the packages of requirements.txt.
"""

import csv
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

import duckdb
import pandas
import polars
import pyarrow.csv
import pyarrow.dataset
import pyarrow.json
import pyarrow.parquet
import yaml

KILLS = 20
FORMS = ["jsonl", "csv", "parquet"]
# Some of the default columns, whose values are texts and numbers.
FLAT = [
    "path", "source", "shape", "title", "link", "host", "published", "published_from",
    "timestamp_ms", "author", "text", "lane",
]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    files = sys.argv[2] if len(sys.argv) > 2 else "2000"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive = folder / "archive"
        generate = [program, "generate", "--files", files, "--kind", "mixed"]
        subprocess.run([*generate, "--damaged", "5", archive], check=True)
        convert = Convert(program, archive, folder)
        accounted(convert, archive)
        same_values(convert)
        same_as_read(convert)
        front_matter(convert)
        hostile_titles(program, folder)
        partitions(convert)
        for form in ["jsonl", "parquet"]:
            killed(convert, form)


class Convert:
    def __init__(self, program, archive, folder):
        self.program, self.archive, self.folder = program, archive, folder

    def start(self, form, out, *options):
        arguments = [self.program, "convert", self.archive, "--to", form, self.folder / out]
        return subprocess.Popen([*arguments, *options], stderr=subprocess.PIPE, text=True)

    def run(self, form, out, *options):
        """Runs `convert`. Returns the path of the output, the messages, and the time in seconds."""
        started = time.monotonic()
        process = self.start(form, out, *options)
        said = process.communicate()[1]
        assert process.returncode == 1, f"some files are broken: {process.returncode} {said}"
        return self.folder / out, said, time.monotonic() - started


def accounted(convert, archive):
    """The summary adds up: articles + skipped + broken = files. Each number is also counted here."""
    out, said, _ = convert.run("jsonl", "counted.jsonl", "--rejects", convert.folder / "rejects.jsonl")
    found = {what: int(count) for count, what in re.findall(r"(\d+) (files|articles|skipped|broken)", said)}
    on_disk = sum(path.is_file() for path in archive.rglob("*"))
    lines = out.read_bytes().count(b"\n")
    total = found["articles"] + found["skipped"] + found["broken"]
    assert total == found["files"] == on_disk, (found, on_disk)
    assert lines == found["articles"], (found, lines)
    assert found["broken"] > 0.03 * on_disk, found
    kinds = [reject["kind"] for reject in json_lines(convert.folder / "rejects.jsonl")]
    for kind in ("skipped", "broken"):
        assert kinds.count(kind) == found[kind], (kind, found)
    print(f"accounted for: {found}")


def json_lines(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def same_values(convert):
    """JSON lines, CSV and Parquet have the same values in all columns."""
    for form in FORMS:
        convert.run(form, f"all.{form}", "--columns", "all")
    lines = json_lines(convert.folder / "all.jsonl")
    rows = pyarrow.parquet.read_table(convert.folder / "all.parquet").to_pylist()
    csv.field_size_limit(1 << 30)
    with (convert.folder / "all.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    assert len(lines) == len(rows) == len(records), (len(lines), len(rows), len(records))
    values = 0
    for line, row, record in zip(lines, rows, records):
        assert list(line) == list(row) == list(record)
        for name, value in line.items():
            in_parquet = json.loads(row[name]) if name == "blocks" else row[name]
            assert in_parquet == value, (line["path"], name)
            assert of_cell(record[name], value) == value, (line["path"], name)
            values += 1
    print(f"same values: {len(lines)} rows, {values} values")


def of_cell(cell, value):
    """Returns the value of a CSV cell. `value` is the expected value, which determines the type."""
    if value is None:
        return None if cell == "" else cell
    return cell if isinstance(value, str) else json.loads(cell)


def same_as_read(convert):
    """Libraries read the same default columns from each form of output."""
    paths = {form: str(convert.run(form, f"default.{form}")[0]) for form in FORMS}
    jsonl, comma, parquet = (paths[form] for form in FORMS)

    expected = pyarrow.parquet.read_table(parquet)
    schema = pyarrow.json.ParseOptions(explicit_schema=expected.schema)
    assert pyarrow.json.read_json(jsonl, parse_options=schema).to_pylist() == expected.to_pylist()
    flat = [without_empty(row) for row in expected.select(FLAT).to_pylist()]
    lines = pyarrow.csv.ParseOptions(newlines_in_values=True)
    types = {name: expected.schema.field(name).type for name in FLAT}
    types = pyarrow.csv.ConvertOptions(column_types=types)
    table = pyarrow.csv.read_csv(comma, parse_options=lines, convert_options=types)
    assert [without_empty(row) for row in table.select(FLAT).to_pylist()] == flat

    frame = polars.read_parquet(parquet)
    assert frame.columns == expected.column_names
    same = polars.read_ndjson(jsonl, infer_schema_length=None)
    assert same.select(FLAT).equals(frame.select(FLAT))
    same = polars.read_csv(comma, infer_schema_length=None)
    assert [without_empty(row) for row in same.select(FLAT).to_dicts()] == flat

    for read in (
        pandas.read_parquet(parquet),
        pandas.read_json(jsonl, lines=True),
        pandas.read_csv(comma, keep_default_na=False),
    ):
        texts = [name for name in FLAT if name != "timestamp_ms"]
        rows = read[texts].astype(object).where(read[texts].notna(), None).to_dict("records")
        for row, of_parquet in zip(rows, flat, strict=True):
            assert without_empty(row) == {name: of_parquet[name] for name in texts}

    names = ", ".join(f"nullif(cast({name} as varchar), '')" for name in ["path", "title", "text", "timestamp_ms"])
    of = {form: f"select {names} from '{path}'" for form, path in paths.items()}
    for form in ("jsonl", "csv"):
        for one, other in ((form, "parquet"), ("parquet", form)):
            missing = duckdb.sql(f"({of[one]}) except all ({of[other]})").fetchall()
            assert not missing, (one, other, missing[:1])
    print(f"read by pyarrow, polars, pandas and DuckDB: {len(flat)} rows each")


def without_empty(row):
    """Replaces empty texts by None, because CSV has no difference between them."""
    return {name: None if value == "" else value for name, value in row.items()}


def front_matter(convert):
    folder, _, _ = convert.run("markdown", "markdown")
    lines = {line["path"]: line for line in json_lines(convert.folder / "all.jsonl")}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == len(lines), (len(files), len(lines))
    for path in files:
        line = lines[path.relative_to(folder).as_posix()]
        empty, text, body = path.read_text(encoding="utf-8").split("---\n", 2)
        assert empty == ""
        values = yaml.safe_load(text)
        assert values["title"] == line["title"] and values["link"] == line["link"], values
        assert values.get("author") == line["author"], values
        assert values.get("tags", []) == line["tags"], values
        assert values.get("source") == line["source"], values
        date = values.get("date")
        assert (date is None) == (line["published"] is None), values
        if line["timestamp_ms"] is not None:
            assert date.astimezone(datetime.UTC).timestamp() * 1000 == line["timestamp_ms"], values
        assert body == "\n" + line["markdown"], path
    print(f"front matter: {len(files)} files")


def hostile_titles(program, folder):
    """A YAML parser reads any title in the front matter of Markdown."""
    strange = [chr(code) for code in [*range(1, 10), *range(11, 161), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF, 0x1F5DE]]
    titles = [f"a{char}b" for char in strange if char not in "\r[]"]
    titles += ["null", "yes", "2021-01-01", "1e3", "- a", "a: b # c", "---", "...", "{{ a }}", "'", '"', "\\", "&a *b !c", "@a", "%a"]
    archive = folder / "hostile"
    archive.mkdir()
    for number, title in enumerate(titles):
        clip = f"<!--1618495142000-->\n[{title}](https://example.org/{number}?a=\\\"'#)\n------\n\n<p>text</p>"
        (archive / f"{number}.md").write_text(clip, encoding="utf-8", newline="")
    for form in ("jsonl", "markdown"):
        convert = [program, "convert", "--quiet", archive, "--to", form, folder / f"hostile.{form}"]
        assert subprocess.run(convert).returncode in (0, 1)
    lines = json_lines(folder / "hostile.jsonl")
    assert len(lines) > 0.9 * len(titles), len(lines)
    for line in lines:
        text = (folder / "hostile.markdown" / line["path"]).read_text(encoding="utf-8")
        values = yaml.safe_load(text.split("---\n", 2)[1])
        assert values["title"] == line["title"] and values["link"] == line["link"], (line, values)
    print(f"hostile titles: {len(lines)}")


def partitions(convert):
    """Libraries read the folders of `--partition` as one table with all rows."""
    flat = pyarrow.parquet.read_table(convert.folder / "default.parquet").select(FLAT).to_pylist()
    expected = sorted((row["path"], row["title"], row["host"]) for row in flat)
    months = {row["path"]: row["published"] and row["published"][:7] for row in flat}
    for by in ("month", "host"):
        folder, _, _ = convert.run("parquet", f"by-{by}", "--partition", by)
        read = f"read_parquet('{folder}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
        rows = duckdb.sql(f"select path, title, host, {by} from {read}").fetchall()
        assert sorted(row[:3] for row in rows) == expected, by
        if by == "month":
            assert all(months[row[0]] == row[3] for row in rows)
        table = pyarrow.parquet.read_table(folder, partitioning=pyarrow.dataset.partitioning(
            pyarrow.schema([(by, pyarrow.string())]), flavor="hive"
        ))
        rows = table.select(["path", "title", "host"]).to_pylist()
        assert sorted(tuple(row.values()) for row in rows) == expected, by
        rows = polars.scan_parquet(folder, hive_partitioning=True, try_parse_hive_dates=False)
        rows = rows.select("path", "title", "host").collect().rows()
        assert sorted(rows) == expected, by
    print(f"partitions: {len(expected)} rows by month and by host")


def killed(convert, form):
    complete, _, seconds = convert.run(form, f"complete.{form}")
    out = convert.folder / f"killed.{form}"
    chance = random.Random(1)
    finished = 0
    for _ in range(KILLS):
        process = convert.start(form, out.name)
        time.sleep(chance.uniform(0, seconds))
        process.kill()
        process.communicate()
        # The run may already have finished.
        if out.exists():
            finished += 1
            assert out.read_bytes() == complete.read_bytes(), "output under the name is complete"
            out.unlink()
    convert.run(form, out.name)
    assert out.read_bytes() == complete.read_bytes(), "the next run gives all"
    left = [path.name for path in convert.folder.glob(".killed*")]
    assert not left, left
    print(f"{form}: killed {KILLS} times, {finished} of them done before; nothing half-written")


main()
