"""What is no article, or no text, is an error of Python, never an abort."""

import pickle

import newsprint_rs
import pytest
from newsprint_rs import ParseError, parse

HEAD = "[题目🚢](https://example.org/1)\n------\n\n"


def test_the_error_says_what_and_where():
    with pytest.raises(ParseError) as info:
        parse("<!--1618495142000-->\n[题🚢](https://example.org/)\n==\n\n<p>text</p>")
    error = info.value
    assert isinstance(error, ValueError)
    assert error.kind == "missing_separator"
    assert error.message == "expected a separator of at least three `-`"
    assert (error.line, error.column) == (3, 1)
    assert error.span == (48, 50)
    assert error.help == "write in the line after the link header: ------"
    assert str(error).startswith(f"{error.message} at line 3, column 1; ")
    same = pickle.loads(pickle.dumps(error))
    assert (str(same), same.kind, same.span) == (str(error), error.kind, error.span)


def test_spans_of_errors():
    source = "<!--1618495142000-->\n[题🚢](https://example.org/)\n==\n\n<p>text</p>"
    for given, spans, at in [
        (source, "characters", source),
        (source.encode(), "characters", source),
        (source, "bytes", source.encode()),
    ]:
        with pytest.raises(ParseError) as info:
            parse(given, spans=spans)
        assert at[slice(*info.value.span)] in ("==", b"==")


@pytest.mark.parametrize("empty", ["", b"", " \n\t", bytearray()])
def test_empty(empty):
    with pytest.raises(ParseError) as info:
        parse(empty)
    assert info.value.kind == "empty"


@pytest.mark.parametrize("wrong", [None, 1, 1.5, ["a"], object(), memoryview(b"a"), parse, ParseError])
def test_wrong_types(wrong):
    with pytest.raises(TypeError, match="expected str, bytes or bytearray, found"):
        parse(wrong)


def test_other_encodings():
    text = HEAD + "<p>" + "中国新闻，今天的报道。" * 20
    with pytest.raises(ParseError) as info:
        parse(text.encode("gb18030"))
    error = info.value
    assert (error.kind, error.help) == ("not_utf8", "convert it with: iconv -f GB18030 -t UTF-8")
    # In bytes, as there are no characters.
    assert error.span.start == 1
    with pytest.raises(ParseError) as info:
        parse(text.encode("utf-16"))
    assert info.value.kind == "not_utf8"
    with pytest.raises(UnicodeEncodeError):
        parse(HEAD + "\ud800")
    # A zero byte is like any other.
    assert parse(HEAD + "<p>a\0b").title == "题目🚢"


def test_kinds_of_text():
    class Text(str):
        pass

    expected = parse(HEAD + "<p>正文").to_dict()
    for same in (Text(HEAD + "<p>正文"), (HEAD + "<p>正文").encode(), bytearray(HEAD + "<p>正文", "utf-8")):
        assert parse(same).to_dict() == expected


def test_what_changes_later_is_no_matter():
    data = bytearray(HEAD + "<p>正文", "utf-8")
    article = parse(data)
    data[:] = b"\xff" * len(data)
    assert article.text == "正文"


def test_limits():
    deep = HEAD + "<div>" * 600
    with pytest.raises(ParseError) as info:
        parse(deep)
    assert (info.value.kind, info.value.help) == ("limit", "raise the limit with max_depth=")
    assert parse(deep, max_depth=1000, max_formatting=1000).text == ""
    with pytest.raises(ParseError):
        parse(deep, max_len=100, max_depth=1000)
    with pytest.raises(TypeError, match="unexpected keyword argument 'max_colour'"):
        parse(deep, max_colour=1)
    for wrong in (-1, 2**64):
        with pytest.raises(OverflowError):
            parse(deep, max_depth=wrong)
    with pytest.raises(TypeError):
        parse(deep, max_depth="deep")
    with pytest.raises(ValueError, match="expected spans in 'characters' or 'bytes', found \"utf16\""):
        parse(deep, spans="utf16")


def test_strict():
    nan = "<!--NaN-->\n" + HEAD
    assert parse(nan).warnings[0]["kind"] == "nan_stamp"
    with pytest.raises(ParseError) as info:
        parse(nan, strict=True)
    assert info.value.kind == "strict"


def test_deep_tables():
    # The deepest possible values: recursion does not overflow the stack.
    tables = HEAD + "<table><tr><td>" * 160 + "<ul><li><blockquote>" * 30 + "end"
    article = parse(tables, max_depth=100_000)
    assert article.text.strip().endswith("end")
    assert article.blocks


def test_huge():
    article = parse(HEAD + "<p>字" * 500_000)
    assert len(article.text) == 500_000 * 3 - 2
    assert article.source_of(len(article.text) - 1, len(article.text)).end == len(article.raw)
    del article
    data = b"\xff" * (100 << 20)
    with pytest.raises(ParseError):
        parse(data)


def test_classes_are_made_by_functions():
    for kind in (newsprint_rs.Article, newsprint_rs.Articles, newsprint_rs.Rows):
        with pytest.raises(TypeError):
            kind()
