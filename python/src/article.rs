use std::sync::OnceLock;

use newsprint::{Span, TextWithSpans};
use newsprint_cli::rows::{Columns, Nested, Row, Value};
use newsprint_cli::source::Version;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
use pythonize::pythonize;

use crate::classes;
use crate::offsets::{Offsets, Unit};
use crate::options;
use crate::parsed::{self, Parsed};
use crate::text::Text;

/// Parses an article.
///
/// `source` is the contents of the file: a str, or bytes in UTF-8. `path` is the path of the file
/// in an archive. The attribute `Article.source` is a part of this path. `spans` is the unit of all
/// offsets: "characters" (of a Python str) or "bytes" (of UTF-8).
///
/// Further options: With `strict=True`, warnings are errors. `max_len`, `max_depth`, `max_nodes`,
/// `max_attributes`, `max_formatting`, `max_repeated`, `max_steps` and `max_names` set limits. No
/// real article reaches the default limits.
///
/// Takes O(n) time and memory in the length of the source. Releases the GIL while parsing.
///
/// Raises ParseError if the source is not an article, is not UTF-8 or exceeds a limit. Raises
/// UnicodeEncodeError if a str contains a lone surrogate. ParseError and UnicodeEncodeError are
/// subclasses of ValueError. Raises TypeError if the source is neither str nor bytes.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, spans="characters", **options))]
pub fn parse(
    source: &Bound<'_, PyAny>,
    path: Option<String>,
    spans: &str,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<Article> {
    let py = source.py();
    let (unit, options) = (options::unit(spans)?, options::parse_options(options)?);
    let text = Text::of(source)?;
    match py.detach(|| parsed::parse(text, &options)) {
        Ok(parsed) => Ok(Article::new(parsed, path, unit)),
        Err(failed) => {
            let (text, error) = *failed;
            Err(parsed::error(py, &text, &error, unit))
        }
    }
}

/// An archived news article, from `parse` or an `Archive`.
///
/// Attributes are computed on each access, which takes O(n) time in the length of the file. Only
/// `text` is cached. The attributes have the names and values of the columns of
/// `newsprint convert`. A `span` is the position of a part in the file. The argument `spans` of
/// `parse` or `Archive` sets the unit of all spans.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Article {
    parsed: Parsed,
    path: Option<String>,
    version: Option<Version>,
    unit: Unit,
    /// The offsets of the source, computed on first use.
    offsets: OnceLock<Offsets>,
    text: PyOnceLock<Py<PyString>>,
    mapped: OnceLock<Mapped>,
}

/// The text with its spans in the source, and the offsets of the text.
struct Mapped {
    text: TextWithSpans,
    offsets: Offsets,
}

impl Article {
    pub fn new(parsed: Parsed, path: Option<String>, unit: Unit) -> Self {
        Article {
            parsed,
            path,
            version: None,
            unit,
            offsets: OnceLock::new(),
            text: PyOnceLock::new(),
            mapped: OnceLock::new(),
        }
    }

    /// Sets the version of the file in the history of a git repository.
    pub fn with_version(self, version: Option<Version>) -> Self {
        Article { version, ..self }
    }

    /// Returns the value of one column.
    fn value<'py>(&self, py: Python<'py>, value: Value) -> PyResult<Bound<'py, PyAny>> {
        let row = self.row(py, &Columns::of(value))?;
        let mut values = row.values().iter();
        let value = values.next();
        Ok(value.unwrap_or_else(|| py.None().into_bound(py)))
    }

    fn row<'py>(&self, py: Python<'py>, columns: &Columns) -> PyResult<Bound<'py, PyDict>> {
        let row = self.parsed.with_dependent(|_, parts| {
            let (article, content) = (&parts.article, parts.content());
            let path = self.path.as_deref();
            let row = Row::new(columns, path, article, content, Nested::WithSpans);
            pythonize(py, &row.with_version(self.version.as_ref()))
        })?;
        let row = classes::with_spans(row, &|span| self.of_source(span))?;
        Ok(row.cast_into()?)
    }

    /// Converts a span of the source to the unit of this article.
    fn of_source(&self, span: Span) -> (usize, usize) {
        let (start, end) = (span.start as usize, span.end as usize);
        self.with_source(|source, offsets| match offsets {
            Some(offsets) => (
                offsets.character(source, start),
                offsets.character(source, end),
            ),
            None => (start, end),
        })
    }

    /// Calls `with` with the source and, if spans are in characters, its [`Offsets`].
    fn with_source<T>(&self, with: impl FnOnce(&str, Option<&Offsets>) -> T) -> T {
        self.parsed.with_dependent(|_, parts| {
            let source = parts.article.source();
            let offsets = || self.offsets.get_or_init(|| Offsets::new(source));
            with(source, (self.unit == Unit::Characters).then(offsets))
        })
    }

    fn mapped(&self) -> &Mapped {
        self.mapped.get_or_init(|| {
            let text = self
                .parsed
                .with_dependent(|_, parts| parts.content().to_text_with_spans());
            let offsets = Offsets::new(text.text());
            Mapped { text, offsets }
        })
    }

    fn span<'py>(&self, py: Python<'py>, span: Span) -> PyResult<Bound<'py, PyAny>> {
        let (start, end) = self.of_source(span);
        classes::span(py, start, end)
    }
}

#[pymethods]
impl Article {
    /// The path in the archive, with `/` between folders. None if no path was passed to `parse`.
    #[getter]
    fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The whole file as a str. Spans in characters are indices into this str.
    #[getter]
    fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match self.parsed.borrow_owner() {
            Text::Str(text) => text.as_py_str().bind(py).clone(),
            _ => self.with_source(|source, _| PyString::new(py, source)),
        }
    }

    /// The title.
    #[getter]
    fn title<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Title)
    }

    /// The URL of the article.
    #[getter]
    fn link<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Link)
    }

    /// The host of the URL, or None if the URL has no host.
    #[getter]
    fn host<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Host)
    }

    /// The name of the source, or None if the path does not contain a name.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Source)
    }

    /// The layout of the file: "clip", "post", "bare_post" or "dated_clip".
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Shape)
    }

    /// The publication date, as precise as in the file: "2021-04-15T13:59:02Z",
    /// "2021-04-15T13:59:02" (if the offset from UTC is unknown) or "2021-04-15". None if the file
    /// has no date. `datetime.datetime.fromisoformat` parses all of these formats.
    #[getter]
    fn published<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Published)
    }

    /// The origin of `published`: "stamp", "date_line", "front_matter" or "dateline".
    #[getter]
    fn published_from<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::PublishedFrom)
    }

    /// The position of `published` in the file.
    #[getter]
    fn published_span<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let published = self
            .parsed
            .with_dependent(|_, parts| parts.article.published());
        published
            .map(|published| self.span(py, published.span()))
            .transpose()
    }

    /// `published` in milliseconds since 1970. None if the offset from UTC is unknown.
    #[getter]
    fn timestamp_ms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::TimestampMs)
    }

    /// The publisher's own date, as a dict with the keys "raw", "date" (in the format of
    /// `published`) and "span".
    #[getter]
    fn dateline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Dateline)
    }

    /// The line in the body that names the authors, as a dict with the keys "raw", "names" and
    /// "span".
    #[getter]
    fn byline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Byline)
    }

    /// The author from the front matter. If the front matter has no author, the value is the names
    /// in the byline.
    #[getter]
    fn author<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Author)
    }

    /// The tags of the front matter.
    #[getter]
    fn tags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Tags)
    }

    /// The categories of the front matter.
    #[getter]
    fn categories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Categories)
    }

    /// The text of the article, without title, dateline, byline and `asides`.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        let text = self.text.get_or_init(py, || {
            let text = self
                .parsed
                .with_dependent(|_, parts| parts.content().to_text());
            PyString::new(py, &text).unbind()
        });
        text.bind(py).clone()
    }

    /// The text of the whole body as a browser shows it: `innerText`.
    #[getter]
    fn inner_text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::InnerText)
    }

    /// The content as Markdown.
    #[getter]
    fn markdown<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Markdown)
    }

    /// The content as HTML that is safe to show in a page.
    #[getter]
    fn html<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Html)
    }

    /// The first image before the second paragraph, as a dict with the keys "src", "original_src",
    /// "caption", "credit" and "span". None if the article has no such image.
    #[getter]
    fn lead_image<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::LeadImage)
    }

    /// All images in document order, as dicts with the keys "src", "original_src", "alt",
    /// "caption", "in_aside" and "span".
    #[getter]
    fn images<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Images)
    }

    /// All links in document order, as dicts with the keys "href", "text", "in_aside", "span" and
    /// "href_span".
    #[getter]
    fn links<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Links)
    }

    /// The blocks of the article. Each block is a dict with the key "type". The other keys depend
    /// on the type. `newsprint::_json` lists all keys.
    #[getter]
    fn blocks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Blocks)
    }

    /// The parts of the body that do not belong to the article, such as footers. Each part is a
    /// dict with the keys "kind", "text" and "span".
    #[getter]
    fn asides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Asides)
    }

    /// The non-fatal problems in the file, as dicts with the keys "kind", "message" and "span".
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Warnings)
    }

    /// The parser that parsed the body: "fast" or "html5ever". Both parsers build the same tree.
    #[getter]
    fn lane<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Lane)
    }

    /// The positions of the parts of the file, as a dict with the keys "front_matter", "stamp",
    /// "title", "link", "separator", "date_line" and "body". The value is None if the file has no
    /// such part.
    #[getter]
    fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Spans)
    }

    /// The lines of the front matter, as dicts with the keys "key" and "value". None if the file
    /// has no front matter.
    #[getter]
    fn front_matter<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::FrontMatter)
    }

    /// Hashes for finding duplicates, in hexadecimal: a dict with the keys "link", "title" and
    /// "text".
    #[getter]
    fn fingerprint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Fingerprint)
    }

    /// The version of the file, as a dict with the keys "path", "first", "last", "in_head" and
    /// "commit". None if the archive is read without `history=True`.
    #[getter]
    fn history<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::History)
    }

    /// Returns the attributes as a dict. `columns` are names of the columns of `newsprint convert`.
    /// Default: all columns except `version`.
    ///
    /// Raises ValueError if a column does not exist.
    #[pyo3(signature = (columns=None))]
    fn to_dict<'py>(
        &self,
        py: Python<'py>,
        columns: Option<Vec<String>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let columns = match columns {
            Some(names) => options::columns(&names)?,
            None => Columns::all().without("version"),
        };
        let columns = match &self.version {
            Some(_) => columns.with_history(),
            None => columns,
        };
        self.row(py, &columns)
    }

    /// Finds all occurrences of a phrase in `text`, and returns their positions in the file. The
    /// phrase is also found if, in the file, it contains tags or character references, or has
    /// different white space. Takes O(n) time.
    ///
    /// Raises ValueError if the phrase is empty.
    fn find<'py>(&self, py: Python<'py>, phrase: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        if phrase.is_empty() {
            return Err(PyValueError::new_err(
                "expected a phrase, found an empty one",
            ));
        }
        let text = &self.mapped().text;
        let found = text.text().match_indices(phrase);
        let spans = found.filter_map(|(start, _)| text.source_of(start..start + phrase.len()));
        spans.map(|span| self.span(py, span)).collect()
    }

    /// Returns the position in the file of `text[start:end]`, as a `Span`. Returns None if nothing
    /// in this range comes from the file, for example if it is a line feed between paragraphs. If
    /// spans are in bytes, `start` and `end` are also in bytes of UTF-8. The first call takes O(n)
    /// time. Further calls take O(log n + m) time, where m is the length of the range.
    fn source_of<'py>(
        &self,
        py: Python<'py>,
        start: usize,
        end: usize,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Mapped { text, offsets } = self.mapped();
        let byte = |at| match self.unit {
            Unit::Characters => offsets.byte(text.text(), at),
            Unit::Bytes => at,
        };
        let span = text.source_of(byte(start)..byte(end));
        span.map(|span| self.span(py, span)).transpose()
    }

    /// Returns the range of `text` that comes from the range `start` to `end` of the file, as a
    /// `Span`. Returns None if no text comes from this range. The inverse of `source_of`.
    fn text_of<'py>(
        &self,
        py: Python<'py>,
        start: usize,
        end: usize,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let span = self.with_source(|source, offsets| {
            let byte = |at| match offsets {
                Some(offsets) => offsets.byte(source, at),
                None => at.min(source.len()),
            };
            // Files are shorter than 4 GiB, so offsets fit in a `u32`.
            Span::new(byte(start) as u32, byte(end) as u32)
        });
        let Mapped { text, offsets } = self.mapped();
        let Some(range) = text.text_of(span) else {
            return Ok(None);
        };
        let offset = |at| match self.unit {
            Unit::Characters => offsets.character(text.text(), at),
            Unit::Bytes => at,
        };
        classes::span(py, offset(range.start), offset(range.end)).map(Some)
    }

    fn __repr__(&self) -> String {
        let title = self
            .parsed
            .with_dependent(|_, parts| parts.article.title().to_string());
        match &self.path {
            Some(path) => format!("<Article {title:?} from {path:?}>"),
            None => format!("<Article {title:?}>"),
        }
    }
}
