use super::edits::Edits;
use super::error::{EditError, EditErrorKind};
use crate::envelope::{Envelope, FrontMatter, Shape, Value, escape_references, written_text};
use crate::source::{Span, Spanned};

/// A valid stamp, for which the parser gives no warnings. A new value is checked by parsing a short
/// file that contains this stamp and the value.
const STAMP: &str = "<!--1500000000000-->\n";
const TITLE: &str = "title";
const URL: &str = "https://example.org/";

/// The front matter keys that a file without a link header must have.
const REQUIRED: [&str; 2] = ["title", "from"];

impl<'a> Edits<'a> {
    /// Sets the title wherever the file has it: in the link header, in the front matter, or in both.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "<!--1618495142000-->\n[Old](https://example.org/1)\n------\n\n<p>text</p>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// edits.set_title("New [and] more")?;
    /// let edited = edits.apply();
    /// assert_eq!(Article::parse(&edited)?.title(), "New [and] more");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is an error, no edit is added.
    ///
    /// - [`LineEnd`](EditErrorKind::LineEnd) if the title contains a line end.
    /// - [`Misread`](EditErrorKind::Misread) if a parser would not read the same title back.
    /// - [`RequiredKey`](EditErrorKind::RequiredKey) if the title is empty and the file has no link
    ///   header.
    /// - [`NotAnArticle`](EditErrorKind::NotAnArticle) if the source is not an article.
    /// - The errors of [`Edits::replace`].
    pub fn set_title(&mut self, title: &str) -> Result<(), EditError> {
        let envelope = self.envelope()?;
        let mut edits = Vec::new();
        if let Some(header) = envelope.link_header() {
            let span = header.title().span();
            self.check_header(title, URL, title, span)?;
            edits.push((span, escape_references(title).into_owned()));
        }
        edits.extend(self.value_of_key(&envelope, "title", title)?);
        self.set_values(edits)
    }

    /// Sets the article's URL wherever the file has it: in the link header, in the front matter's
    /// `from`, or in both.
    ///
    /// ```
    /// use newsprint::{Article, EditErrorKind};
    ///
    /// let source = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// let error = edits.set_link("/2").unwrap_err();
    /// assert_eq!(error.kind(), &EditErrorKind::Misread);
    /// edits.set_link("https://example.org/2")?;
    /// assert!(edits.apply().starts_with("[Title](https://example.org/2)\n"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Edits::set_title`]. If the URL is not absolute or contains white space, the
    /// error is [`Misread`](EditErrorKind::Misread).
    pub fn set_link(&mut self, url: &str) -> Result<(), EditError> {
        let envelope = self.envelope()?;
        let mut edits = Vec::new();
        // The URL of a file without link header must also be valid in a link header.
        let span = envelope.link().span();
        self.check_header(TITLE, url, url, span)?;
        if envelope.link_header().is_some() {
            edits.push((span, url.to_owned()));
        }
        edits.extend(self.value_of_key(&envelope, "from", url)?);
        self.set_values(edits)
    }

    /// Sets the value of a key in the front matter. If the front matter does not contain the key,
    /// adds a line with the key at the end.
    ///
    /// The values of `title` and `author` are escaped. The value of `title` is written between
    /// double quotes, as in the archives. Other values are written verbatim, so pass lists such as
    /// `tags` with their brackets: `[ X Y ]`. If the front matter has the key more than once, the
    /// first line is edited, since parsers use the value of the first line.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/1\ntags:\n---\n\n<p>text</p>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// edits.set_front_matter("title", "A \"B\"")?;
    /// edits.set_front_matter("tags", "[ X Y ]")?;
    /// edits.set_front_matter("author", "Lin")?;
    /// assert!(edits.apply().starts_with(
    ///     "---\ntitle: \"A \\\"B\\\"\"\nfrom: https://example.org/1\ntags: [ X Y ]\nauthor: Lin\n---\n"
    /// ));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`NoFrontMatter`](EditErrorKind::NoFrontMatter) if the file has no front matter. Front
    ///   matter is not added automatically, since this would change the [`Shape`] of the file. To
    ///   add front matter to a file without a byte order mark, call
    ///   `edits.insert(0, "---\nauthor: Lin\n---\n")`.
    /// - [`InvalidKey`](EditErrorKind::InvalidKey) if the key is not valid.
    /// - [`RequiredKey`](EditErrorKind::RequiredKey) if an empty value is set for `title` or
    ///   `from`, and the file has no link header.
    /// - [`Misread`](EditErrorKind::Misread) if the value has white space at its start or end.
    /// - [`LineEnd`](EditErrorKind::LineEnd) if the value contains a line end.
    /// - [`NotAnArticle`](EditErrorKind::NotAnArticle) if the source is not an article.
    /// - The errors of [`Edits::replace`].
    pub fn set_front_matter(&mut self, key: &str, value: &str) -> Result<(), EditError> {
        let envelope = self.envelope()?;
        let front_matter = self.front_matter(&envelope)?;
        if let Some(edit) = self.value_of_key(&envelope, key, value)? {
            return self.set_values(vec![edit]);
        }
        let end = front_matter.raw().span().end;
        let at = Span::new(end, end);
        let text = self.written(key, value, at)?;
        if self.new_keys.contains(key) {
            return Err(self.error(EditErrorKind::Overlap { other: at }, at));
        }
        let first_line = self.source().get(front_matter.span().range());
        let line_end = match first_line.is_some_and(|text| text.starts_with("---\r")) {
            true => "\r\n",
            false => "\n",
        };
        self.insert(end, format!("{key}:{text}{line_end}"))?;
        self.new_keys.insert(key.to_owned());
        Ok(())
    }

    /// Removes all lines of a key from the front matter. Returns whether there was a line with this
    /// key.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "---\nauthor: Lin\ncomments: True\n---\n[T](https://example.org/)\n------\n\n";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// assert!(edits.remove_front_matter("comments")?);
    /// assert!(!edits.remove_front_matter("tags")?);
    /// assert!(edits.apply().starts_with("---\nauthor: Lin\n---\n"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`RequiredKey`](EditErrorKind::RequiredKey) if the file has no link header and the
    /// key is `title` or `from`. Other errors are [`NoFrontMatter`](EditErrorKind::NoFrontMatter),
    /// [`NotAnArticle`](EditErrorKind::NotAnArticle) and the errors of [`Edits::replace`].
    pub fn remove_front_matter(&mut self, key: &str) -> Result<bool, EditError> {
        let envelope = self.envelope()?;
        let front_matter = self.front_matter(&envelope)?;
        let lines: Vec<Span> = { front_matter.entries() }
            .map(|entry| (entry.key(), entry.value()))
            .filter(|(name, _)| **name == key)
            .map(|(name, value)| self.lines(name.span().start, value.span().end))
            .collect();
        if let Some(&first) = lines.first() {
            if REQUIRED.contains(&key) && is_bare(&envelope) {
                return Err(self.error(EditErrorKind::RequiredKey, first));
            }
        }
        let removes = !lines.is_empty();
        let deletions = lines.into_iter().map(|line| (line, String::new()));
        self.replace_all(deletions.collect())?;
        Ok(removes)
    }

    fn envelope(&self) -> Result<Envelope<'a>, EditError> {
        Envelope::parse(self.source()).map_err(|error| {
            let kind = EditErrorKind::NotAnArticle(*error.kind());
            self.error(kind, error.span())
        })
    }

    fn front_matter<'e>(
        &self,
        envelope: &'e Envelope<'a>,
    ) -> Result<&'e FrontMatter<'a>, EditError> {
        let error = || self.error(EditErrorKind::NoFrontMatter, Span::default());
        envelope.front_matter().ok_or_else(error)
    }

    /// Returns the span of a key's value and the text to write there, or `None` if the front matter does not
    /// contain the key.
    fn value_of_key(
        &self,
        envelope: &Envelope<'a>,
        key: &str,
        value: &str,
    ) -> Result<Option<(Span, String)>, EditError> {
        let front_matter = envelope.front_matter();
        let Some(old) = front_matter.and_then(|front_matter| value_of(front_matter, key)) else {
            return Ok(None);
        };
        let span = old.span();
        // In `from`, the value `""` is also empty, since a parser removes the quotes.
        let is_empty = value.is_empty() || key == "from" && matches!(value, "\"\"" | "''");
        if is_empty && REQUIRED.contains(&key) && is_bare(envelope) {
            return Err(self.error(EditErrorKind::RequiredKey, span));
        }
        let text = self.written(key, value, span)?;
        // The text to write includes a space. If the source has a space after the colon, this space is kept
        // instead.
        let before = self.source().get(..span.start as usize);
        let text = match before.is_some_and(|before| before.ends_with(':')) {
            true => text,
            false => text.strip_prefix(' ').unwrap_or(&text).to_owned(),
        };
        Ok(Some((span, text)))
    }

    /// Returns the text to write after a key and its colon: a space and the value, or `""` if the
    /// value is empty.
    fn written(&self, key: &str, value: &str, at: Span) -> Result<String, EditError> {
        self.check_line(value, at)?;
        let written = written_text(key, value);
        let text = match written.as_deref().unwrap_or(value) {
            "" => String::new(),
            text => format!(" {text}"),
        };
        let file = format!("---\n{key}:{text}\n---\n{STAMP}[{TITLE}]({URL})\n------\n\n");
        let read = Envelope::parse(&file).ok();
        let front_matter = read.as_ref().and_then(|read| read.front_matter());
        let Some(entry) = front_matter.and_then(|front_matter| value_of(front_matter, key)) else {
            return Err(self.error(EditErrorKind::InvalidKey, at));
        };
        let read = front_matter.map(|front_matter| front_matter.value(key));
        let is_read = match read {
            Some(Value::Text(Some(text))) if written.is_some() => text.value() == value,
            Some(Value::Text(None)) if written.is_some() => value.is_empty(),
            _ => *entry == value,
        };
        match is_read {
            true => Ok(text),
            false => Err(self.error(EditErrorKind::Misread, at)),
        }
    }

    /// Checks that a parser reads `title` and `url` back from a link header. `value` is the new one
    /// of these two values.
    fn check_header(&self, title: &str, url: &str, value: &str, at: Span) -> Result<(), EditError> {
        self.check_line(value, at)?;
        let written = escape_references(title);
        let file = format!("{STAMP}[{written}]({url})\n------\n\n");
        let is_read = |read: Envelope<'_>| {
            *read.title().value() == title && *read.link() == url && read.warnings().is_empty()
        };
        match Envelope::parse(&file).is_ok_and(is_read) {
            true => Ok(()),
            false => Err(self.error(EditErrorKind::Misread, at)),
        }
    }

    fn check_line(&self, value: &str, at: Span) -> Result<(), EditError> {
        match value.contains(['\n', '\r']) {
            true => Err(self.error(EditErrorKind::LineEnd, at)),
            false => Ok(()),
        }
    }

    /// Returns the span from `start` to the end of the line that contains `end`, including the LF.
    fn lines(&self, start: u32, end: u32) -> Span {
        let rest = self.source().as_bytes().get(end as usize..);
        let length = rest.and_then(|rest| memchr::memchr(b'\n', rest));
        // The line has a line end, since the line `---` follows.
        let length = length.map_or(0, |length| length as u32 + 1);
        Span::new(start, end + length)
    }
}

/// Returns whether the file has no link header. Only the front matter then contains the title and
/// the URL.
fn is_bare(envelope: &Envelope<'_>) -> bool {
    envelope.shape() == Shape::BarePost
}

/// Returns the value in the first line with this key; the value may be empty. Returns `None` if no
/// line has this key.
fn value_of<'a>(front_matter: &FrontMatter<'a>, key: &str) -> Option<Spanned<&'a str>> {
    let mut entries = front_matter.entries();
    entries
        .find(|entry| *entry.key() == key)
        .map(|entry| entry.value())
}
