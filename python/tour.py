"""A tour of newsprint_rs in cells: `python tour.py [ARCHIVE]`. Without ARCHIVE, it generates an archive."""

# %% An archive
import subprocess
import sys
import tempfile

from newsprint_rs import Archive, ParseError, parse

if len(sys.argv) > 1:
    source = sys.argv[1]
else:
    folder = tempfile.TemporaryDirectory()
    source = f"{folder.name}/archive"
    generate = ["generate", "--files", "2000", "--kind", "mixed", "--damaged", "2", source]
    subprocess.run([sys.executable, "-m", "newsprint_rs", *generate], check=True)

# %% One article after the other
archive = Archive(source)
longest = max(archive, key=lambda article: len(article.text))
print("the longest:", longest.title, len(longest.text), "characters")
print(longest.published, longest.link)

# %% What was left out, and why
print(archive.tally)
for reject in archive.rejects[:3]:
    print(f"  {reject.path}: {reject.message}")

# %% From the text to the file, and back
sentence = longest.text[:20]
for span in longest.find(sentence)[:1]:
    print("in the text:", repr(sentence))
    print("in the file:", repr(longest.raw[span.start : span.end]), span)
    print("and back:", longest.text_of(*span))

# %% An error
try:
    parse("<!--1618495142000-->\n[Title](https://example.org/)\n==\n")
except ParseError as error:
    print(error.kind, error.line, error.column, "--", error)

# %% Rows, in pandas
try:
    import pandas
    import pyarrow  # pandas needs pyarrow to read Arrow.
except ImportError:
    sys.exit("for the rest: pip install pandas pyarrow")
frame = pandas.DataFrame.from_arrow(archive.to_arrow(["source", "published", "title", "text"]))
frame["month"] = frame["published"].str[:7]
frame["length"] = frame["text"].str.len()
print(frame.groupby("month")["length"].agg(["count", "mean"]).round().tail())
