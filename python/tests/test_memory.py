"""Memory stays flat however much is read."""

import gc

import newsprint_rs
import pyarrow
from conftest import run

CLIP = "<!--1618495142000-->\n[题🚢](https://example.org/)\n------\n\n" + "<p>正文<b>字</b></p>" * 30


def resident():
    """Returns the memory of this process, in MB."""
    gc.collect()
    with open("/proc/self/status") as status:
        [line] = [line for line in status if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1000


def test_parsing():
    def parse(count):
        for number in range(count):
            # A new str each time, so that nothing of it is kept by Python.
            article = newsprint_rs.parse(f"{CLIP}{number}")
            assert article.find("文字")
            article.to_dict()

    parse(3_000)
    before = resident()
    parse(20_000)
    assert resident() - before < 5


def test_errors():
    def fail(count):
        for number in range(count):
            try:
                newsprint_rs.parse(f"{number}" * 1_000)
            except newsprint_rs.ParseError:
                pass

    fail(3_000)
    before = resident()
    fail(50_000)
    assert resident() - before < 5


def test_an_archive_of_100_000(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large") / "archive"
    run("generate", "--files", "20000", folder)
    archive = newsprint_rs.Archive(folder, threads=2)

    def read(times):
        count = 0
        for _ in range(times):
            count += sum(bool(article.text) for article in archive)
        return count

    assert read(1) > 19_000
    before = resident()
    assert read(5) > 95_000
    assert resident() - before < 20
    reader = pyarrow.RecordBatchReader.from_stream(archive.to_arrow(["path", "text"]))
    assert sum(batch.num_rows for batch in reader) > 19_000
    before = resident()
    for _ in range(5):
        reader = pyarrow.RecordBatchReader.from_stream(archive.to_arrow(["path", "text"]))
        assert sum(batch.num_rows for batch in reader) > 19_000
    assert resident() - before < 40
