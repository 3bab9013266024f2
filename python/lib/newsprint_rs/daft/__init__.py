"""Parses articles in Daft, on one machine or on a Ray cluster.

    import daft
    from newsprint_rs.daft import parse_article

    frame = daft.from_glob_path("archive/**/*.md")
    content = daft.col("path").download(on_error="null")
    frame = frame.with_column("article", parse_article(content, daft.col("path")))

`python -m newsprint_rs.daft` parses an archive and writes Parquet. Import this module before Daft runs anything. The
extension is in the native library of this package. Workers load the library from the same path as the driver, so the
package must be installed at this path on every node.
"""

import warnings

import daft

from .. import _native

__all__ = ["parse_article"]

with warnings.catch_warnings():
    # Native extensions are experimental in Daft; DAFT.md lists the tested versions.
    warnings.simplefilter("ignore")
    daft.load_extension(str(_native.__file__))


def parse_article(content: daft.Expression, path: daft.Expression | None = None) -> daft.Expression:
    """Returns a struct for each file: the columns of newsprint's Arrow schema, and `error`.

    `content` is a column of strings or bytes. `path` is a column of paths in the archive; a path may contain the name
    of the article's source. If a file is null or not an article, only `error` is set. No file stops the job.
    """
    if path is None:
        path = daft.lit("")
    return daft.get_function("parse_article", content, path)
