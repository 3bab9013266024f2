use chrono::NaiveDate;

/// The parts of an article's path. In archives, the names of the folders and of the file contain
/// the article's source, date, identifier and title.
///
/// | path | parts |
/// |---|---|
/// | `articles/SOURCE/ID_TITLE.md` | source, id, title |
/// | `articles/ID_TITLE.md` | id, title |
/// | `_posts/DATE-TITLE.md` | date, title |
/// | `archived/DATE/DATE-TITLE.md` | date, title |
///
/// A path may start with other folders, such as `news` in `news/articles/rfi/4711.md`. These
/// folders are ignored.
///
/// ```
/// use newsprint::PathParts;
///
/// let parts = PathParts::of("news/articles/rfi/4711_夜间渡轮.md");
/// assert_eq!((parts.source(), parts.id(), parts.title()), (Some("rfi"), Some("4711"), "夜间渡轮"));
/// let parts = PathParts::of("_posts/2023-11-14-夜间渡轮.md");
/// assert_eq!(parts.date().unwrap().to_string(), "2023-11-14");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PathParts<'a> {
    source: Option<&'a str>,
    date: Option<NaiveDate>,
    id: Option<&'a str>,
    title: &'a str,
}

impl<'a> PathParts<'a> {
    /// Returns the parts of `path`, in which `/` separates folders.
    pub fn of(path: &'a str) -> Self {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let mut title = stem;
        let mut date = None;
        let mut id = None;
        if let Some((day, rest)) = leading_date(stem) {
            date = Some(day);
            title = rest;
        } else if let Some((number, rest)) = leading_id(stem) {
            id = Some(number);
            title = rest;
        }
        let date = date.or_else(|| {
            let folder = folder_below(folders, "archived")?;
            Some(leading_date(folder)?.0)
        });
        PathParts {
            source: folder_below(folders, "articles"),
            date,
            id,
            title,
        }
    }

    /// Returns the name of the source: the folder below `articles`, or `None` if the file is not in such a
    /// folder.
    ///
    /// ```
    /// use newsprint::PathParts;
    ///
    /// assert_eq!(PathParts::of("news/articles/rfi/4711.md").source(), Some("rfi"));
    /// assert_eq!(PathParts::of("_posts/2023-11-14-夜间渡轮.md").source(), None);
    /// ```
    pub fn source(&self) -> Option<&'a str> {
        self.source
    }

    /// Returns the date at the start of the file's name. If the name has no date, returns the date
    /// in the name of the folder below `archived`. Returns `None` if neither name has a date.
    ///
    /// ```
    /// use newsprint::PathParts;
    ///
    /// let date = |path| PathParts::of(path).date().map(|date| date.to_string());
    /// assert_eq!(date("archived/2021-04-15/2021-04-15-夜间渡轮.md").as_deref(), Some("2021-04-15"));
    /// assert_eq!(date("articles/rfi/4711_夜间渡轮.md"), None);
    /// ```
    pub fn date(&self) -> Option<NaiveDate> {
        self.date
    }

    /// Returns the identifier that the source gave the article, or `None` if the file's name does
    /// not contain an identifier. If the name is a number, the identifier is the whole name.
    /// Otherwise, the identifier is the part of the name before the first `_`. This part must
    /// consist of ASCII letters, digits and `-`, and contain at least one digit.
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// Returns the title: the file's name without date, identifier and `.md`. The archive may have
    /// shortened the title.
    pub fn title(&self) -> &'a str {
        self.title
    }
}

/// Returns whether a file is in a folder where articles are expected, such as `_posts`, or in a subfolder of
/// such a folder.
#[cfg(feature = "archive")]
pub(crate) fn is_among_articles(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let mut folders = folders.split('/');
    folders.any(|folder| matches!(folder, "articles" | "_posts" | "archived"))
}

/// Returns the name of the folder directly below the first folder `name` in a path, or `None` if
/// there is no such folder.
fn folder_below<'a>(folders: &'a str, name: &str) -> Option<&'a str> {
    let mut folders = folders.split('/').skip_while(|folder| *folder != name);
    folders.nth(1)
}

/// Returns the date `YYYY-MM-DD` at the start of `name`, and the text after the date and a `-`.
/// Returns `None` if `name` does not have this form.
fn leading_date(name: &str) -> Option<(NaiveDate, &str)> {
    let (date, rest) = name.split_at_checked("YYYY-MM-DD".len())?;
    let is_written_so = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let date = is_written_so.then(|| date.parse().ok()).flatten()?;
    let rest = if rest.is_empty() {
        rest
    } else {
        rest.strip_prefix('-')?
    };
    Some((date, rest))
}

/// Returns the identifier at the start of `name`, and the text after the identifier and `_`. Returns `None`
/// if there is no identifier. See [`PathParts::id`].
fn leading_id(name: &str) -> Option<(&str, &str)> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((name, ""));
    }
    let (id, rest) = name.split_once('_')?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_id = id.bytes().all(is_plain) && id.bytes().any(|byte| byte.is_ascii_digit());
    is_id.then_some((id, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(path: &str) -> (Option<&str>, Option<String>, Option<&str>, &str) {
        let parts = PathParts::of(path);
        let date = parts.date().map(|date| date.to_string());
        (parts.source(), date, parts.id(), parts.title())
    }

    #[test]
    fn the_layouts_in_use() {
        let day = || Some("2024-10-09".to_owned());
        assert_eq!(
            parts("archived/2024-10-09/2024-10-09-标题_1.md"),
            (None, day(), None, "标题_1")
        );
        assert_eq!(
            parts("teahouse/_posts/2024-10-09-标题.md"),
            (None, day(), None, "标题")
        );
        assert_eq!(
            parts("cdt/articles/400772_【标题】.md"),
            (None, None, Some("400772"), "【标题】")
        );
        assert_eq!(
            parts("news/articles/某源/a1b2-3_标_题.md"),
            (Some("某源"), None, Some("a1b2-3"), "标_题")
        );
        assert_eq!(
            parts("1618495142000.md"),
            (None, None, Some("1618495142000"), "")
        );
    }

    #[test]
    fn paths_that_only_look_like_a_layout() {
        assert_eq!(parts(""), (None, None, None, ""));
        assert_eq!(parts("articles"), (None, None, None, "articles"));
        assert_eq!(parts("archived/2024-13-09/a.md"), (None, None, None, "a"));
        assert_eq!(
            parts("_posts/2024-02-30-标题.md"),
            (None, None, None, "2024-02-30-标题")
        );
        assert_eq!(parts("+024-02-03.md"), (None, None, None, "+024-02-03"));
        assert_eq!(parts("我的_文章.md"), (None, None, None, "我的_文章"));
        assert_eq!(parts("my_article.md"), (None, None, None, "my_article"));
        assert_eq!(
            parts("2024-10-09.md"),
            (None, Some("2024-10-09".to_owned()), None, "")
        );
    }
}
