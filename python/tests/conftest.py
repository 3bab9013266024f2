"""Shared by the tests."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

# Next to the repository, if it exists.
SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
# The program as cargo builds it, if it exists: the results of the wheel are compared with it.
PROGRAM = [os.environ["NEWSPRINT"]] if "NEWSPRINT" in os.environ else [sys.executable, "-m", "newsprint_rs"]


def run(*arguments):
    """Runs the program. Status 1 only means that files are broken."""
    process = subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    assert process.returncode in (0, 1), process.stderr
    return process.stdout


def convert(source, columns="all", *options):
    """Returns the rows that `newsprint convert` writes."""
    lines = run("convert", source, "--to", "jsonl", "--columns", columns, "--quiet", *options, "-")
    return [json.loads(line) for line in lines.splitlines()]


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """An archive of invented articles of all kinds, with one damaged file in twenty."""
    folder = tmp_path_factory.mktemp("generated") / "archive"
    run("generate", "--files", "600", "--kind", "mixed", "--damaged", "5", folder)
    return folder


@pytest.fixture(scope="session")
def shared():
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared")
    return SHARED
