"""Articles in Daft, on one machine or on a Ray cluster.

    import daft
    from newsprint_rs.daft import parse_article

    frame = daft.from_glob_path("archive/**/*.md")
    content = daft.col("path").download(on_error="null")
    frame = frame.with_column("article", parse_article(content, daft.col("path")))

`python -m newsprint_rs.daft` parses an archive and writes Parquet. Import it before anything runs: workers load the
extension, which is in the library of this package, from where the driver has it. Every node needs the package at the
same path.
"""

import warnings

import daft

from .. import _native

__all__ = ["parse_article"]

with warnings.catch_warnings():
    # Daft calls native extensions experimental; the README says which version was tested.
    warnings.simplefilter("ignore")
    daft.load_extension(str(_native.__file__))


def parse_article(content: daft.Expression, path: daft.Expression | None = None) -> daft.Expression:
    """Returns a struct for each file: the columns of newsprint's Arrow schema, and `error`.

    `content` is a column of strings or of bytes; `path` one of the paths in the archive, of which the names of
    sources are read. A file that is not an article, or null, has only `error` set. No file stops the job.
    """
    if path is None:
        path = daft.lit("")
    return daft.get_function("parse_article", content, path)
