"""Values are those that `newsprint convert` writes."""

import json

import pyarrow
import pytest
from conftest import convert
from newsprint_rs import Archive

# The parts of a row that `convert` does not write.
SPANS = {"span", "href_span"}


def without(value, expected):
    """Returns the value without the spans of parts that the program has none of."""
    if isinstance(value, dict) and isinstance(expected, dict):
        return {
            name: without(part, expected.get(name))
            for name, part in value.items()
            if name in expected or name not in SPANS
        }
    if isinstance(value, list) and isinstance(expected, list) and len(value) == len(expected):
        return [without(part, of) for part, of in zip(value, expected)]
    # A span in the program's output is a list.
    return list(value) if isinstance(value, tuple) else value


def same_as_convert(source):
    expected = convert(source)
    version = [row.pop("version") for row in expected]
    archive = Archive(source, spans="bytes")
    count = 0
    for row, article in zip(expected, archive, strict=True):
        values = article.to_dict()
        assert list(values) == list(row)
        for name in row:
            assert without(values[name], row[name]) == row[name], (article.path, name)
        assert article.title == row["title"] and article.text == row["text"]
        # JSON has spans as the program has them.
        assert json.loads(json.dumps(values["asides"])) == row["asides"]
        count += 1
    assert archive.tally.articles == count
    rows = pyarrow.table(archive.to_arrow("all")).to_pylist()
    assert [row.pop("version") for row in rows] == version
    for row, of_arrow in zip(expected, rows, strict=True):
        of_arrow["blocks"] = json.loads(of_arrow["blocks"])
        assert of_arrow == row, row["path"]
    return count


def test_a_generated_archive(archive):
    assert same_as_convert(archive) > 400


@pytest.mark.parametrize("folder", ["corpus", "clips", "clips_late", "seed"])
def test_shared(shared, folder):
    count = same_as_convert(shared / folder)
    print(f"{count} articles of {folder}")
    assert count > 0


def test_rejects(archive, tmp_path):
    convert(archive, "path", "--rejects", tmp_path / "rejects.jsonl")
    lines = (tmp_path / "rejects.jsonl").read_text().splitlines()
    expected = [(line["path"], line["kind"], line["message"]) for line in map(json.loads, lines)]
    assert expected
    read = Archive(archive)
    list(read)
    assert [reject[:3] for reject in read.rejects] == expected
    pyarrow.table(read)
    assert sorted(reject[:3] for reject in read.rejects) == sorted(expected)
