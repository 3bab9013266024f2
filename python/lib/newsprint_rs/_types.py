"""Classes that need nothing of Rust. The dicts have the form of the JSON of `newsprint convert`, and spans."""

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
    #: Whether it was skipped, but is where articles are expected.
    unexpected: bool


class Tally(NamedTuple):
    """How many files were found, and what they are. Each file counts once; a hidden folder, as one."""

    files: int
    articles: int
    #: Those that the filters leave out.
    unwanted: int
    broken: int
    #: By reason.
    skipped: dict[str, int]
    #: Of the files that were read.
    bytes: int


class ParseError(ValueError):
    """Raised for a source that cannot be parsed.

    `kind` is for programs, as "not_utf8" or "missing_separator"; `message` is for people; `help` tells what to do
    about it, or is None. `line` and `column` count from 1, in characters. `span` is in what `parse` was told to
    count, but in bytes if the source is not UTF-8.
    """

    def __init__(
        self, message: str, kind: str, line: int, column: int, span: Span, help: str | None
    ) -> None:
        # All of them, so that it can be pickled.
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
    """The publisher's own date. `date` is as precise as it is written, or None if it cannot be read."""

    raw: str
    date: str | None
    span: Span


class Byline(TypedDict):
    """Who wrote an article, as its body says."""

    raw: str
    names: list[str]
    span: Span


class LeadImage(TypedDict):
    """The first image before the second paragraph. `original_src` is the URL behind image proxies."""

    src: str | None
    original_src: str | None
    caption: str | None
    credit: str | None
    span: Span


class Image(TypedDict):
    """An image. Its `src` is as in the file, but of one that holds the image itself (`data:`) only the start."""

    src: str | None
    original_src: str | None
    alt: str | None
    caption: str | None
    in_aside: bool
    span: Span


class Link(TypedDict):
    """A link. Its `text` is None if it is in a link; `href_span` is the place of the URL as written."""

    href: str
    text: str | None
    in_aside: bool
    span: Span
    href_span: Span


class Aside(TypedDict):
    """What is in the body but not part of the article, such as a footer."""

    kind: str
    text: str
    span: Span


class Warning(TypedDict):
    """A non-fatal problem in a file."""

    kind: str
    message: str
    span: Span


class Spans(TypedDict):
    """The places of the parts of a file."""

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
    """The hashes by which duplicates are found, in hexadecimal."""

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
