"""Checks `newsprint convert` on a generated archive of which 5 % of the files are damaged.

    python convert.py PROGRAM [FILES]

Every file is accounted for; Parquet, as pyarrow reads it, has the rows and values of the JSON
lines; killed at a random time, twenty times, it leaves nothing under the output's name, and the
next run gives all. Needs the package pyarrow.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

import pyarrow.parquet

KILLS = 20
TEXTS = ["path", "source", "shape", "title", "link", "host", "text", "lane"]


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
        for form in ["jsonl", "parquet"]:
            killed(convert, form)


class Convert:
    def __init__(self, program, archive, folder):
        self.program, self.archive, self.folder = program, archive, folder

    def start(self, form, out):
        arguments = [self.program, "convert", self.archive, "--to", form, self.folder / out]
        return subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)

    def run(self, form, out):
        """Returns the output, what was said, and the seconds that it took."""
        started = time.monotonic()
        process = self.start(form, out)
        said = process.communicate()[1]
        assert process.returncode == 1, f"some files are broken: {process.returncode} {said}"
        return self.folder / out, said, time.monotonic() - started


def accounted(convert, archive):
    """articles + skipped + broken = files, each counted by itself."""
    out, said, _ = convert.run("jsonl", "all.jsonl")
    found = {what: int(count) for count, what in re.findall(r"(\d+) (files|articles|skipped|broken)", said)}
    on_disk = sum(path.is_file() for path in archive.rglob("*"))
    lines = out.read_bytes().count(b"\n")
    total = found["articles"] + found["skipped"] + found["broken"]
    assert total == found["files"] == on_disk, (found, on_disk)
    assert lines == found["articles"], (found, lines)
    assert found["broken"] > 0.03 * on_disk, found
    print(f"accounted for: {found}")


def same_values(convert):
    lines = [json.loads(line) for line in convert.folder.joinpath("all.jsonl").open(encoding="utf-8")]
    table, _, _ = convert.run("parquet", "all.parquet")
    rows = pyarrow.parquet.read_table(table).to_pylist()
    assert len(lines) == len(rows), (len(lines), len(rows))
    for line, row in zip(lines, rows):
        assert values_of_line(line) == values_of_row(row), row["path"]
    print(f"same values: {len(rows)} rows")


def values_of_line(line):
    dateline, byline, lead = line["dateline"], line["byline"], line["lead_image"]
    published = line["published"]
    return (
        [line[name] for name in TEXTS],
        published and (published["date"], published["origin"], published["span"]),
        [link["href"] for link in line["links"]],
        [(image["src"], image["original_src"]) for image in line["images"]],
        dateline and (dateline["raw"], dateline["date"], dateline["span"]),
        byline and (byline["raw"], byline["contributors"], byline["span"]),
        lead and (lead["src"], lead["original_src"], lead["alt"], lead["span"]),
        [(aside["kind"], aside["rule"], aside["text"], aside["span"]) for aside in line["asides"]],
        [(warning["kind"], warning["message"], warning["span"]) for warning in line["warnings"]],
    )


def values_of_row(row):
    dateline, byline, lead = row["dateline"], row["byline"], row["lead_image"]
    published = row["published"]
    return (
        [row[name] for name in TEXTS],
        published and (published["date"], published["origin"], span(published)),
        [link["href"] for link in row["links"]],
        [(image["src"], image["original_src"]) for image in row["images"]],
        dateline and (dateline["raw"], dateline["date"], span(dateline)),
        byline and (byline["raw"], byline["contributors"], span(byline)),
        lead and (lead["src"], lead["original_src"], lead["alt"], span(lead)),
        [(aside["kind"], aside["rule"], aside["text"], span(aside)) for aside in row["asides"]],
        [(warning["kind"], warning["message"], span(warning)) for warning in row["warnings"]],
    )


def span(part):
    return [part["span"]["start"], part["span"]["end"]]


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
        # It may have been done.
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
