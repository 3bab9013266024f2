"""Parses an archive with Daft and writes Parquet, on this machine or on a Ray cluster.

    python parse.py ARCHIVE OUT [--ray ADDRESS] [--partitions N] [--library FILE]

OUT is a folder of Parquet files: a row a file, with the columns of newsprint::arrow::schema() and
`error`, which says why a file is no article and leaves the other columns null.
"""

import argparse
import pathlib
import warnings

import daft

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = [
    "source", "shape", "timestamp", "dateline", "title", "link", "host", "text",
    "markdown", "lead_image", "images", "links", "footer", "warnings", "lane", "spans", "error",
]


def articles(archive: pathlib.Path, library: pathlib.Path, partitions: int | None) -> daft.DataFrame:
    """Returns a row for each `.md` file of the archive, in so many pieces of work."""
    with warnings.catch_warnings():
        # Daft calls native extensions experimental; the README says which version was tested.
        warnings.simplefilter("ignore")
        daft.load_extension(str(library))
    files = daft.from_glob_path(f"{archive}/**/*.md")
    if partitions:
        files = files.into_partitions(partitions)
    path = daft.col("path")
    relative = path.replace(f"file://{archive}/", "").alias("path")
    row = daft.get_function("parse_article", path.download(), relative).alias("row")
    columns = [daft.col("row").get(name).alias(name) for name in COLUMNS]
    # The path is known of files that are no articles, too.
    return files.select(relative, row).select("path", *columns)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("archive", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("--ray", metavar="ADDRESS", help="a cluster, as 127.0.0.1:6379")
    arguments.add_argument("--partitions", type=int, default=32, help="pieces of work on a cluster")
    arguments.add_argument(
        "--library", type=pathlib.Path, default=HERE / "target/release/libnewsprint_daft.so"
    )
    options = arguments.parse_args()
    archive = options.archive.resolve()
    if not archive.is_dir():
        arguments.error(f"{options.archive} is not a folder")
    if not options.library.exists():
        arguments.error(f"{options.library} is not there: cargo build --release builds it")
    if options.ray:
        daft.set_runner_ray(options.ray)
    # One machine splits the work by itself.
    partitions = options.partitions if options.ray else None
    rows = articles(archive, options.library.resolve(), partitions)
    rows.write_parquet(str(options.out), write_mode="overwrite")


if __name__ == "__main__":
    main()
