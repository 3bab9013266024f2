"""Converts a folder of articles to JSON lines with title, link and text, and with --markdown also
Markdown: a plain script of the kind that one writes in Python, to compare with `newsprint convert`.

    pip install selectolax markdownify
    python3 benches/peers/archive.py FOLDER OUT [--markdown]
"""

import json
import pathlib
import re
import sys

from markdownify import markdownify
from selectolax.lexbor import LexborHTMLParser

ENVELOPE = re.compile(
    r"(?:---\n(?P<front>(?s:.*?))\n---\n)?"
    r"(?:<!--.*?-->\n)?"
    r"(?:\[(?P<title>.*)\]\((?P<link>\S*)\)\n-+\n(?:日期：.*\n)?)?"
)
FIELD = re.compile(r'^(title|from): "?(.*?)"?$', re.M)


def row(source, markdown):
    """Returns the values of a file, or None if it is not an article."""
    header = ENVELOPE.match(source)
    fields = dict(FIELD.findall(header["front"] or ""))
    title = header["title"] or fields.get("title")
    if not title:
        return None
    body = source[header.end() :]
    text = LexborHTMLParser(body).body.text(separator="\n", strip=True)
    values = {"title": title, "link": header["link"] or fields.get("from"), "text": text}
    if markdown:
        values["markdown"] = markdownify(body)
    return values


folder, out, *options = sys.argv[1:]
with open(out, "w", encoding="utf-8") as lines:
    for path in sorted(pathlib.Path(folder).rglob("*.md")):
        values = row(path.read_text(encoding="utf-8"), "--markdown" in options)
        if values:
            print(json.dumps({"path": str(path), **values}, ensure_ascii=False), file=lines)
