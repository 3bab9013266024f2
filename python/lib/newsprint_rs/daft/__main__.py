"""Parses an archive with Daft and writes Parquet, on this machine or on a Ray cluster.

    python -m newsprint_rs.daft ARCHIVE OUT [--ray ADDRESS] [--pieces N]

OUT is a folder of Parquet files with one row for each file that newsprint::archive reads. The columns are those of
newsprint::arrow::schema(), and `error`. If a file is not an article, `error` is the reason, and all other columns
except `path` are null.
"""

import argparse
import math
import pathlib
import sys
import tempfile

import daft
import pyarrow
import pyarrow.parquet

from . import files, parse_article

COLUMNS = [
    "source", "shape", "title", "link", "host", "published", "published_from", "published_span",
    "timestamp_ms", "dateline", "byline", "text", "inner_text", "markdown", "lead_image", "images",
    "links", "asides", "warnings", "lane", "spans", "error",
]
PATHS = pyarrow.schema([("path", pyarrow.string()), ("url", pyarrow.string())])


def articles(paths: daft.DataFrame) -> daft.DataFrame:
    """Returns a row for each file."""
    # A file that cannot be read becomes null, and then a row with an error. Without `on_error`, it would end the job.
    content = daft.col("url").download(on_error="null")
    row = parse_article(content, daft.col("path")).alias("row")
    columns = [daft.col("row").get(name).alias(name) for name in COLUMNS]
    # The paths come from the input, because the struct has no path if a file is not an article.
    return paths.select("path", row).select("path", *columns)


def write_lists(paths: pyarrow.Table, pieces: int, folder: pathlib.Path) -> None:
    """Writes the paths to `pieces` files. Each file is a piece of work.

    Any node can read such a file. With `DataFrame.into_partitions`, the paths would be in the memory of one node. If
    this node were lost, the job would fail.
    """
    length = math.ceil(paths.num_rows / pieces)
    for start in range(0, paths.num_rows, length):
        piece = paths.slice(start, length)
        pyarrow.parquet.write_table(piece, folder / f"{start // length:06}.parquet")


def main() -> None:
    arguments = argparse.ArgumentParser("python -m newsprint_rs.daft", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("archive", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--ray", metavar="ADDRESS", help="a cluster, as 127.0.0.1:6379")
    arguments.add_argument("--pieces", type=int, default=64, help="pieces of work on a cluster")
    options = arguments.parse_args()
    archive, out = options.archive.resolve(), options.out
    if not archive.is_dir():
        arguments.error(f"{options.archive} is not a folder")
    if options.pieces < 1:
        arguments.error("expected at least one piece")
    if options.ray:
        daft.set_runner_ray(options.ray)
        daft.set_execution_config(max_sources_per_scan_task=1)
    paths = pyarrow.table(files.find(archive), schema=PATHS)
    if paths.num_rows == 0:
        sys.exit(f"{options.archive} has no files that may be articles")
    if not options.ray:
        # On one machine, Daft splits the work itself.
        articles(daft.from_arrow(paths)).write_parquet(str(out), write_mode="overwrite")
        return
    # The lists are next to the output, because every node has that folder.
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.resolve().parent) as folder:
        write_lists(paths, options.pieces, pathlib.Path(folder))
        paths = daft.read_parquet(f"{folder}/*.parquet")
        articles(paths).write_parquet(str(out), write_mode="overwrite")


if __name__ == "__main__":
    main()
