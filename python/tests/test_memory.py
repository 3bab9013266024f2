"""Memory stays flat however much is read."""

import gc
import pathlib
import subprocess
import sys

import newsprint_rs
from conftest import run

HERE = pathlib.Path(__file__).parent

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
            # A new str each time, so that Python keeps none.
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


# The memory after each run over an archive of 20,000 articles, 100 MB.
RUNS = """
import sys
import newsprint_rs, pyarrow
from test_memory import resident

archive = newsprint_rs.Archive(sys.argv[1], threads=2)

def one_by_one():
    return sum(bool(article.text) for article in archive)

def as_arrow():
    reader = pyarrow.RecordBatchReader.from_stream(archive.to_arrow(["path", "text"]))
    return sum(batch.num_rows for batch in reader)

for read, runs in ((one_by_one, 6), (as_arrow, 4)):
    for run in range(runs):
        assert read() == 20_000
        print(resident())
"""


def test_archives_that_are_read_again(tmp_path):
    run("generate", "--files", "20000", tmp_path / "archive")
    # A separate process, as others leave free memory that this one would use.
    command = [sys.executable, "-c", RUNS, tmp_path / "archive"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE).stdout
    memory = [float(line) for line in said.split()]
    assert len(memory) == 10
    for runs in (memory[:6], memory[6:]):
        # The first run is the baseline. Allocators keep some memory that threads free; the later runs read 300 MB
        # or more.
        assert max(runs[1:]) - runs[0] < 80, runs
