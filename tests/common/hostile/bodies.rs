//! Families of bodies for which building the tree is expensive.

use super::{Family, count, families, many, numbered};

/// Returns all families of this file.
pub fn all() -> impl Iterator<Item = &'static Family> {
    [
        NESTED, FORMATTING, TABLES, ATTRIBUTES, TEXT, RAW, FOREIGN, DEEP, FLAT,
    ]
    .into_iter()
    .flatten()
}

/// Nested elements that are never closed.
pub const NESTED: &[Family] = families! {
    "div nested": |n| many("<div>", n),
    "lists nested": |n| many("<ul><li>", n),
    "dl nested": |n| many("<dl><dd>", n),
    "span nested": |n| many("<span>", n),
    "unknown nested": |n| many("<x>", n),
    "option div nested": |n| many("<option><div>", n),
    "object b nested": |n| many("<object><b>", n),
    "marquee nested": |n| many("<marquee>", n),
    "button": |n| many("<button>", n),
    "form": |n| many("<form>", n),
    "form div": |n| many("<form><div></form>", n),
    "headings nested": |n| many("<h1>", n),
    "ruby nested": |n| many("<ruby><rt>", n),
    "template nested": |n| many("<template>", n),
    "template tr nested": |n| many("<template><tr>", n),
    "details nested": |n| many("<details><summary>", n),
};

/// Formatting elements. The parser keeps them in a list, reopens them and moves them.
pub const FORMATTING: &[Family] = families! {
    "b nested": |n| many("<b>", n),
    "b nested, no two alike": |n| numbered(n, |i| format!("<b id={i}>")),
    "b nested, then more": |n| {
        count(500, |i| format!("<b id={i}>")) + "</x>" + &numbered(n, |i| format!("<b id=x{i}></b>"))
    },
    "b nested, then more alike": |n| {
        count(500, |i| format!("<b id={i}>")) + "</x>" + &many("<b id=x></b>", n)
    },
    "14 kinds nested": |n| {
        let kinds = [
            "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
        ];
        count(500, |i| format!("<{} id={i}>", kinds[i % kinds.len()]))
            + "</x>"
            + &numbered(n, |i| format!("<i id=x{i}></i><u></u>"))
    },
    "made anew, 4,000 kept": |n| format!("<p>{}{}", numbered(n / 2, |i| format!("<b id={i}>")), many("<p>x", n / 2)),
    "made anew, 450 kept": |n| format!("<p>{}{}", count(450, |i| format!("<b id={i}>")), many("<p>x", n)),
    "made anew, 60 kept": |n| format!("<p>{}{}", count(60, |i| format!("<b id={i}>")), many("<p>x", n)),
    "made anew, 3 kept": |n| format!("<p>{}{}", count(3, |i| format!("<b id={i}>")), many("<p>x", n)),
    "made anew, 36 kept without attributes": |n| {
        let kinds = "<b><big><code><em><font><i><s><small><strike><strong><tt><u>";
        format!("<p>{}{}", kinds.repeat(3), many("<p>x", n))
    },
    "a huge, made anew": |n| format!("<p><a href=\"{}\">{}", many("/x", n / 2), many("<p>123456", n / 2)),
    "b huge, made anew": |n| format!("<p><b title='{}'>{}", many("\"", n / 2), many("<p>123456", n / 2)),
    "a of 1,000 bytes, made anew": |n| format!("<p><a href=/{}>{}", "x".repeat(1000), many("<p>123456", n)),
    "250 on font, made anew": |n| format!("<p><font {}>{}", count(250, |i| format!("a{i} ")), many("<p>123456", n)),
    "b huge, moved inwards": |n| {
        format!("<b title=\"{}\">{}{}", many("x", n / 2), "<div>".repeat(400), many("</b>", n / 2))
    },
    "a huge, p misnested": |n| format!("<a href=\"{}\">{}", many("x", n / 2), many("<p>123</a>456</p>", n / 2)),
    "made anew in cells": |n| format!("<table><td>{}{}", count(60, |i| format!("<b id={i}>")), many("<p>x", n)),
    "p in b": |n| format!("<b>{}", many("<p>x", n)),
    "a unclosed": |n| many("<a>", n),
    "a href unclosed": |n| numbered(n, |i| format!("<a href={i}>x")),
    "b i misnested": |n| many("<b><i></b></i>", n),
    "b p misnested": |n| many("<b><p></b></p>", n),
    "b p nested": |n| many("<b><p>", n),
    "a div misnested": |n| many("<a><div></a>", n),
    "a p nested": |n| many("<a><p>", n),
    "nobr": |n| many("<nobr>", n),
    "b div nested, closed": |n| "<b><div>".repeat(200) + &many("</b>", n),
    "many moved": |n| format!("<b><div>{}{}", many("<br>", n / 2), many("</b><b>", n / 2)),
    "many moved again": |n| {
        format!("<b><i><u><div>{}</b></i></u>{}", many("<br>", n / 2), many("<b></div></b>", n / 2))
    },
    "moved in layers": |n| count(20, |_| format!("<b><div>{}", many("<br>", n / 20))) + &"</b>".repeat(50),
    "p moved": |n| many("<b><p>x</b>y</p>", n),
    "i 200, b p closed": |n| "<i>".repeat(200) + &many("<b><p></b>", n),
    "font in svg": |n| format!("<svg>{}", many("<font color=red>", n)),
    "marker": |n| many("<object><b></object>", n),
    "marker kept": |n| "<b>".repeat(100) + &many("<applet><i></applet>x", n),
};

/// Tables. Contents that are not allowed in a table are moved before the table (foster parenting).
pub const TABLES: &[Family] = families! {
    "table nested": |n| many("<table>", n),
    "table td nested": |n| many("<table><td>", n),
    "table div nested": |n| many("<table><div>", n),
    "tables with text": |n| many("<table>x", n),
    "table, text out": |n| format!("<table>{}", many("x<b>y</b>", n)),
    "table, p out": |n| format!("<table>{}", many("<p>x", n)),
    "table, a out": |n| format!("<table>{}", many("<a>x", n)),
    "table, br out": |n| format!("<table>{}", many("<br>", n)),
    "table, NUL": |n| format!("<table>{}", many("\0", n)),
    "table, blanks and NUL": |n| format!("<table>{}", many(" \0\r\n&amp;", n)),
    "table, references": |n| format!("<table>{}", many("&amp;&nbsp;", n)),
    "table, blanks": |n| format!("<table>{}", many(" &#32;\r", n)),
    "tr td": |n| format!("<table>{}", many("<tr><td>", n)),
    "tbody": |n| format!("<table>{}", many("<tbody>", n)),
    "col": |n| format!("<table>{}", many("<col>", n)),
    "caption": |n| format!("<table>{}", many("<caption>x", n)),
    "table, hidden input": |n| format!("<table>{}", many("<input type=hidden>", n)),
    "table, form": |n| format!("<table>{}", many("<form></form>", n)),
    "table, template": |n| format!("<table>{}", many("<template></template>", n)),
    "table, style": |n| format!("<table>{}", many("<style></style>", n)),
    "table ended in cells": |n| many("<table><td></table>", n),
};

/// Many attributes, long attributes and attributes without an end.
pub const ATTRIBUTES: &[Family] = families! {
    "one tag": |n| format!("<a {}>", numbered(n, |i| format!("a{i} "))),
    "one tag, alike": |n| format!("<a {}>", many("a ", n)),
    "one div": |n| format!("<div {}></p>", numbered(n, |i| format!("a{i} "))),
    "250 on b, alike": |n| many(&format!("<b {}></b>", count(250, |i| format!("a{i} "))), n),
    "250 on b": |n| numbered(n, |j| format!("<b {}>x</b>", count(250, |i| format!("a{i}={j} ")))),
    "250 on div": |n| many(&format!("</x><div {}></div>", count(250, |i| format!("a{i} "))), n),
    "250 on a, href last": |n| many(&format!("<a {}href=x></a>", count(249, |i| format!("a{i} "))), n),
    "250 on input": |n| many(&format!("<input {}>", count(250, |i| format!("a{i} "))), n),
    "250 alike": |n| many(&format!("<p {}>", "a ".repeat(250)), n),
    "250 on an end tag": |n| many(&format!("<i></i {}>", count(250, |i| format!("a{i} "))), n),
    "body's": |n| many("<body a=b>", n),
    "html's": |n| many("<html a=b>", n),
    "value open": |n| format!("<a b=\"{}", many("x", n)),
    "values open": |n| many("<a b=\"", n),
    "values open, two quotes": |n| many("<a b='\"", n),
    "values with >": |n| many("<a b='>", n),
    "value huge": |n| format!("<a b=\"{}\">", many("&amp;", n)),
    "href huge": |n| format!("<a href=\"{}\">x</a>", many("/%41&#x4e2d;", n)),
    "values with CR": |n| many("<a b='\r\n\r'>", n),
    "slashes": |n| format!("<a {}>", many("/", n)),
    "equals": |n| format!("<a {}>", many("=", n)),
    "blanks": |n| format!("<a {}>", many("\r\n ", n)),
    "name huge": |n| format!("<a {}>", many("x", n)),
    "tag name huge": |n| format!("<{0}></{0}>", many("x", n / 2)),
};

/// Text, character references, comments and line ends.
pub const TEXT: &[Family] = families! {
    "<": |n| many("<", n),
    "< and x": |n| many("<3", n),
    "</": |n| many("</", n),
    "&": |n| many("&", n),
    "&#": |n| many("&#", n),
    "&#x": |n| many("&#x", n),
    "a reference huge": |n| format!("&{}", many("a", n)),
    "a number huge": |n| format!("&#{}", many("9", n)),
    "a hexadecimal number huge": |n| format!("&#x{};", many("F", n)),
    "references": |n| many("&amp;", n),
    "no tags, long": |n| many("<00000000&amp;", n),
    "references cut": |n| many("&noti", n),
    "references longest": |n| many("&CounterClockwiseContourIntegral", n),
    "references of two": |n| many("&NotEqualTilde;", n),
    "references and text": |n| many("a&nbsp;", n),
    "comment open": |n| format!("<!--{}", many("-", n)),
    "comment of dashes": |n| format!("<!--{}-->", many("- -", n)),
    "comment of ends": |n| format!("<!--{}", many("--!-", n)),
    "comments": |n| many("<!---->", n),
    "comments open": |n| many("<!--", n),
    "comments with CR": |n| many("<!--\r\0-->", n),
    "bogus": |n| many("<?>", n),
    "bogus open": |n| many("<!", n),
    "doctypes": |n| many("<!doctype>", n),
    "doctypes open": |n| many("<!doctype", n),
    "empty ends": |n| many("</>", n),
    "NUL": |n| many("\0", n),
    "NUL in svg": |n| format!("<svg>{}", many("\0", n)),
    "CR LF": |n| many("\r\n", n),
    "CR": |n| many("\r", n),
    "CR LF and text": |n| many("\rx\n", n),
    "text": |n| many("中文", n),
    "blanks only": |n| many(" \n\t", n),
    "quotes": |n| many("\"'>", n),
};

/// Raw text, as in `<script>`, which ends only at the end tag of its element.
pub const RAW: &[Family] = families! {
    "script in comment": |n| format!("<script>{}", many("<!--<script>", n)),
    "scripts": |n| many("<script>", n),
    "scripts ended": |n| many("<script></script>", n),
    "scripts hidden": |n| many("<script><!--<script></script>", n),
    "scripts, comments open": |n| many("<script><!--", n),
    "script dashes": |n| format!("<script><!--{}", many("-", n)),
    "textarea": |n| many("<textarea></textarea", n),
    "textareas": |n| many("<textarea>\n</textarea>", n),
    "titles": |n| many("<title>", n),
    "style </": |n| format!("<style>{}", many("</", n)),
    "style </style": |n| format!("<style>{}", many("</style", n)),
    "styles open": |n| many("<style></style ", n),
    "plaintext": |n| format!("<plaintext>{}", many("<", n)),
    "CDATA open": |n| format!("<svg>{}", many("<![CDATA[", n)),
    "CDATA": |n| format!("<svg>{}", many("<![CDATA[]]>", n)),
    "CDATA x": |n| format!("<svg>{}", many("<![CDATA[x]]>", n)),
    "CDATA of brackets": |n| format!("<svg><![CDATA[{}", many("]]", n)),
    "iframes open": |n| many("<iframe>", n),
    "noscripts": |n| many("<noscript>", n),
};

/// SVG and MathML.
pub const FOREIGN: &[Family] = families! {
    "svg nested": |n| many("<svg>", n),
    "svg g nested": |n| format!("<svg>{}", many("<g>", n)),
    "svg foreignObject": |n| many("<svg><foreignObject>", n),
    "svg left": |n| many("<svg><g><p>", n),
    "svg left by 500": |n| many(&format!("<svg>{}<p></p>", "<g>".repeat(400)), n),
    "math nested": |n| many("<math>", n),
    "math mi nested": |n| many("<math><mi>", n),
    "math annotation": |n| many("<math><annotation-xml encoding=text/html>", n),
    "svg names in capitals": |n| format!("<svg>{}", many("<fOREIGNoBJECT></FOREIGNOBJECT>", n)),
    "svg, ends of other case": |n| format!("<svg>{}{}", "<linearGradient>".repeat(300), many("</lineargradienT>", n)),
    "svg br": |n| format!("<svg>{}", many("<br>", n)),
    "svg self-closing": |n| format!("<svg>{}", many("<g/>", n)),
};

/// The same markup repeated in hundreds of nested elements.
pub const DEEP: &[Family] = families! {
    "in 500: p": |n| "<div>".repeat(500) + &many("<p>", n),
    "in 500: /p": |n| "<div>".repeat(490) + &many("</p>", n),
    "in 500: /x": |n| "<x>".repeat(500) + &many("</x>", n),
    "in 500: /y": |n| "<div>".repeat(500) + &many("</y>", n),
    "in 500: /div /y": |n| "<y></y>".to_string() + &"<div>".repeat(500) + &many("</y>", n),
    "in 500: b": |n| "<div>".repeat(490) + "</x>" + &many("<b></b>", n),
    "in 500: li": |n| "<div>".repeat(490) + "</x>" + &many("<li></li>", n),
    "in 500: li in span": |n| "<ul>".to_string() + &"<span>".repeat(490) + &many("<li>", n),
    "in 500: dd": |n| "<span>".repeat(490) + &many("<dd></dd>", n),
    "in 500: a": |n| "<div>".repeat(490) + &many("<a>", n),
    "in 500: /b": |n| "<span>".repeat(490) + &many("</b>", n),
    "in 500: /i": |n| "<b>".repeat(500) + &many("</i>", n),
    "in 500: /h1": |n| "<span>".repeat(490) + &many("</h1>", n),
    "in 500: /form": |n| "<form>".to_string() + &"<span>".repeat(490) + &many("</form>", n),
    "in 500: form": |n| "<span>".repeat(490) + &many("<form></form>", n),
    "in 500: table": |n| "<div>".repeat(480) + &many("<table>x</table>", n),
    "in 500: tr": |n| "<table><td>".to_string() + &"<span>".repeat(490) + &many("</tr>", n),
    "in 500: /table": |n| "<div>".repeat(490) + &many("</table>", n),
    "in 500: button": |n| "<span>".repeat(490) + &many("<button></button>", n),
    "in 500: select": |n| "<span>".repeat(490) + &many("<select></select>", n),
    "in 500: option": |n| "<select>".to_string() + &"<div>".repeat(480) + &many("<option>", n),
    "in 500: svg": |n| "<span>".repeat(490) + &many("<svg></svg>", n),
    "in 500: svg /x": |n| "<svg>".to_string() + &"<g>".repeat(500) + &many("</x>", n),
    "in 500: svg /p": |n| "<svg>".to_string() + &"<g>".repeat(500) + &many("</p>", n),
    "in 500: svg x /x": |n| "<svg>".to_string() + &"<g>".repeat(500) + &many("<x></x>", n),
    "in 500: svg /svg": |n| "<svg>".to_string() + &"<g>".repeat(500) + "<x>" + &many("</y>", n),
    "in 500: math mi": |n| "<math>".to_string() + &"<mrow>".repeat(490) + &many("<mi>x</mi></y>", n),
    "in 500: hr": |n| "<span>".repeat(490) + &many("<hr>", n),
    "in 500: template": |n| "<span>".repeat(490) + &many("<template></template>", n),
    "in 500: rt": |n| "<ruby>".to_string() + &"<span>".repeat(490) + &many("<rt></rt>", n),
    "in 500: text": |n| "<span>".repeat(490) + &many("x<br>", n),
    "in 500: body": |n| "<span>".repeat(490) + &many("<body>", n),
    "in 500: /body": |n| "<span>".repeat(490) + &many("</body>", n),
    "in 500: frameset": |n| "<span>".repeat(490) + &many("<frameset>", n),
};

/// Millions of siblings, end tags and names.
pub const FLAT: &[Family] = families! {
    "/p": |n| many("</p>", n),
    "/br": |n| many("</br>", n),
    "/x": |n| many("</x>", n),
    "br": |n| many("<br>", n),
    "p": |n| many("<p></p>", n),
    "p open": |n| many("<p>", n),
    "a and br": |n| many("a<br>", n),
    "names": |n| numbered(n, |i| format!("<x{i}></x{i}>")),
    "names open": |n| numbered(n, |i| format!("<x{i}>")),
    "15 names": |n| numbered(n, |i| format!("<x{0}></x{0}>", i % 15)),
    "ends nothing opened": |n| many("x</y>", n),
    "select": |n| many("<select>", n),
    "options": |n| format!("<select>{}", many("<option>x", n)),
    "optgroups": |n| format!("<select>{}", many("<optgroup><option>", n)),
    "templates": |n| many("<template></template>", n),
    "templates with text": |n| many("<template>x</template>", n),
    "dd dt": |n| many("<dd><dt>", n),
    "rt rp": |n| format!("<ruby>{}", many("<rt>x<rp>", n)),
    "frameset": |n| many("<frameset>", n),
    "pre": |n| many("<pre>\n", n),
    "pre and line ends": |n| many("<pre>\n\n</pre>", n),
    "images": |n| many("<image>", n),
    "inputs": |n| many("<input>", n),
};
