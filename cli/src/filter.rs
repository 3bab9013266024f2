//! The filters that select the articles of a source.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;
use globset::{GlobBuilder, GlobMatcher};
use newsprint::archive::{ArchiveError, ArchivedArticle};
use newsprint::chrono::{Days, Months, NaiveDate};
use newsprint::{Article, Content, ContentOptions, ParseOptions, Parser};

use crate::status::Result;

thread_local! {
    static PARSER: RefCell<Parser> = const { RefCell::new(Parser::new(ParseOptions::new())) };
}

/// The filters that the user has set.
#[derive(Args, Default)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// Only articles published on this day or later: 2021, 2021-04 or 2021-04-15
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    pub since: Option<NaiveDate>,
    /// Only articles published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    pub until: Option<NaiveDate>,
    /// Only articles of this host and its subdomains; may be repeated
    #[arg(long, value_parser = host)]
    pub host: Vec<String>,
    /// Only articles whose author or byline contains this name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// Only files whose path matches this pattern (without `/`, it matches the file name); may be
    /// repeated
    #[arg(long, value_parser = glob)]
    pub glob: Vec<Glob>,
    /// Only the files that FILE lists, one path per line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
}

/// The filters, and the paths that were read from the file of `--files-from`.
pub struct Filter<'f> {
    filters: &'f Filters,
    files: Option<HashSet<String>>,
}

impl Filters {
    /// Reads the list of paths for `--files-from`, if the option is set. A path in the list may
    /// start with the path of the source, because `find` prints such paths.
    pub fn ready(&self, source: &OsStr) -> Result<Filter<'_>> {
        let list = self.list(source == "-")?;
        Ok(self.filter(list.as_deref(), source))
    }

    /// Like [`ready`](Filters::ready), but for several sources. The list is read only once, since it may be a pipe.
    pub fn ready_all(&self, sources: &[OsString]) -> Result<Vec<Filter<'_>>> {
        let list = self.list(sources.iter().any(|source| source == "-"))?;
        let filters = sources
            .iter()
            .map(|source| self.filter(list.as_deref(), source));
        Ok(filters.collect())
    }

    fn list(&self, is_stdin_taken: bool) -> Result<Option<String>> {
        let Some(name) = &self.files_from else {
            return Ok(None);
        };
        let is_stdin = name.as_os_str() == "-";
        if is_stdin && is_stdin_taken {
            return Err("expected SOURCE or --files-from on standard input, found both".into());
        }
        let list = match is_stdin {
            true => io::read_to_string(io::stdin()),
            false => fs::read_to_string(name),
        };
        let list = list.map_err(|error| format!("--files-from {}: {error}", name.display()))?;
        Ok(Some(list))
    }

    fn filter(&self, list: Option<&str>, source: &OsStr) -> Filter<'_> {
        Filter {
            filters: self,
            files: list.map(|list| files(list, &source.to_string_lossy())),
        }
    }
}

impl Filter<'_> {
    /// Returns whether any filter is set.
    pub fn is_set(&self) -> bool {
        let Filters {
            since,
            until,
            host,
            author,
            glob,
            files_from,
        } = self.filters;
        let has_lists = !(host.is_empty() && author.is_empty() && glob.is_empty());
        has_lists || since.is_some() || until.is_some() || files_from.is_some()
    }

    /// Reads a file. If the filters accept its article, calls `make` with the article. Returns the
    /// number of bytes that were read, and the result of `make` (`None` if `make` was not called).
    pub fn read<T>(
        &self,
        item: Result<ArchivedArticle, ArchiveError>,
        options: &ContentOptions,
        make: impl FnOnce(&ArchivedArticle, &Article<'_>, &Content<'_>) -> T,
    ) -> (u64, Result<Option<T>, ArchiveError>) {
        if !self.wants_file(&item) {
            return (0, Ok(None));
        }
        let archived = match item {
            Ok(archived) => archived,
            Err(error) => return (0, Err(error)),
        };
        let parsed = PARSER.with_borrow_mut(|parser| archived.article_with(parser));
        let made = parsed.map(|article| {
            let made = self.make(&article, options, |content| {
                make(&archived, &article, content)
            });
            PARSER.with_borrow_mut(|parser| parser.recycle(article));
            made
        });
        (archived.source().len() as u64, made)
    }

    fn make<T>(
        &self,
        article: &Article<'_>,
        options: &ContentOptions,
        make: impl FnOnce(&Content<'_>) -> T,
    ) -> Option<T> {
        // The date is checked first, since the date of most articles is found without extracting
        // the content.
        if !self.wants_header(article) {
            return None;
        }
        let content = article.content_with(options);
        let is_wanted = self.wants_author(article, &content);
        is_wanted.then(|| make(&content))
    }

    /// Returns whether the filters accept the file's path.
    pub fn wants_file(&self, item: &Result<ArchivedArticle, ArchiveError>) -> bool {
        match item {
            Ok(archived) => self.wants_path(archived.path()),
            Err(error) => self.wants_path(error.path()),
        }
    }

    fn wants_path(&self, path: &str) -> bool {
        let globs = &self.filters.glob;
        let is_listed = self.files.as_ref().is_none_or(|files| files.contains(path));
        is_listed && (globs.is_empty() || globs.iter().any(|glob| glob.matches(path)))
    }

    /// Returns whether the filters accept the article's date, host and author. The path is not checked.
    pub fn wants(&self, article: &Article<'_>) -> bool {
        let has_author = !self.filters.author.is_empty();
        self.wants_header(article)
            && (!has_author || self.wants_author(article, &article.content()))
    }

    /// Returns whether the filters accept the article's date and host.
    pub fn wants_header(&self, article: &Article<'_>) -> bool {
        self.wants_date(article) && self.wants_host(article.link())
    }

    fn wants_date(&self, article: &Article<'_>) -> bool {
        let (since, until) = (self.filters.since, self.filters.until);
        if since.is_none() && until.is_none() {
            return true;
        }
        article.published().is_some_and(|published| {
            let day = published.date().day();
            since.is_none_or(|since| since <= day) && until.is_none_or(|until| day <= until)
        })
    }

    fn wants_host(&self, link: &str) -> bool {
        let hosts = &self.filters.host;
        if hosts.is_empty() {
            return true;
        }
        let host = newsprint::host(link)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_of = |wanted: &String| {
            let above = host.strip_suffix(wanted.as_str());
            above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        };
        hosts.iter().any(is_of)
    }

    /// Returns whether the filters accept the article's author or byline.
    pub fn wants_author(&self, article: &Article<'_>, content: &Content<'_>) -> bool {
        let authors = &self.filters.author;
        if authors.is_empty() {
            return true;
        }
        let front_matter = article.envelope().front_matter();
        let author = front_matter.and_then(|front_matter| front_matter.author());
        let author = author.map(|author| author.to_lowercase());
        let byline = content.byline().map(|byline| byline.raw().to_lowercase());
        let is_in = |text: &Option<String>, name: &str| {
            text.as_ref().is_some_and(|text| text.contains(name))
        };
        authors.iter().any(|name| {
            let name = name.to_lowercase();
            is_in(&author, &name) || is_in(&byline, &name)
        })
    }
}

/// A pattern of `--glob`.
#[derive(Debug, Clone)]
pub struct Glob {
    matcher: GlobMatcher,
    is_name: bool,
}

impl Glob {
    fn matches(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.matcher
            .is_match(if self.is_name { name } else { path })
    }
}

/// Parses a pattern of `--glob`. A pattern without `/` is compared with the name of a file. Any
/// other pattern is compared with the path of a file.
pub fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let mut builder = GlobBuilder::new(pattern);
    let matcher = builder.literal_separator(true).build()?.compile_matcher();
    let is_name = !pattern.contains('/');
    Ok(Glob { matcher, is_name })
}

/// Parses a host of `--host`, and returns it in lower case. A leading dot is removed, since
/// subdomains are accepted anyway.
pub fn host(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix('.').unwrap_or(text);
    match host.is_empty() || host.contains(['/', '*', '@']) {
        true => Err("expected a host such as example.org"),
        false => Ok(host.to_ascii_lowercase()),
    }
}

/// Returns the first day of a period: a year (`2021`), a month (`2021-04`) or a day (`2021-04-15`).
pub fn first_day(text: &str) -> Result<NaiveDate, String> {
    Ok(period(text)?.0)
}

/// Returns the last day of a period: a year, a month or a day.
pub fn last_day(text: &str) -> Result<NaiveDate, String> {
    Ok(period(text)?.1)
}

/// Returns the first and the last day of a period: a year, a month or a day.
fn period(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let (padded, months) = match text.len() {
        4 => (format!("{text}-01-01"), 12),
        7 => (format!("{text}-01"), 1),
        _ => (text.to_owned(), 0),
    };
    let first = NaiveDate::parse_from_str(&padded, "%Y-%m-%d")
        .map_err(|_| "expected a date such as 2021, 2021-04 or 2021-04-15".to_owned())?;
    let next = match months {
        0 => return Ok((first, first)),
        months => first.checked_add_months(Months::new(months)),
    };
    let last = next.and_then(|next| next.checked_sub_days(Days::new(1)));
    Ok((first, last.unwrap_or(NaiveDate::MAX)))
}

fn files(list: &str, source: &str) -> HashSet<String> {
    let source = source.trim_end_matches('/');
    let path = |line: &str| {
        let below = line
            .strip_prefix(source)
            .and_then(|path| path.strip_prefix('/'));
        let path = below.or_else(|| line.strip_prefix("./")).unwrap_or(line);
        path.to_owned()
    };
    list.lines().map(path).collect()
}
