//! Checks that values are read as they were written.

use newsprint::chrono::DateTime;
use newsprint::{Article, BuildErrorKind, ClipBuilder, FrontMatterBuilder, Names, Spanned};

/// The values from which a file is built.
#[derive(Debug, Clone, Default)]
pub struct Values<'v> {
    pub title: &'v str,
    pub link: &'v str,
    pub body: &'v str,
    /// The time stamp in milliseconds, or `None` for the stamp `NaN`.
    pub stamp: Option<i64>,
    pub front_matter: Option<FrontMatter<'v>>,
}

/// The values of the front matter. A title or link that is `None` is copied from the header.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter<'v> {
    pub author: &'v str,
    pub layout: Option<&'v str>,
    pub title: Option<&'v str>,
    pub from: Option<&'v str>,
    /// The date in milliseconds since 1970.
    pub date: Option<i64>,
    pub tags: Vec<&'v str>,
    pub categories: Vec<&'v str>,
    pub comments: Option<bool>,
    /// A key for which the builder has no setter, and its value.
    pub other: Option<(&'v str, &'v str)>,
}

/// Builds a file from the values and parses it. Returns whether the file could be built.
///
/// # Panics
///
/// If the parsed file has other values, or if the builder refuses the values without a specific
/// reason.
pub fn check(values: &Values<'_>) -> bool {
    let file = match builder(values).build() {
        Ok(file) => file,
        Err(error) => {
            assert_ne!(error.kind(), BuildErrorKind::Misread, "{error}");
            return false;
        }
    };
    let article = match Article::parse(&file) {
        Ok(article) => article,
        // The builder does not check the body.
        Err(error) => {
            assert!(
                error.span().start >= file.len() as u32 - values.body.len() as u32 - 9,
                "{error} in {file:?}"
            );
            return true;
        }
    };
    assert_eq!(article.to_string(), file);
    assert_eq!(article.title(), values.title, "{file:?}");
    assert_eq!(article.link(), values.link, "{file:?}");
    let envelope = article.envelope();
    let stamp = envelope.stamp().expect("a stamp");
    assert_eq!(stamp.millis(), values.stamp, "{file:?}");
    let read = envelope.front_matter();
    assert_eq!(read.is_some(), values.front_matter.is_some(), "{file:?}");
    let (Some(read), Some(written)) = (read, &values.front_matter) else {
        assert_eq!(envelope.body_source(), format!("{}\n", values.body));
        return true;
    };
    let body = format!("<div>\n{}\n</div>\n", values.body);
    assert_eq!(envelope.body_source(), body);
    let title = written.title.unwrap_or(values.title);
    let read_title = read.title().map(|title| title.into_value());
    assert_eq!(read_title.unwrap_or_default(), title);
    let from = written.from.unwrap_or(values.link);
    assert_eq!(of(read.from()), from);
    assert_eq!(of(read.author()), written.author);
    let layout = written.layout.unwrap_or("post");
    assert_eq!(of(read.layout()), layout);
    if let Some(date) = written.date.and_then(DateTime::from_timestamp_millis) {
        let read = read.date().and_then(|date| date.to_utc());
        assert_eq!(read, Some(date), "{file:?}");
    }
    if let Some((key, value)) = written.other {
        assert_eq!(of(read.get(key)), value, "{file:?}");
    }
    assert!(are(read.tags(), &written.tags), "{file:?}");
    assert!(are(read.categories(), &written.categories), "{file:?}");
    true
}

fn builder(values: &Values<'_>) -> ClipBuilder {
    let builder = ClipBuilder::new(values.title, values.link).body(values.body);
    let builder = match values.stamp {
        Some(millis) => builder.stamp_millis(millis),
        None => builder.nan_stamp(),
    };
    let Some(written) = &values.front_matter else {
        return builder;
    };
    let mut front_matter = FrontMatterBuilder::new(written.author)
        .tags(written.tags.iter().copied())
        .categories(written.categories.iter().copied());
    if let Some(layout) = written.layout {
        front_matter = front_matter.layout(layout);
    }
    if let Some(title) = written.title {
        front_matter = front_matter.title(title);
    }
    if let Some(from) = written.from {
        front_matter = front_matter.from(from);
    }
    if let Some(date) = written.date.and_then(DateTime::from_timestamp_millis) {
        front_matter = front_matter.date(date);
    }
    if let Some(comments) = written.comments {
        front_matter = front_matter.comments(comments);
    }
    if let Some((key, value)) = written.other {
        front_matter = front_matter.set(key, value);
    }
    builder.front_matter(front_matter)
}

/// Returns a value as text, or an empty string if it is `None`.
fn of<T: std::fmt::Display>(value: Option<Spanned<T>>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn are(read: Names<'_>, written: &[&str]) -> bool {
    read.map(|name| *name.value()).eq(written.iter().copied())
}
