//! Families of files whose envelope is expensive to read.

use super::{Family, families, many, numbered};

pub const FAMILIES: &[Family] = families! {
    "title of [": |n| clip(&many("[", n)),
    "title of ]": |n| clip(&many("]", n)),
    "title of ](": |n| clip(&many("](", n)),
    "title of ](x": |n| clip(&many("](x", n)),
    "title of ](x://": |n| clip(&many("](x://", n)),
    "title of addresses": |n| clip(&many("](https://e.org/)", n)),
    "title of blanks": |n| clip(&many(" \t", n)),
    "title of CR": |n| clip(&many("\r", n)),
    "title without end": |n| format!("<!--1-->\n{}", many("[", n)),
    "title without address": |n| format!("<!--1-->\n[{})\n------\n\n", many("](", n)),
    "scheme without end": |n| format!("<!--1-->\n[t]({})\n------\n\n", many("](a", n)),
    "address of )": |n| format!("<!--1-->\n[t](https://e.org/{})\n------\n\n", many(")", n)),
    "address of blanks": |n| format!("<!--1-->\n[t](https://e.org/{})\n------\n\n", many(" ", n)),
    "stamp of digits": |n| format!("<!--{}-->\n[t](https://e.org/)\n------\n\n", many("9", n)),
    "stamp of zeros": |n| format!("<!--{}1-->\n[t](https://e.org/)\n------\n\n", many("0", n)),
    "stamp without end": |n| format!("<!--{}", many("9", n)),
    "stamp of dashes": |n| format!("<!--{}-->", many("-", n)),
    "stamps": |n| many("<!--1-->\n", n),
    "separator of dashes": |n| format!("[t](https://e.org/)\n{}\n\n", many("-", n)),
    "separators": |n| format!("[t](https://e.org/)\n{}", many("---\n", n)),
    "date line huge": |n| format!("[t](https://e.org/)\n------\n日期：{}\n\n", many("Thu, ", n)),
    "date line of comments": |n| format!("[t](https://e.org/)\n------\n日期：{}\n\n", many("(", n)),
    "blank lines": |n| many("\n", n),
    "blank lines, CR LF": |n| many(" \r\n", n),
    "blank lines after front matter": |n| post("", &many("\n", n)),
    "byte order marks": |n| many("\u{feff}", n),
    "a million keys": |n| post(&numbered(n, |i| format!("k{i}: v\n")), ""),
    "a million keys alike": |n| post(&many("title: v\n", n), ""),
    "lines that are no keys": |n| post(&many("x\n", n), ""),
    "lines of blanks": |n| post(&many(" \n", n), ""),
    "lines of ---": |n| many("---\n", n),
    "lines of ---x": |n| format!("---\n{}", many("---x\n", n)),
    "lines of --- and blanks": |n| format!("---\n{}", many(" ---\n", n)),
    "front matter without end": |n| format!("---\n{}", many("a: b\n", n)),
    "front matter, CR LF": |n| post(&many("a: b\r\n", n), ""),
    "front matter of one line": |n| post(&format!("a: {}\n", many("x", n)), ""),
    "front matter, title of \\\"": |n| post(&format!("title: \"{}\"\n", many("\\\"", n)), ""),
    "front matter, title of \\": |n| post(&format!("title: \"{}\"\n", many("\\", n)), ""),
    "front matter, title of \"": |n| post(&format!("title: {}\n", many("\"", n)), ""),
    "front matter, tags": |n| post(&format!("tags: [{}]\n", many(" a", n)), ""),
    "front matter, tags alike": |n| post(&many("tags: [ a ]\n", n), ""),
    "front matter, brackets": |n| post(&format!("tags: {}\n", many("[", n)), ""),
    "front matter, date of digits": |n| post(&format!("date: {}\n", many("2021-", n)), ""),
    "front matter, key huge": |n| post(&format!("{}: x\n", many("k", n)), ""),
    "front matter, colons": |n| post(&format!("k{}\n", many(":", n)), ""),
    "joined": |n| many("<!--1-->\n[t](https://e.org/)\n------\n\n<p>x</p>\n", n),
    "joined, dated": |n| many("[t](https://e.org/)\n------\n", n),
    "stamps in the body": |n| clip("t") + &many("\n<!--1-->\n", n),
    "headers cut in the body": |n| clip("t") + &many("\n<!--1-->\n[", n),
    "long headers in the body": |n| clip("t") + &many("\n<!--1-->\n[](", n),
    "titles in the body": |n| clip("t") + "\n<!--1-->\n[" + &many("](x://", n),
};

fn clip(title: &str) -> String {
    format!("<!--1618495142000-->\n[{title}](https://example.org/)\n------\n\n<p>x</p>")
}

fn post(lines: &str, after: &str) -> String {
    format!(
        "---\nlayout: post\n{lines}from: https://example.org/\ntitle: \"t\"\n---\n{after}\n<!--1-->\n[t](https://e.org/)\n------\n\n<div>\nx\n</div>\n"
    )
}
