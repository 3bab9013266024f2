"""Classes in pure Python. The dicts have the same keys as the JSON of `newsprint convert`, and also spans."""

from typing import NamedTuple, TypedDict


class Span(NamedTuple):
    """A part of a file: `article.raw[span.start:span.end]`, or `article.raw[slice(*span)]`."""

    start: int
    end: int


class Reject(NamedTuple):
    """A file that was skipped or is broken."""

    path: str
    #: "broken" or "skipped".
    kind: str
    message: str
    #: Whether the file was skipped although it is in a folder where articles are expected.
    unexpected: bool


class Tally(NamedTuple):
    """The numbers of files in a run. Each file is counted once. A hidden folder is counted as one file."""

    files: int
    articles: int
    #: The number of files that the filters reject.
    unwanted: int
    broken: int
    #: The number of skipped files for each reason.
    skipped: dict[str, int]
    #: The total length of the files that were read.
    bytes: int


class ParseError(ValueError):
    """Raised if a source cannot be parsed.

    `kind` is a name for programs, such as "not_utf8" or "missing_separator". `message` is a text for people. `help`
    suggests how to fix the problem, or is None. `line` and `column` start at 1 and count characters. `span` is in the
    unit that was passed to `parse`. If the source is not UTF-8, it is in bytes.
    """

    def __init__(
        self, message: str, kind: str, line: int, column: int, span: Span, help: str | None
    ) -> None:
        # Without all arguments, the exception could not be unpickled.
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
    """The publisher's own date. `date` is as precise as in the file. It is None if the format is unknown."""

    raw: str
    date: str | None
    span: Span


class Byline(TypedDict):
    """The line in the body that names the authors."""

    raw: str
    names: list[str]
    span: Span


class LeadImage(TypedDict):
    """The first image before the second paragraph.

    If `src` is the URL of an image proxy, `original_src` is the URL of the original image.
    """

    src: str | None
    original_src: str | None
    caption: str | None
    credit: str | None
    span: Span


class Image(TypedDict):
    """An image. `src` is the URL in the file. A `data:` URL, which contains the image itself, is cut off."""

    src: str | None
    original_src: str | None
    alt: str | None
    caption: str | None
    in_aside: bool
    span: Span


class Link(TypedDict):
    """A link. `text` is None if the link is inside another link. `href_span` is the position of the URL in the file."""

    href: str
    text: str | None
    in_aside: bool
    span: Span
    href_span: Span


class Aside(TypedDict):
    """A part of the body that does not belong to the article, such as a footer."""

    kind: str
    text: str
    span: Span


class Warning(TypedDict):
    """A non-fatal problem in a file."""

    kind: str
    message: str
    span: Span


class Spans(TypedDict):
    """The positions of the parts of a file. None if the file has no such part."""

    front_matter: Span | None
    stamp: Span | None
    title: Span
    link: Span
    separator: Span | None
    date_line: Span | None
    body: Span


class Entry(TypedDict):
    """A line of front matter."""

    key: str
    value: str


class Fingerprint(TypedDict):
    """Hashes for finding duplicates, in hexadecimal."""

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
