"""Checks that links within the documentation lead somewhere: `python3 .ci/links.py`.

There are two kinds: links in the Markdown files of the repository to other files and to headings, and links in
the pages written by `cargo doc` to other pages and to places in them. rustdoc itself checks only names of
items. Links to other sites are not followed.
"""

import html
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    pages = sorted((target / "doc/newsprint").rglob("*.html"))
    if not pages:
        sys.exit("expected pages: run `cargo doc --no-deps --all-features` first")
    count, broken = 0, []
    for file, links, places in (*map(page, pages), *map(markdown, markdown_files())):
        for link in links:
            count += 1
            if not leads_somewhere(file, link, places):
                broken.append(f"{file}: {link}")
    print(*broken, f"{count} links, {len(broken)} broken", sep="\n")
    if broken:
        sys.exit(1)


def page(file):
    """Returns a page of rustdoc, its links, and a function that returns the places in such a page."""
    links = re.findall(r'<a\b[^>]*? href="([^"]*)"', file.read_text())
    return file, within(map(html.unescape, links)), ids


def markdown(file):
    """Returns a Markdown file, its links, and a function that returns the places in such a file."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "`", file.read_text(), flags=re.S)
    links = re.findall(r"\]\(([^()\s]+)\)", text) + re.findall(r"^\[[^\]]+\]: (\S+)", text, flags=re.M)
    # In the guides, rustdoc checks names of items.
    return file, within(link for link in links if "::" not in link), headings


def within(links):
    return [link for link in links if not re.match(r"[a-z]+:|//", link)]


def leads_somewhere(file, link, places):
    path, _, place = link.partition("#")
    path = urllib.parse.unquote(path.partition("?")[0])
    target = file.parent / path if path else file
    if target.is_dir() and places is ids:
        target /= "index.html"
    if not target.exists():
        return False
    is_checked = place and target.suffix == file.suffix and "/src/" not in str(target.resolve())
    found = places(target) if is_checked else ()
    return not is_checked or place in found or urllib.parse.unquote(place) in found


def ids(file, known={}):
    if file.resolve() not in known:
        known[file.resolve()] = {html.unescape(id) for id in re.findall(r'\bid="([^"]*)"', file.read_text())}
    return known[file.resolve()]


def headings(file):
    """Returns the anchors that GitHub makes of the headings of a file."""
    titles = re.findall(r"^#+ (.*)$", file.read_text(), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def markdown_files():
    command = ["git", "-C", ROOT, "ls-files", "*.md"]
    names = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    # Articles may link to anything.
    articles = ("tests/", "fuzz/seeds/", "examples/inspect/")
    return [ROOT / name for name in names if not name.startswith(articles) or name.endswith("README.md")]


if __name__ == "__main__":
    main()
