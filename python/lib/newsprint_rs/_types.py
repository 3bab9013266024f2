"""Classes in pure Python. The dicts have the form of the JSON of `newsprint convert`, with spans."""

from typing import NamedTuple, TypedDict


class Span(NamedTuple):
    """A part of a file: `article.raw[span.start:span.end]`, or `article.raw[slice(*span)]`."""

    start: int
    end: int


class Reject(NamedTuple):
    """A file that was left out."""

    path: str
    #: "broken" or "skipped".
    kind: str
    message: str
    #: Whether it was skipped, but is in a folder where articles are expected.
    unexpected: bool


class Tally(NamedTuple):
    """The number of files of each kind that were found. Each file counts once; a hidden folder counts as one file."""

    files: int
    articles: int
    #: The articles that the filters leave out.
    unwanted: int
    broken: int
    #: For each reason.
    skipped: dict[str, int]
    #: The total length of the files that were read.
    bytes: int


class ParseError(ValueError):
    """Raised for a source that cannot be parsed.

    `kind` is for programs, such as "not_utf8" or "missing_separator"; `message` is for people; `help` is how to fix the
    problem, or None. `line` and `column` count from 1, in characters. `span` is in the unit that was passed to `parse`,
    but in bytes if the source is not UTF-8.
    """

    def __init__(
        self, message: str, kind: str, line: int, column: int, span: Span, help: str | None
    ) -> None:
        # All arguments, so that it can be pickled.
        super().__init__(message, kind, line, column, span, help)
        self.message = message
        self.kind = kind
        self.line = line
        self.column = column
        self.span = span
        self.help = help

    def __str__(self) -> str:
        text = f"{self.message} at line {self.line}, column {self.column}"
        return f"{text}; {self.help}" if self.help else text


class Dateline(TypedDict):
    """The publisher's own date. `date` is as precise as written, or None if the format is unknown."""

    raw: str
    date: str | None
    span: Span


class Byline(TypedDict):
    """The line in the body that names the authors."""

    raw: str
    names: list[str]
    span: Span


class LeadImage(TypedDict):
    """The first image before the second paragraph. `original_src` is the URL of the original image, without proxies."""

    src: str | None
    original_src: str | None
    caption: str | None
    credit: str | None
    span: Span


class Image(TypedDict):
    """An image. Its `src` is as in the file, but a `data:` URL, which contains the image itself, is cut."""

    src: str | None
    original_src: str | None
    alt: str | None
    caption: str | None
    in_aside: bool
    span: Span


class Link(TypedDict):
    """A link. Its `text` is None if it is in another link; `href_span` is the position of the URL as written."""

    href: str
    text: str | None
    in_aside: bool
    span: Span
    href_span: Span


class Aside(TypedDict):
    """A part of the body that is not part of the article, such as a footer."""

    kind: str
    text: str
    span: Span


class Warning(TypedDict):
    """A non-fatal problem in a file."""

    kind: str
    message: str
    span: Span


class Spans(TypedDict):
    """The positions of the parts of a file."""

    front_matter: Span | None
    stamp: Span | None
    title: Span
    link: Span
    separator: Span | None
    date_line: Span | None
    body: Span


class Entry(TypedDict):
    """A line of front matter, as written."""

    key: str
    value: str


class Fingerprint(TypedDict):
    """The hashes for finding duplicates, in hexadecimal."""

    link: str | None
    title: str
    text: str | None


class Version(TypedDict):
    """A version of a file in the history of a git repository. Times are in seconds since 1970."""

    path: str
    first: int
    last: int
    in_head: bool
    commit: str
