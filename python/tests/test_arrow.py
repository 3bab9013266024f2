"""Archives as Arrow, in the libraries that take it."""

import threading

import duckdb
import pandas
import polars
import pyarrow
import pytest
from conftest import convert
from newsprint_rs import Archive

DEFAULT = (
    "path source shape title link host published published_from timestamp_ms dateline byline author tags categories "
    "text lead_image images links asides warnings lane"
).split()


def test_libraries_take_the_same(archive):
    titles = [row["title"] for row in convert(archive, "title")]
    rows = Archive(archive).to_arrow()
    assert rows.columns == DEFAULT
    table = pyarrow.table(rows)
    assert table.column_names == DEFAULT
    assert table["title"].to_pylist() == titles
    table.validate(full=True)
    frame = polars.DataFrame(rows)
    assert frame.columns == DEFAULT and frame["title"].to_list() == titles
    assert pandas.DataFrame.from_arrow(rows)["title"].to_list() == titles
    assert duckdb.sql("select title from rows").fetchall() == [(title,) for title in titles]
    # The archive itself, too.
    assert pyarrow.table(Archive(archive)).equals(table)


def test_columns(archive):
    read = Archive(archive)
    for columns, expected in [
        (["path", "text"], ["path", "text"]),
        ("path,text", ["path", "text"]),
        ("default", DEFAULT),
        (["path", "default", "markdown"], [*DEFAULT, "markdown"]),
    ]:
        assert pyarrow.table(read.to_arrow(columns)).column_names == expected
    assert len(read.to_arrow("all").columns) == 29
    assert read.to_arrow(columns=("lane",)).columns == ["lane"]


def test_the_schema_needs_no_run(archive):
    rows = Archive(archive).to_arrow()
    schema = pyarrow.schema(rows)
    assert schema.names == DEFAULT
    assert schema.field("text").type == pyarrow.large_string()
    reader = pyarrow.RecordBatchReader.from_stream(rows)
    assert reader.schema == schema
    del reader
    assert rows.__repr__().startswith("<Rows of ")


def test_a_stream_that_is_left(archive):
    for _ in range(5):
        reader = pyarrow.RecordBatchReader.from_stream(Archive(archive))
        assert reader.read_next_batch().num_rows > 0
        del reader


def test_no_rows(tmp_path):
    table = pyarrow.table(Archive(tmp_path))
    assert (table.num_rows, table.column_names) == (0, DEFAULT)
    assert polars.DataFrame(Archive(tmp_path)).height == 0


def test_filters_and_tally(archive):
    read = Archive(archive, since="2015")
    expected = [row["path"] for row in convert(archive, "path", "--since", "2015")]
    assert pyarrow.table(read)["path"].to_pylist() == expected
    tally = read.tally
    assert tally.articles == len(expected) and tally.unwanted > 0
    list(read)
    assert read.tally == tally


def test_progress_and_errors(archive):
    told = []
    read = Archive(archive, progress=lambda *done: told.append(done))
    pyarrow.table(read)
    assert told[-1] == (read.tally.files, read.tally.bytes)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        pyarrow.table(Archive(archive, progress=lambda *done: 1 / 0))


def test_threads_at_once(archive):
    expected = pyarrow.table(Archive(archive))
    got = []

    def read():
        got.append(pyarrow.table(Archive(archive, threads=2)).equals(expected))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [True] * 4
