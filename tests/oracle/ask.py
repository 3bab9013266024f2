"""Gets the results of headless Chromium for the generated fragments and for the clips.

    python tests/oracle/ask.py          compares the results with those in the repository
    python tests/oracle/ask.py --write  replaces those

Needs chromium and the package websocket-client. The results are from Chromium 156 in Debian 12. Each body is
set as `innerHTML` of an empty document in standards mode, with scripting disabled and no author styles. The
body of a file is everything after the blank line that ends the header.
"""

import gzip
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TESTS.parent / "cli/tests"))
from browser import browser

# A frame that must not run scripts is parsed as a document without scripting.
FRAME = """
document.body.innerHTML = `<iframe sandbox="allow-same-origin" srcdoc="<!DOCTYPE html><body></body>"></iframe>`;
new Promise(done => { document.querySelector("iframe").onload = () => done(true); })
"""
ASK = """
((bodies) => {
    const body = document.querySelector("iframe").contentDocument.body;
    const values = (selector, name) => [...body.querySelectorAll(selector)].map(e => e.getAttribute(name));
    return bodies.map(html => {
        body.innerHTML = html;
        return {
            serialized: body.innerHTML, text: body.innerText,
            links: values("a[href]", "href"), images: values("img[src]", "src"),
            elements: body.querySelectorAll("*").length,
        };
    });
})(%s)
"""
AT_ONCE = 200


def main() -> None:
    write = "--write" in sys.argv[1:]
    wrong = 0
    with browser() as page:
        print(page.call("Browser.getVersion")["product"])
        page.call("Page.navigate", url="data:text/html,<!DOCTYPE html><body>")
        page.wait("document.readyState === 'complete' && location.protocol === 'data:'")
        assert page.run(FRAME)
        for path, keys, bodies in [*generated(), clips()]:
            answers = []
            for start in range(0, len(bodies), AT_ONCE):
                answers += page.run(ASK % json.dumps(bodies[start:start + AT_ONCE]))
            lines = [line_of({**key, **answer}) for key, answer in zip(keys, answers, strict=True)]
            wrong += compare(path, lines)
            if write:
                save(path, lines)
    sys.exit(1 if wrong and not write else 0)


def line_of(answer: dict) -> str:
    # A file's markup would only repeat the file.
    answer = {key: value for key, value in answer.items() if key != "serialized" or "html" in answer}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def generated():
    for name in ("generated_tame", "generated_wild"):
        path = HERE / f"{name}.jsonl.gz"
        bodies = [json.loads(line)["html"] for line in load(path)]
        yield path, [{"html": body} for body in bodies], bodies


def clips():
    files = sorted((TESTS / "clips").glob("*.md"))
    return HERE / "clips.jsonl", [{"file": file.name} for file in files], [body_of(file) for file in files]


def body_of(file: pathlib.Path) -> str:
    """The body by the blank line before it, not by newsprint. No header has a blank line in it."""
    return file.read_bytes().decode().split("\n\n", 1)[1]


def load(path: pathlib.Path) -> list[str]:
    if not path.exists():
        return []
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    # Not `splitlines`: the results contain other characters that it treats as line ends.
    return data.decode().removesuffix("\n").split("\n")


def save(path: pathlib.Path, lines: list[str]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    # Without a time stamp, so that equal results give equal files.
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def compare(path: pathlib.Path, lines: list[str]) -> int:
    old = load(path)
    same = sum(map(str.__eq__, old, lines))
    print(f"{path.name}: {same} of {len(lines)} answers are the same")
    return max(len(old), len(lines)) - same


if __name__ == "__main__":
    main()
