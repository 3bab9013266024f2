"""The stubs say what the module has, and what users write passes mypy and pyright."""

import pathlib
import re
import subprocess
import sys

import pytest

SETTINGS = ["--mypy-config-file", str(pathlib.Path(__file__).parents[1] / "pyproject.toml")]
RIGHT = """
import datetime
import newsprint_rs
from newsprint_rs import Archive, Article, ParseError, Span, parse

def read(article: Article) -> str:
    span: Span | None = article.source_of(0, 2)
    links: list[str] = [link["href"] for link in article.links]
    if article.lead_image is not None and article.lead_image["caption"]:
        return article.lead_image["caption"]
    title: Span = article.spans["title"]
    return article.raw[title.start : title.end] + str(span) + str(links)

try:
    article = parse(b"", max_depth=600, strict=True, spans="bytes")
except ParseError as error:
    print(error.kind, error.line, error.span.start, error.help)
archive = Archive("a.zip", since=datetime.date(2021, 1, 1), host="example.org", progress=lambda files, size: None)
for article in archive:
    read(article)
skipped: int = sum(archive.tally.skipped.values())
paths: list[str] = [reject.path for reject in archive.rejects]
columns: list[str] = archive.to_arrow(["path"]).columns
"""
# Each line is an error.
WRONG = """
import newsprint_rs
newsprint_rs.parse(None)
newsprint_rs.parse("", spans="utf16")
newsprint_rs.parse("", max_depth="deep")
newsprint_rs.parse("", max_colour=1)
newsprint_rs.parse("").title = "a"
newsprint_rs.parse("").links[0]["url"]
newsprint_rs.Archive("a", threads="two")
""".strip()


def check(tmp_path, tool, text):
    file = tmp_path / "used.py"
    file.write_text(text)
    command = [sys.executable, "-m", *tool, str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)


@pytest.mark.parametrize("tool", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]])
def test_users_code(tmp_path, tool):
    right = check(tmp_path, tool, RIGHT)
    assert right.returncode == 0, right.stdout + right.stderr
    wrong = check(tmp_path, tool, WRONG)
    lines = {int(line) for line in re.findall(r"used\.py:(\d+):.*error", wrong.stdout)}
    expected = set(range(2, WRONG.count("\n") + 2))
    assert lines == expected, wrong.stdout


def test_stubs():
    # Modules that need Daft are not imported.
    command = [sys.executable, "-m", "mypy.stubtest", "newsprint_rs._native", *SETTINGS]
    said = subprocess.run([*command, "--ignore-disjoint-bases"], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_package_itself():
    command = [sys.executable, "-m", "mypy", "--package", "newsprint_rs", "--config-file", SETTINGS[1]]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
