"""What the README shows works."""

import pathlib
import re
import subprocess
import sys

from conftest import run

PACKAGE = pathlib.Path(__file__).parents[1]


def test_the_readme(tmp_path, monkeypatch):
    run("generate", "--files", "50", tmp_path / "archive")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (PACKAGE / "README.md").read_text(), re.M | re.S)
    assert len(blocks) >= 5
    # One after the other, as in a notebook.
    names = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert names["frame"].height == names["archive"].tally.articles > 0
    assert (tmp_path / "news.parquet").exists()


def test_the_tour():
    said = subprocess.run([sys.executable, PACKAGE / "tour.py"], capture_output=True, text=True, check=True)
    for part in ("the longest: ", "Tally(files=", "and back: Span(start=0, end=20)", "missing_separator 3 1"):
        assert part in said.stdout, said.stdout
    assert "count" in said.stdout
