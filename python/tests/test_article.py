"""One article: values, and where they are."""

import random

import newsprint_rs
import pytest
from newsprint_rs import Span, parse

CLIP = """<!--1618495142000-->
[夜间🚢渡轮首航](https://news.example.org/a/1.html)
------

<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
<img src="https://images.weserv.nl?url=img.example.org/ferry.jpg"><div><small>晨星号</small></div>\
<p>末班🚢船延至<b>凌晨&amp;两点</b>，见<a href="https://ferry.example.org/?line=N1&amp;lang=zh">𠮷船期</a>。</p>
"""
POST = """---
layout: post
title: "渡轮"
author: "林"
date: 2021-04-15
from: https://news.example.org/a/2.html
tags: [ 港口, 船 ]
categories: [ 新闻 ]
---

<p>正文</p>
"""


def test_values():
    article = parse(CLIP, path="articles/某源/7_题目.md")
    assert article.title == "夜间🚢渡轮首航"
    assert article.link == "https://news.example.org/a/1.html"
    assert (article.host, article.source) == ("news.example.org", "某源")
    assert article.path == "articles/某源/7_题目.md"
    assert article.published == "2021-04-15T13:59:02Z"
    assert (article.published_from, article.timestamp_ms) == ("stamp", 1618495142000)
    assert article.text == "晨星号\n\n末班🚢船延至凌晨&两点，见𠮷船期。"
    assert article.text is article.text
    assert article.markdown.endswith("见[𠮷船期](https://ferry.example.org/?line=N1&lang=zh)。\n")
    assert "<strong>凌晨&amp;两点</strong>" in article.html
    assert article.inner_text.startswith("Thu, 15 Apr 2021")
    assert (article.shape, article.lane) == ("clip", "fast")
    assert [block["type"] for block in article.blocks] == ["image", "paragraph"]
    assert (article.tags, article.categories, article.asides, article.warnings) == ([], [], [], [])
    assert (article.author, article.byline, article.front_matter, article.history) == (None,) * 4
    assert set(article.fingerprint) == {"link", "title", "text"}
    post = parse(POST)
    assert (post.author, post.tags, post.categories) == ("林", ["港口", "船"], ["新闻"])
    assert (post.published, post.timestamp_ms, post.path) == ("2021-04-15", None, None)
    assert post.front_matter[-1] == {"key": "categories", "value": "[ 新闻 ]"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_spans_are_in_the_text(line_end):
    raw = CLIP.replace("\n", line_end)
    article = parse(raw)

    def at(span):
        assert isinstance(span, Span)
        return raw[span.start : span.end]

    assert article.raw == raw
    assert at(article.spans["title"]) == article.title
    assert at(article.spans["link"]) == article.link
    assert at(article.spans["stamp"]) == at(article.published_span) == "<!--1618495142000-->"
    assert at(article.dateline["span"]) == article.dateline["raw"] == "Thu, 15 Apr 2021 13:23:59 GMT"
    assert at(article.lead_image["span"]) == at(article.images[0]["span"])
    assert at(article.images[0]["span"]).startswith("<img ")
    link = article.links[0]
    assert at(link["span"]).startswith("<a ") and at(link["span"]).endswith("𠮷船期</a>")
    assert at(link["href_span"]) == "https://ferry.example.org/?line=N1&amp;lang=zh"
    assert [at(span) for span in article.find("&")] == ["&amp;"]
    assert [at(span) for span in article.find("至凌晨&")] == ["至<b>凌晨&amp;"]
    assert article.find("没有") == []
    assert at(article.blocks[-1]["span"]).startswith("<p>末班")


def test_text_and_source():
    article = parse(CLIP)
    start = article.text.index("𠮷")
    span = article.source_of(start, start + 2)
    assert CLIP[slice(*span)] == "𠮷船"
    assert article.text_of(*span) == (start, start + 2)
    # The blank line is not in the file, the URL not in the text.
    blank = article.text.index("\n\n")
    assert article.source_of(blank, blank + 2) is None
    assert article.text_of(*article.links[0]["href_span"]) is None
    # Characters outside are ignored.
    assert article.source_of(0, 10**9) == article.source_of(0, len(article.text))
    assert article.text_of(0, 10**12) == (0, len(article.text))
    for start, end in [(-1, 2), (0, 2**65)]:
        with pytest.raises(OverflowError):
            article.source_of(start, end)


def spans(value):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def random_article(random):
    """Text of one to four bytes a character, references, tags and both line ends."""
    pieces = ["a", "é", "字", "🚢", "&amp;", "&#x1F6A2;", " ", "\r\n", "\n", "<b>", "</b>", "<br>", "<p>"]
    pieces += ["<a href='/字🚢'>", "</a>", "<img src=é🚢.jpg alt=字>", "<div>Tue, 14 Nov 2023 21:40:00 GMT</div>"]
    body = "".join(random.choices(pieces, k=random.randint(0, 300)))
    end = random.choice(["\n", "\r\n"])
    return f"<!--1618495142000-->{end}[题🚢é](https://example.org/🚢){end}------{end}{end}{body}"


@pytest.mark.parametrize("seed", range(200))
def test_spans_in_bytes_and_in_characters_are_the_same_places(seed):
    raw = random_article(random.Random(seed))
    data = raw.encode()
    characters, in_bytes = parse(raw), parse(data, spans="bytes")
    assert parse(data).to_dict() == characters.to_dict()
    assert in_bytes.raw == raw
    pairs = list(zip(spans(characters.to_dict()), spans(in_bytes.to_dict()), strict=True))
    assert pairs
    for span, byte_span in pairs:
        assert raw[slice(*span)].encode() == data[slice(*byte_span)]
    text = characters.text
    assert in_bytes.text == text
    for start in range(len(text)):
        end = min(len(text), start + 1 + start % 5)
        before, within = len(text[:start].encode()), len(text[start:end].encode())
        span, byte_span = characters.source_of(start, end), in_bytes.source_of(before, before + within)
        assert (span is None) == (byte_span is None)
        if span is not None:
            assert raw[slice(*span)].encode() == data[slice(*byte_span)]
            back, bytes_back = characters.text_of(*span), in_bytes.text_of(*byte_span)
            assert text[slice(*back)].encode() == text.encode()[slice(*bytes_back)]


def test_to_dict_has_the_attributes():
    article = parse(CLIP, path="a.md")
    values = article.to_dict()
    assert len(values) == 28
    for name, value in values.items():
        assert getattr(article, name) == value, name
    assert article.to_dict(["title", "text"]) == {"title": article.title, "text": article.text}
    with pytest.raises(ValueError, match="found \"colour\""):
        article.to_dict(["colour"])


def test_everything_has_a_docstring():
    for name in ("parse", "Article", "Archive", "Articles", "Rows", "ParseError", "Span", "Tally", "Reject"):
        assert getattr(newsprint_rs, name).__doc__
    for kind in (newsprint_rs.Article, newsprint_rs.Archive, newsprint_rs.Rows):
        for name, member in vars(kind).items():
            if not name.startswith("__"):
                assert member.__doc__, (kind, name)
