//! `Body::inner_text` is what a browser shows.

mod common;

use common::oracle::{self, Answered};
use newsprint::{Article, Body, Lane, ParseOptions};
use proptest::prelude::*;

fn inner_text(html: &str) -> String {
    Body::parse(html).unwrap().inner_text()
}

#[track_caller]
fn shows(html: &str, text: &str) {
    assert_eq!(inner_text(html), text, "{html}");
}

fn assert_equal_to_browser(name: &str) {
    let mut differing = Vec::new();
    for record in oracle::of_generated(name) {
        let html = record["html"].as_str().unwrap();
        if inner_text(html) != record["text"].as_str().unwrap() {
            differing.push(html.to_owned());
        }
    }
    assert_eq!(differing, [""; 0]);
}

fn assert_files_show(files: &[Answered]) {
    let mut differing = Vec::new();
    for file in files {
        let article = Article::parse(&file.source).unwrap();
        if article.body().inner_text() != file.answer["text"].as_str().unwrap() {
            differing.push(&file.file);
        }
    }
    assert_eq!(differing, [""; 0]);
}

#[test]
fn clips_show_what_a_browser_shows() {
    assert_files_show(&oracle::of_clips());
}

#[test]
#[ignore = "needs ../shared"]
fn bodies_of_real_files_show_what_a_browser_shows() {
    assert_files_show(&oracle::of_corpus());
}

#[test]
fn tame_bodies_of_all_elements_show_what_a_browser_shows() {
    assert_equal_to_browser("generated_tame");
}

#[test]
fn wild_bodies_of_all_elements_show_what_a_browser_shows() {
    assert_equal_to_browser("generated_wild");
}

#[test]
fn text_is_appended() {
    let body = Body::parse("<p>b<p>c").unwrap();
    let mut text = String::from("a");
    body.inner_text_into(&mut text);
    assert_eq!(text, "ab\n\nc");
}

#[test]
fn an_empty_body_shows_nothing() {
    shows("", "");
    shows(" \n ", "");
    shows("<p></p><div> </div>", "");
}

#[test]
fn blanks_collapse() {
    shows(" a \t\r\n b ", "a b");
    shows(
        "a long line without anything to collapse,  then a break\nin it",
        "a long line without anything to collapse, then a break in it",
    );
}

#[test]
fn blanks_collapse_across_elements() {
    shows("a <b> b </b> <i>c </i>", "a b c");
    shows("<b>a</b> <!-- --> <i> b</i>", "a b");
    shows("a<b> </b>b", "a b");
    shows("<b> </b>a", "a");
}

#[test]
fn a_line_break_between_wide_characters_is_a_space() {
    shows("中\n文", "中 文");
}

#[test]
fn a_line_break_at_a_zero_width_space_is_dropped() {
    shows("a&#x200b;\nb", "a\u{200b}b");
    shows("a\n<b>&#x200b;b</b>", "a\u{200b}b");
    shows("a&#x200b; b", "a\u{200b} b");
    shows("a<wbr>\nb", "ab");
    shows("a <wbr>\nb", "a b");
    // Only the first white space before it counts.
    shows("a <b>\n</b>&#x200b;b", "a \u{200b}b");
    shows("a\n<b> </b>&#x200b;b", "a\u{200b}b");
}

#[test]
fn a_form_feed_between_blocks_is_dropped() {
    shows("<p>a</p>\x0c<p>b</p>", "a\n\nb");
}

#[test]
fn spaces_outside_ascii_stay() {
    shows(
        "&nbsp; a&nbsp;&nbsp;b &nbsp;",
        "\u{a0} a\u{a0}\u{a0}b \u{a0}",
    );
    shows("\u{3000} a\u{3000}\u{2003}b", "\u{3000} a\u{3000}\u{2003}b");
}

#[test]
fn paragraphs_are_two_lines_apart() {
    shows("<p>a</p><p>b</p>c", "a\n\nb\n\nc");
    shows("a<p></p>b", "a\n\nb");
}

#[test]
fn other_blocks_are_one_line_apart() {
    shows(
        "<div>a</div><h1>b</h1><blockquote>c</blockquote>d",
        "a\nb\nc\nd",
    );
    shows("<div>a<div><div>b</div></div></div>", "a\nb");
    shows("a<hr>b", "a\nb");
}

#[test]
fn the_largest_number_of_line_breaks_counts() {
    shows("<div>a</div><p>b</p><div>c</div>", "a\n\nb\n\nc");
    shows("<div><p>a</p></div><div>b</div>", "a\n\nb");
}

#[test]
fn a_block_ends_its_line() {
    shows("a <div> b </div> c", "a\nb\nc");
    shows("<b>a <p> b </p> c</b>", "a\n\nb\n\nc");
}

#[test]
fn every_br_is_a_line() {
    shows("a <br> b<br><br>c", "a\nb\n\nc");
    shows("<p>a<br></p>b", "a\n\n\nb");
    shows("<br>a<br>", "\na\n");
}

#[test]
fn list_items_are_lines_without_markers() {
    shows(
        "<ul><li> a <li>b<ul><li>c</ul></ul><ol><li>d</ol>",
        "a\nb\nc\nd",
    );
    shows("<dl><dt>a<dd>b</dl>", "a\nb");
}

#[test]
fn preformatted_text_stays() {
    shows("<pre>\n a  b\n\tc \n</pre>d", " a  b\n\tc \n\nd");
    shows("<pre>a <b> b</b><br> c</pre>", "a  b\n c");
    shows("<pre> </pre>a", " \na");
}

#[test]
fn preformatted_text_ends_where_an_element_says_so() {
    shows("<pre> <nobr> a  b </nobr></pre>", "  a b");
    shows("<pre>a\n<nobr> b</nobr></pre>", "a\nb");
}

#[test]
fn cells_are_a_tab_apart_and_rows_a_line() {
    shows(
        "a<table> <tr> <td> b </td> <th>c</th> </tr> <tr><td>d</table>e",
        "a\nb\tc\nd\ne",
    );
    shows("<table><tr><td><td>a<td></table>b", "\ta\t\nb");
    shows("<table><tr><td><p>a</p><td>b</table>", "a\n\n\tb");
}

#[test]
fn rows_continue_in_the_next_group() {
    shows(
        "<table><thead><tr><td>a<tbody><tr><td>b<tbody></table>c",
        "a\nb\nc",
    );
}

#[test]
fn a_caption_is_a_block() {
    shows("a<table><caption>b</caption><tr><td>c</table>", "a\nb\nc");
}

#[test]
fn tables_nest() {
    shows(
        "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
        "a\tb\n\tc",
    );
}

#[test]
fn hidden_cells_and_rows_do_not_count() {
    shows(
        "<table><tr><td>a<td hidden>b<tr hidden><td>c</table>d",
        "a\nd",
    );
}

#[test]
fn white_space_of_a_preformatted_table_is_not_shown() {
    shows("<pre><table>\n<tr> <td> a</td> </tr>\n</table></pre>", " a");
}

#[test]
fn hidden_elements_are_left_out() {
    shows(
        "a <b hidden>b</b> c<p HIDDEN=''>d</p><p popover>e</p>",
        "a c",
    );
    shows("a<p hidden=until-found>b</p>c", "ac");
    shows("<table hidden=until-found><tr><td>a</table>", "a");
}

#[test]
fn hidden_elements_are_left_out_however_the_attribute_is_written() {
    let slow = ParseOptions::new().lane(Lane::Html5ever);
    for hidden in [
        "hidden",
        "HIDDEN=\"\"",
        "hidden='x' a=\"b\"",
        "hidden a=\"b\"",
        "a=\"b\" hidden",
        "a=\"b\"hidden=\"\"",
        "a=\"b\" /Hidden=\"\"",
        "a=\"b\"  hidden=\"\"",
        "a-b=\"c\" hidden = \"\"",
        "a=b hidden",
        "popover=\"\"",
        "a=\"b\" Popover",
    ] {
        for name in ["p", "div", "span", "a", "blockquote"] {
            let html = format!("1<{name} {hidden}>2</{name}>3");
            let shown = inner_text(&html).replace('\n', "");
            assert_eq!(shown, "13", "{html}");
            let body = Body::parse_with(&html, &slow).unwrap();
            assert_eq!(body.inner_text(), inner_text(&html), "{html}");
        }
    }
    // The name is shorter than written.
    shows("1<a\0\0\0\0\0\0 hidden>2", "1");
    shows("1<p data-hidden=\"\" hide=\"\">2</p>", "1\n\n2");
}

#[test]
fn styles_of_the_author_do_not_count() {
    shows("a<p style='display:none'>b</p>", "a\n\nb");
}

#[test]
fn elements_that_are_never_shown_are_left_out() {
    shows(
        "a<script>b</script><style>c</style><template>d</template><title>e</title>f",
        "af",
    );
    shows(
        "a<datalist><option>b</datalist><noframes>c</noframes>d",
        "ad",
    );
}

#[test]
fn without_scripting_fallbacks_are_shown() {
    shows("a <noscript><p>b</p></noscript>", "a\n\nb");
    shows("a<canvas>b</canvas>", "ab");
}

#[test]
fn white_space_around_embeds_is_kept() {
    shows("a <img src=x alt=y> b", "a  b");
    shows(
        "a <iframe>x</iframe> <video>x</video> <object>x</object> b",
        "a    b",
    );
    shows("<p>a <img></p>b", "a \n\nb");
    shows("a <audio>x</audio> b <audio controls>x</audio> c", "a b  c");
}

#[test]
fn fields_show_nothing() {
    shows(
        "a<input value=x><textarea>x</textarea><meter>x</meter><progress>x</progress>b",
        "ab",
    );
    shows("a <input type=hidden> b", "a b");
}

#[test]
fn a_button_is_one_object_on_its_line() {
    shows("a <button> b <p>c</p> </button> d", "a b\n\nc\n\n d");
}

#[test]
fn options_are_lines() {
    shows(
        "a <select> x <optgroup label=l><option> b  c </optgroup><option>d</select> e",
        "a \nb c\nd\n e",
    );
    shows("a<option>b <b>c</b></option>d", "a\nb c\nd");
    shows("a<select></select>b", "ab");
}

#[test]
fn closed_details_show_their_summary() {
    shows("a<details>b<summary> c </summary>d</details>e", "a\nc\ne");
    shows("a<details>b</details>c", "a\nc");
    shows("<details open><summary>a</summary>b</details>c", "a\nb\nc");
}

#[test]
fn a_summary_or_legend_is_separate_from_its_line() {
    shows(
        "<details open> a <summary> b </summary> c <summary>d</summary></details>",
        "a \nb\nc\nd",
    );
    shows("<fieldset> a <legend> b </legend> c</fieldset>", "a \nb\nc");
    shows("<fieldset> a <legend> b </legend> </fieldset>", "a\nb");
    shows("a <legend> b </legend> c", "a\nb\nc");
}

#[test]
fn a_dialog_is_shown_if_it_is_open() {
    shows("a <dialog>b</dialog> c", "a c");
    shows("a <dialog open> b </dialog> c", "a \nb\nc");
}

#[test]
fn floating_elements_do_not_interrupt_the_line() {
    shows("a <img align=left> b", "a \nb");
    shows("a <img align=Right><br>b", "a\n\nb");
    shows("a <img align=left><hr>b", "a\nb");
    shows("a <img align=left> <q></q>", "a ");
    shows("a <table align=left><tr><td>b</table> c", "a \nb\nc");
    shows("a <img align=middle> b", "a  b");
}

#[test]
fn rubies_show_bases_and_texts() {
    shows("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢kan");
}

#[test]
fn blocks_in_a_ruby_are_parts_of_its_line() {
    shows("<ruby>a<div> b </div>c <li> d </li></ruby>", "abc d");
    shows("<ruby>a<p>b</p></ruby>", "a\n\nb");
}

#[test]
fn quotation_marks_are_not_text_but_keep_white_space() {
    shows("a <q> b </q> c", "a  b  c");
}

#[test]
fn svg_shows_its_texts() {
    shows(
        "a<svg>x<title>x</title><text> b <tspan>c</tspan></text><g><text>d</text></g></svg>e",
        "a\nb c\nd\ne",
    );
    shows(
        "<svg><foreignObject><p>a</p></foreignObject></svg>b",
        "a\n\nb",
    );
    shows("a <svg></svg> b", "a  b");
    shows(
        "<svg><switch><text>a</text><text>b</text></switch></svg>",
        "a",
    );
    shows("<svg><text display=inline>a</text></svg>", "a");
    shows("<svg><text display=none>a</text></svg>", "");
    shows("<svg><tspan><text>a</text></tspan></svg>", "");
}

#[test]
fn mathml_shows_its_tokens() {
    shows(
        "a<math>x<mi>sin</mi><mo>=</mo><mn>1</mn></math>b",
        "a\nsin\n=\n1\nb",
    );
    shows("<math><mi>x</mi><mi>h</mi><mi>α</mi></math>", "𝑥\nℎ\n𝛼");
    shows(
        "<math><semantics><mi>xy</mi><annotation>z</annotation></semantics></math>",
        "xy",
    );
    shows(
        "<math><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr></mtable></math>",
        "1\t2",
    );
    shows(
        "<math><mi>ab</mi><mphantom><mi>cd</mi></mphantom></math>",
        "ab",
    );
    shows("<math><mspace><mi>ab</mi></mspace></math>", "");
}

#[test]
fn a_letter_of_mathml_that_is_alone_is_italic() {
    // The ends of each range in the table of italic letters in MathML Core.
    let letters = "ABYZabgiyzıȷΑΒΡΣΩϴ∇αβρςσω∂ϵϑϰϕϱϖ";
    let italic = "𝐴𝐵𝑌𝑍𝑎𝑏𝑔𝑖𝑦𝑧𝚤𝚥𝛢𝛣𝛲𝛴𝛺𝛳𝛻𝛼𝛽𝜌𝜍𝜎𝜔𝜕𝜖𝜗𝜘𝜙𝜚𝜛";
    assert_eq!(letters.chars().count(), italic.chars().count());
    for (letter, italic) in letters.chars().zip(italic.chars()) {
        let math = format!("<math><mi>{letter}</mi></math>");
        shows(&math, &italic.to_string());
    }
    // U+03A2 is not assigned, and is between two letters that are in the table.
    for other in ["1", "中", "é", "ab", "\u{3a2}", "я"] {
        shows(&format!("<math><mi>{other}</mi></math>"), other);
    }
}

#[test]
fn white_space_of_a_cell_in_pre_collapses_only_with_nowrap() {
    shows("<pre><table><td align=left>a  b</table></pre>", "a  b");
    shows("<pre><table><td nowrap>a  b</table></pre>", "a b");
}

#[test]
fn text_moved_out_of_a_table_is_shown_at_its_place_in_the_tree() {
    shows("<table>a<tr><td>b</table>c", "a\nb\nc");
}

#[test]
fn deep_nesting_is_no_recursion() {
    let depth = 1_500;
    let (open, close) = ("<div>b".repeat(depth), "</div>".repeat(depth));
    let html = format!("{open}a{close}");
    let body = Body::parse_with(&html, &ParseOptions::trusted()).unwrap();
    assert_eq!(body.inner_text(), "b\n".repeat(depth - 1) + "ba");
}

/// Markup and text that affect the layout of text.
const PIECES: &[&str] = &[
    "a",
    "中",
    " ",
    "  ",
    "\n",
    "\t",
    "&nbsp;",
    "&#x200b;",
    "&#12;",
    "<br>",
    "<wbr>",
    "<img>",
    "<img align=left>",
    "<hr>",
    "<input>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<q>",
    "</q>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<caption>",
    "<tbody>",
    "</table>",
    "<details>",
    "<details open>",
    "<summary>",
    "</summary>",
    "</details>",
    "<fieldset>",
    "<legend>",
    "</fieldset>",
    "<dialog open>",
    "</dialog>",
    "<select>",
    "<option>",
    "<optgroup>",
    "</select>",
    "<svg>",
    "<text>",
    "<switch>",
    "<foreignObject>",
    "</svg>",
    "<math>",
    "<mi>",
    "<semantics>",
    "<mtd>",
    "</math>",
    "<p hidden>",
    "<p hidden=until-found>",
    "<template>",
    "</template>",
    "<!-- -->",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_has_a_text(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let html = pieces.concat();
        let body = Body::parse(&html).unwrap();
        let text = body.inner_text();
        // Only text of the body is shown.
        let all: Vec<char> = body.text().chars().collect();
        prop_assert!(text.matches('中').count() <= all.iter().filter(|&&c| c == '中').count());
        prop_assert!(!text.contains('<'));
    }

    #[test]
    fn any_text_shows_its_words(text in "[a-z中 \n\t&&[^<]]{0,200}") {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        prop_assert_eq!(inner_text(&text), words.join(" "));
    }
}

#[test]
fn white_space_before_a_float_is_kept_if_the_line_goes_on() {
    for (after, kept) in [
        ("", false),
        (" ", false),
        ("<b></b>", false),
        ("<br>b", false),
        ("<p>b</p>", false),
        ("b", true),
        ("<b>b</b>", true),
        ("<b></b><i>b</i>", true),
        ("<b><img></b>", true),
    ] {
        let text = inner_text(&format!("a <table align=left><tr><td>1</table>{after}"));
        assert_eq!(text.starts_with("a "), kept, "{after} {text:?}");
    }
}
