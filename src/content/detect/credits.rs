//! Reads the names of people and their roles in a line such as `记者：…  责编：…`.

/// The roles that people have in bylines, such as `记者` (reporter). If several roles match, the
/// first in this list is used. In a byline, a role is followed by a colon, a slash, white space or
/// the name.
const ROLES: [&str; 49] = [
    "责任编辑",
    "責任編輯",
    "特约撰稿",
    "特約撰稿",
    "特约记者",
    "特約記者",
    "实习编译",
    "综合报道",
    "綜合報導",
    "编辑",
    "編輯",
    "责编",
    "責編",
    "网编",
    "網編",
    "记者",
    "記者",
    "作者",
    "编译",
    "編譯",
    "审校",
    "審校",
    "译者",
    "譯者",
    "翻译",
    "翻譯",
    "核稿",
    "校对",
    "校對",
    "撰文",
    "撰稿",
    "整理",
    "发稿",
    "發稿",
    "摄影",
    "攝影",
    "采写",
    "採寫",
    "采访",
    "採訪",
    "监制",
    "編審",
    "编审",
    "主编",
    "讲者",
    "講者",
    "文",
    "By",
    "BY",
];

/// The roles of photographers. If a line has only these roles, it is the credit of a picture, not a
/// byline.
const PHOTOGRAPHERS: [&str; 2] = ["摄影", "攝影"];

/// Returns whether one of the [`ROLES`] starts with the character `c`.
fn starts_role(c: char) -> bool {
    matches!(
        c,
        '责' | '責'
            | '特'
            | '综'
            | '綜'
            | '编'
            | '編'
            | '网'
            | '網'
            | '记'
            | '記'
            | '作'
            | '审'
            | '審'
            | '译'
            | '譯'
            | '翻'
            | '核'
            | '校'
            | '撰'
            | '整'
            | '发'
            | '發'
            | '摄'
            | '攝'
            | '采'
            | '採'
            | '监'
            | '主'
            | '讲'
            | '講'
            | '实'
            | '文'
            | 'B'
    )
}

/// The characters that may be between a role and a name.
const MARKS: [char; 12] = [
    '：', ':', '／', '/', '｜', '|', '丨', '∣', '︱', ' ', '\u{a0}', '\u{3000}',
];

/// Chinese words for "reports". In a byline, such a word may follow a name and a place:
/// `某甲华盛顿报道`.
const REPORTED: [&str; 5] = ["报道", "报导", "報導", "報道", "电"];
/// Places that may be between a name and a word in [`REPORTED`] without white space, such as
/// `华盛顿` in `某甲华盛顿报道`.
const PLACES: [&str; 16] = [
    "华盛顿",
    "華盛頓",
    "台北",
    "巴黎",
    "香港",
    "伦敦",
    "倫敦",
    "纽约",
    "紐約",
    "东京",
    "東京",
    "北京",
    "上海",
    "柏林",
    "旧金山",
    "洛杉矶",
];

/// The maximum number of people that are read from a byline.
const MAX_NAMES: usize = 40;

/// A person that a byline names, and the person's role.
///
/// ```
/// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>记者：某甲</p>";
/// let content = newsprint::Article::parse(source)?.content();
/// let people = content.byline().unwrap().contributors();
/// assert_eq!((people[0].name(), people[0].role()), ("某甲", Some("记者")));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Contributor<'b> {
    name: &'b str,
    role: Option<&'b str>,
}

impl<'b> Contributor<'b> {
    /// Returns the name as written.
    pub fn name(self) -> &'b str {
        self.name
    }

    /// Returns the role as written, such as `记者` or `译者`, or `None` if the byline gives no role.
    pub fn role(self) -> Option<&'b str> {
        self.role
    }
}

/// Returns the people that a byline names, in order, up to [`MAX_NAMES`]. A person with two roles is returned
/// once for each role.
pub(super) fn contributors(byline: &str) -> Vec<Contributor<'_>> {
    let mut people: Vec<Contributor<'_>> = Vec::new();
    // Remove the agencies in brackets after the names.
    let byline = match is_signature(bare(byline)) {
        true => at_bracket(byline).0,
        false => byline,
    };
    for (role, names) in parts(byline) {
        for name in names_in(names) {
            let person = Contributor { name, role };
            if people.len() < MAX_NAMES && !people.contains(&person) {
                people.push(person);
            }
        }
    }
    people
}

/// Returns whether a text is a byline, which has one of two forms. In the first form, it starts
/// with a role, perhaps after the name of a news agency, and names people. In the second form, it
/// consists of names without roles (see [`is_signature`]).
pub(super) fn is_byline(text: &str) -> bool {
    let text = bare(text);
    if is_signature(text) {
        return true;
    }
    if is_prose(text) {
        return false;
    }
    let mut with_roles = parts(text).filter(|(role, _)| role.is_some());
    let Some((role, names)) = with_roles.next() else {
        return false;
    };
    // A colon after a word that is not a role means a list of facts, such as the data of a book.
    let has_colon = |names: &str| {
        names
            .trim_start_matches([':', '：', ' '])
            .contains([':', '：'])
    };
    // If all roles are those of photographers, the line is the credit of a picture.
    let mut roles = parts(text).filter_map(|(role, _)| role);
    if parts(text).any(|(_, names)| has_colon(names))
        || roles.all(|role| PHOTOGRAPHERS.contains(&role))
    {
        return false;
    }
    let start = role.and_then(|role| text.find(role)).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let is_agency = before.chars().count() <= 12 && !before.contains([' ', '\u{a0}', '：', ':']);
    let is_marked = names.starts_with(MARKS);
    let named = contributors(text);
    let are_short = named.iter().all(|person| is_short(person.name));
    // `By the sea` is not a byline.
    let is_lower = |name: &str| name.starts_with(char::is_lowercase);
    if role == Some("By") && named.iter().any(|person| is_lower(person.name)) {
        return false;
    }
    is_agency && !named.is_empty() && are_short && (is_marked || with_roles.next().is_some())
}

/// Returns whether a text contains punctuation that a byline cannot contain, such as `。`.
pub(super) fn is_prose(text: &str) -> bool {
    // Commas may be between agencies in brackets after the names, but not between names.
    let is_in_names = |comma: usize| {
        let before = text.get(..comma).unwrap_or_default();
        let (names, _) = at_bracket(before.trim_start());
        names.is_empty() || names.len() == before.trim_start().len()
    };
    let starts = memchr::memchr3_iter(0xe2, 0xe3, 0xef, text.as_bytes());
    let mut rests = starts.filter_map(|at| text.get(at..));
    text.find('，').is_some_and(is_in_names) || rests.any(|rest| rest.starts_with(PROSE))
}

/// Punctuation that a byline cannot contain. In UTF-8, each of these characters starts with the
/// byte E2, E3 or EF. Common Han characters start with other bytes.
const PROSE: [char; 5] = ['。', '！', '？', '“', '「'];

/// Returns whether a text consists of Chinese names without roles. Names are separated by slashes,
/// as in `某甲/某乙`. News agencies in brackets may follow the names. After a single name, the
/// brackets are required, as in `某甲（某社）`.
fn is_signature(text: &str) -> bool {
    let (names, after) = at_bracket(text);
    let close = [')', '）'];
    let first_close = after.find(close).and_then(|close| after.get(close..));
    let is_ended = after.is_empty() || first_close.is_some_and(|rest| rest.chars().count() == 1);
    let has_agency =
        || after.contains(['社', '台']) || after.contains("综合") || after.contains("綜合");
    let slash = ['/', '／'];
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_of_names = |c: char| is_han(c) || slash.contains(&c) || c.is_whitespace();
    let is_name = |name: &str| {
        let name = name.trim();
        let letters = name.chars().count();
        (2..=4).contains(&letters) && name.chars().all(is_han) && !PLACES.contains(&name)
    };
    let names = names.trim().trim_end_matches(slash);
    is_ended
        && names.chars().all(is_of_names)
        && (names.contains(slash) || has_agency())
        && names.split(slash).all(is_name)
}

/// Splits a text before its first opening bracket. Without a bracket, the second part is empty.
fn at_bracket(text: &str) -> (&str, &str) {
    let mut starts = memchr::memchr2_iter(b'(', 0xef, text.as_bytes());
    let is_bracket = |at: &usize| {
        text.get(*at..)
            .is_some_and(|rest| rest.starts_with(['(', '（']))
    };
    let start = starts.find(is_bracket).unwrap_or(text.len());
    text.split_at_checked(start).unwrap_or((text, ""))
}

/// Returns whether a text is short enough for a name.
fn is_short(name: &str) -> bool {
    match name.is_ascii() {
        true => name.len() <= 40,
        false => name.chars().count() <= 16,
    }
}

/// Removes the white space around a text. Also removes one pair of brackets if it encloses the
/// whole text.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix(['（', '(']);
    let inner = inner.and_then(|inner| inner.strip_suffix(['）', ')']));
    inner
        .filter(|inner| !inner.contains(['（', '(']))
        .unwrap_or(text)
        .trim()
}

/// Splits a byline at each role of a person, such as `记者` (reporter). Returns pairs. The first pair
/// is `None` and the text before the first role. Each other pair is a role and the text between
/// this role and the next one.
fn parts(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let mut rest = Some((None, bare(text)));
    std::iter::from_fn(move || {
        let (role, text) = rest.take()?;
        let Some((at, next)) = first_role(text) else {
            return Some((role, text));
        };
        let (names, after) = text.split_at_checked(at)?;
        rest = Some((Some(next), after.strip_prefix(next)?));
        // If the text before the first role does not end with a separator, it is the name of an
        // agency. The pair then contains an empty text instead.
        Some((
            role,
            if role.is_none() && !is_separated(names) {
                ""
            } else {
                names
            },
        ))
    })
}

/// Returns whether `names`, the text before a role, ends with white space or another separator.
/// Returns `false` if `names` ends with the name of a news agency and white space.
fn is_separated(names: &str) -> bool {
    names.ends_with(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))
        && !names
            .trim_end()
            .ends_with(['台', '社', '网', '網', '报', '報'])
}

/// Returns the first role in a text and the byte offset of this role, or `None` if the text
/// contains no role.
fn first_role(text: &str) -> Option<(usize, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_start = || at == 0 || before.is_whitespace() || SEPARATORS.contains(&before);
        let is_agency = || matches!(before, '台' | '社' | '网' | '網' | '报' | '報');
        // This check is fast, and false for most characters.
        if starts_role(c) && (is_start() || is_agency()) {
            let rest = text.get(at..)?;
            let role = ROLES.iter().find(|role| rest.starts_with(**role));
            // A short role may also be the start of a name or a sentence, so a separator must follow it.
            let counts = |role: &&&str| {
                let after = rest.get(role.len()..).unwrap_or_default();
                let is_long = !role.is_ascii() && role.chars().count() > 1;
                is_long || after.starts_with(MARKS)
            };
            if let Some(role) = role.filter(counts) {
                return Some((at, rest.get(..role.len())?));
            }
        }
        before = c;
    }
    None
}

/// The characters that separate names. White space also separates Chinese names.
const SEPARATORS: [char; 19] = [
    ',', '，', '、', '/', '／', ';', '；', '&', '＆', '|', '｜', '丨', '∣', '︱', '：', ':', '\n',
    '（', '(',
];

/// Returns the names in `text`, which is a part of a byline without roles.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(SEPARATORS);
    let pieces = pieces.flat_map(|piece| {
        let is_latin = piece.chars().all(|c| c < '\u{1100}');
        // A name of two characters may have white space between the characters.
        let mut words = piece.split_whitespace();
        let is_one = piece.chars().filter(|c| !c.is_whitespace()).count() == 2
            && words.all(|word| word.chars().count() == 1);
        let gap = move |c: char| c.is_whitespace() && !is_latin && !is_one;
        piece.split(gap)
    });
    let pieces = pieces.map(|piece| {
        let piece = piece.trim().trim_end_matches(['）', ')', '。', '.']);
        without_place(piece.strip_prefix("by ").unwrap_or(piece))
    });
    pieces.filter(|name| is_name(name))
}

/// Removes words such as `华盛顿报道` (reports from Washington) from the end of a name.
fn without_place(name: &str) -> &str {
    let Some(name) = REPORTED
        .iter()
        .find_map(|reported| name.strip_suffix(reported))
    else {
        return name;
    };
    PLACES
        .iter()
        .find_map(|place| name.strip_suffix(place))
        .unwrap_or(name)
}

fn is_name(name: &str) -> bool {
    let is_agency = |name: &str| {
        let name = name.trim_end_matches('等');
        name.ends_with(['社', '台', '网', '網', '报', '報']) || name.ends_with("综合")
    };
    let is_placeholder = matches!(
        name,
        "" | "null" | "undefined" | "摘编" | "摘編" | "综合" | "綜合"
    );
    !is_placeholder
        && !is_agency(name)
        && !name.contains(['@', '<'])
        && name.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_its_start() {
        assert!(ROLES.iter().all(|role| role.starts_with(starts_role)));
    }

    #[test]
    fn each_mark_of_prose_is_found() {
        assert!(PROSE.iter().all(|mark| is_prose(&format!("文{mark}"))));
    }

    fn read(byline: &str) -> Vec<String> {
        let people = contributors(byline);
        let shown = people.iter().map(|person| match person.role {
            Some(role) => format!("{role} {}", person.name),
            None => person.name.to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn people_and_their_roles() {
        for (byline, expected) in [
            ("某甲, A. B. CHAN", "某甲|A. B. CHAN"),
            ("A. CHAN,A. CHAN", "A. CHAN"),
            ("编译 某甲/某乙；审校 某丙", "编译 某甲|编译 某乙|审校 某丙"),
            (
                "记者：某甲  责编：某乙 某丙\u{a0} 网编：某丁",
                "记者 某甲|责编 某乙|责编 某丙|网编 某丁",
            ),
            (
                "某某电台记者某甲华盛顿报道   责编：某乙",
                "记者 某甲|责编 某乙",
            ),
            (
                "某某电台记者 某甲  台北报导 责编 某乙",
                "记者 某甲|责编 某乙",
            ),
            ("译者/某甲", "译者 某甲"),
            ("（译者：某甲/核稿：某乙）", "译者 某甲|核稿 某乙"),
            ("null 某甲（综合报道）", "某甲"),
            ("某甲/某乙/某丙 (某社)", "某甲|某乙|某丙"),
            ("某甲/某乙(某社等)", "某甲|某乙"),
            ("某甲／某乙/(某社、某广联)", "某甲|某乙"),
            ("采写︱某甲", "采写 某甲"),
            ("作者：某 甲", "作者 某 甲"),
            ("某甲/某乙（某社、某日报）", "某甲|某乙"),
            ("讲者︱某甲；整理︱某乙", "讲者 某甲|整理 某乙"),
        ] {
            assert_eq!(read(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn bylines() {
        for text in [
            "记者：某甲  责编：某乙  网编：某丙",
            "编译 某甲；审校 某乙",
            "某某电台记者某甲华盛顿报道  责编：某乙  网编：某丙",
            "译者/某甲",
            "某甲/某乙 （某社）",
            "（译者：某甲）",
            "（实习编译：某甲/核稿：某乙）",
            "某甲／某乙/(某社，某某社)",
            "某甲（据某社等）",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "记者在码头看到，船已经开走。",
            "某地夜航（某社某港1日电）船开了。（译者：某甲）",
            "作者说船已经开走",
            "末班船延至两点",
            "（某社）",
            "翻译：船开走了。",
            "作者：某甲译者：某乙出版社：某社",
            "By the sea",
            "某甲（某城）",
            "某甲/某乙（某社）说船已经开走",
            "某甲/某乙，以及某丙",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
