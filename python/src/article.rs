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
/// `source` is the file: a str, or bytes in UTF-8. `path` is its path in an archive, which may contain the
/// name of the source. `spans` is the unit of all offsets: "characters" of the text as in Python, or "bytes"
/// of UTF-8.
///
/// Further options: `strict=True` makes warnings errors; `max_len`, `max_depth`, `max_nodes`, `max_attributes`,
/// `max_formatting`, `max_repeated`, `max_steps` and `max_names` set limits, whose defaults no real article
/// reaches.
///
/// Takes O(n) time and memory. The GIL is released.
///
/// Raises ParseError, a ValueError, if the file is not an article, is not UTF-8 or exceeds a limit;
/// UnicodeEncodeError, also a ValueError, if a str contains a lone surrogate; TypeError if it is neither str
/// nor bytes.
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
/// Attributes are computed on each access, in O(n) of the file, except `text`, which is cached. They have the
/// names and values of the columns of `newsprint convert`. Parts of the file have their position in it,
/// `span`: see `parse` for its unit.
#[pyclass(frozen, module = "newsprint_rs")]
pub struct Article {
    parsed: Parsed,
    path: Option<String>,
    version: Option<Version>,
    unit: Unit,
    /// The offsets of the source.
    offsets: OnceLock<Offsets>,
    text: PyOnceLock<Py<PyString>>,
    mapped: OnceLock<Mapped>,
}

/// The text with its spans in the source.
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

    /// Sets the version of the file, in a history.
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

    /// Returns a span of the source in the unit of this article.
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

    /// Calls `with` with the source, and its offsets in characters if spans are in characters.
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
    /// The path in the archive, with `/` between folders, or None if it was not given.
    #[getter]
    fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The whole file, as a str, which spans in characters index.
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

    /// The host of the URL; None if it has none.
    #[getter]
    fn host<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Host)
    }

    /// The name of the source, if the path has it.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Source)
    }

    /// The layout of the file: "clip", "post", "bare_post" or "dated_clip".
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Shape)
    }

    /// When the article was published, as precise as in the file: "2021-04-15T13:59:02Z", "2021-04-15T13:59:02" if
    /// the offset from UTC is unknown, or "2021-04-15". `datetime.datetime.fromisoformat` reads all of these.
    #[getter]
    fn published<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Published)
    }

    /// The origin of that date: "stamp", "date_line", "front_matter" or "dateline".
    #[getter]
    fn published_from<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::PublishedFrom)
    }

    /// The position of that date in the file.
    #[getter]
    fn published_span<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let published = self
            .parsed
            .with_dependent(|_, parts| parts.article.published());
        published
            .map(|published| self.span(py, published.span()))
            .transpose()
    }

    /// That date in milliseconds since 1970; None if its offset from UTC is unknown.
    #[getter]
    fn timestamp_ms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::TimestampMs)
    }

    /// The publisher's own date: "raw", "date" as in `published`, "span".
    #[getter]
    fn dateline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Dateline)
    }

    /// The line in the body that names the authors: "raw", "names", "span".
    #[getter]
    fn byline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Byline)
    }

    /// The author of the front matter, or the names of the byline.
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

    /// The text of the article, without title, dateline, byline and asides.
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

    /// The content as HTML that is safe to show.
    #[getter]
    fn html<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Html)
    }

    /// The first image before the second paragraph: "src", "original_src", "caption", "credit", "span".
    #[getter]
    fn lead_image<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::LeadImage)
    }

    /// All images, in document order: "src", "original_src", "alt", "caption", "in_aside", "span".
    #[getter]
    fn images<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Images)
    }

    /// All links, in document order: "href", "text", "in_aside", "span", "href_span".
    #[getter]
    fn links<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Links)
    }

    /// The blocks of the article, each a dict whose other keys depend on "type". `newsprint::_json` lists
    /// them.
    #[getter]
    fn blocks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Blocks)
    }

    /// The parts of the body that are not part of the article: "kind", "text", "span".
    #[getter]
    fn asides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Asides)
    }

    /// The non-fatal problems in the file: "kind", "message", "span".
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Warnings)
    }

    /// The parser that read the body: "fast" or "html5ever". Both build the same tree.
    #[getter]
    fn lane<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Lane)
    }

    /// The positions of the parts of the file: "front_matter", "stamp", "title", "link", "separator",
    /// "date_line", "body".
    #[getter]
    fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Spans)
    }

    /// The lines of the front matter, as written: "key", "value". None without front matter.
    #[getter]
    fn front_matter<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::FrontMatter)
    }

    /// The hashes for finding duplicates, in hexadecimal: "link", "title", "text".
    #[getter]
    fn fingerprint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::Fingerprint)
    }

    /// The version of the file, if the archive is read with its history: "path", "first", "last", "in_head",
    /// "commit".
    #[getter]
    fn history<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.value(py, Value::History)
    }

    /// Returns the attributes as a dict. `columns` are names of attributes that are also columns of
    /// `newsprint convert`; default: all of them.
    ///
    /// Raises ValueError if a name is not the name of a column.
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

    /// Returns the position in the file of each occurrence of a phrase in `text`. It is found across tags,
    /// character references and white space. Takes O(n) time.
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

    /// Returns the position in the file of the characters `start` to `end` of `text`: a `Span`, or None if
    /// none of them is from the file. If spans are in bytes, start and end are in bytes of UTF-8, too. Takes
    /// O(log n) time, after the first call.
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

    /// Returns the characters of `text` that are from `start` to `end` of the file: a `Span`, or None if
    /// there are none. The inverse of `source_of`.
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
            // A file is shorter than 4 GiB.
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
