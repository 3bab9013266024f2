"""Parses archived news articles into values, each with its position in the file.

`parse` parses one article. `Archive` reads folders, zips, tars and git repositories: iterate over it, or pass its
`to_arrow()` to polars, pyarrow, pandas or DuckDB.
"""

from ._native import Archive, Article, Articles, Rows, parse
from ._types import (
    Aside,
    Byline,
    Dateline,
    Entry,
    Fingerprint,
    Image,
    LeadImage,
    Link,
    ParseError,
    Reject,
    Span,
    Spans,
    Tally,
    Version,
    Warning,
)

__all__ = [
    "Archive",
    "Article",
    "Articles",
    "Aside",
    "Byline",
    "Dateline",
    "Entry",
    "Fingerprint",
    "Image",
    "LeadImage",
    "Link",
    "ParseError",
    "Reject",
    "Rows",
    "Span",
    "Spans",
    "Tally",
    "Version",
    "Warning",
    "parse",
]
