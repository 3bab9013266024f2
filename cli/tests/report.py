"""Checks `newsprint report` in headless Chromium, on an invented archive with hostile articles.

    python report.py NEWSPRINT [SCREENSHOT.png]

Needs the package websocket-client, chromium, and npm for axe-core.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

# The import must not leave a compiled file behind.
sys.dont_write_bytecode = True
from browser import Page, browser

AXE = "axe-core@4.14.1"
WIDTHS = (390, 800, 1280)
SCHEMES = ("light", "dark")
# Markup that must not run, load anything or leave its place. Each piece sets `hacked` if it runs.
HOSTILE = """<script>hacked = 1</script><img src=x onerror="hacked = 2"><img src="https://t.invalid/a.png" width=3000>
<a href="javascript:hacked=3">one</a> <a href=" java&#10;script:hacked=3">two</a> <a href="data:text/html,x">three</a>
<svg onload="hacked = 4"><script>hacked = 4</script></svg><iframe srcdoc="<script>parent.hacked = 5</script>"></iframe>
<iframe src="https://t.invalid/frame"></iframe><video src="https://t.invalid/v.mp4" autoplay poster=x></video>
<style>* { display: none }</style><link rel=stylesheet href="https://t.invalid/s.css"><base href="https://t.invalid/">
<meta http-equiv=refresh content="0; url=https://t.invalid/"><form action="javascript:hacked=6"><input autofocus
onfocus="hacked = 6"><button>x</button></form><p style="position:fixed;inset:0" onclick="hacked = 7">x" onfocus="hacked=8"
autofocus="</p><object data="https://t.invalid/o"></object><embed src="https://t.invalid/e"><math><mtext></mtext></math>
<p>{{data}} {{nonce}} </script><script>hacked = 9</script> ]]>--></p><pre>%s</pre><table><tr><th>%s<th>x</table>
<p>%s</p>""" % ("x" * 3000, "y" * 500, "https://e.org/" + "z" * 3000)
TITLES = ("</script><script>hacked = 10</script>", "{{data}}{{content}}", "<img src=x onerror=hacked=11>", "__proto__")
MISSING = "no such words \u0001"


def report(newsprint: str, archive: pathlib.Path, out: pathlib.Path) -> None:
    """Makes the page of an archive. The exit status must be 1, because the archive has broken files."""
    ran = subprocess.run([newsprint, "report", "--quiet", archive, out])
    assert ran.returncode == 1, ran.returncode


def main() -> None:
    newsprint = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder, browser() as page:
        work = pathlib.Path(folder)
        archive, out = work / "archive", work / "report.html"
        command = [newsprint, "generate", "--files", "600", "--kind", "mixed", "--damaged", "5", archive]
        subprocess.run(command, check=True)
        if len(sys.argv) > 2:
            report(newsprint, archive, out)
            page.call("Emulation.setScrollbarsHidden", hidden=True)
            page.look(1280, "light", height=1180)
            page.open(out.as_uri() + "#published=2024")
            page.shoot(sys.argv[2])
            page.call("Emulation.setScrollbarsHidden", hidden=False)
        hostile = archive / "articles" / "hostile"
        hostile.mkdir()
        for number, title in enumerate(TITLES):
            text = f"[{title}](https://{{{{data}}}}/x)\n------\n\n{HOSTILE}"
            (hostile / f"{number}.md").write_text(f"<!--161849514200{number}-->\n{text}")
        report(newsprint, archive, out)
        axe = axe_source(work)
        page.open(out.as_uri())
        checks = [counts, table, filters, history, files, reading, articles, accessible, hostile_articles,
                  missing, policy]
        for check in checks:
            check(page, axe) if check is accessible else check(page)
            outside = [url for url in page.requests if not url.startswith(("file:", "data:", "about:"))]
            assert not outside, f"{check.__name__}: {outside}"
            assert not page.problems, f"{check.__name__}: {page.problems}"
            print(f"{check.__name__}: ok", flush=True)
    print(f"{len(checks)} passed, 0 failed")


def axe_source(work: pathlib.Path) -> str:
    command = ["npm", "pack", "--silent", "--pack-destination", work, AXE]
    packed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    subprocess.run(["tar", "-xzf", work / packed, "-C", work, "package/axe.min.js"], check=True)
    return (work / "package/axe.min.js").read_text()


def counts(page: Page) -> None:
    """The numbers add up, and the page names the program that made it."""
    assert page.run("document.documentElement.lang") == "en"
    assert "with newsprint" in page.run("document.querySelector('header').textContent")
    numbers = page.run("[...document.querySelectorAll('#summary dd')].map(d => d.textContent)")
    files, found, broken, skipped = (int(number.replace(",", "")) for number in numbers[:4])
    assert files == found + broken + skipped and broken > 0 and skipped > 0, numbers
    assert page.run("total") == found
    # A bar shows the number of articles with its name. Here, this number is counted from the columns.
    wrong = page.run(
        """charts.filter(chart => rooms.has(chart.key)).flatMap(chart => {
          const rows = [...rooms.get(chart.key).room.querySelectorAll("tbody tr")];
          return rows.filter(row => {
            const name = row.querySelector("button").dataset.name;
            const has = titles.filter((_, i) => namesOf(chart, i).includes(name)).length;
            return row.cells[1].textContent !== has.toLocaleString("en");
          }).map(row => row.textContent);
        })"""
    )
    assert not wrong, wrong
    assert page.run("rooms.size") >= 7


def table(page: Page) -> None:
    """The table can be sorted, its pages can be changed, and every article is in it once."""
    total = page.run("total")
    for sort in ("title", "-title", "published", "-published", "publisher", "-publisher", "characters", "-characters"):
        seen = page.run(
            f"""(() => {{
              const seen = [];
              for (let at = 1; at <= Math.ceil(total / rowsOnPage); at++) {{
                go(`#sort={sort}&page=${{at}}`);
                for (const row of byId("rows").tBodies[0].rows)
                  seen.push([+row.querySelector("a").dataset.article, ...[...row.cells].map(c => c.textContent)]);
              }}
              return seen;
            }})()"""
        )
        assert sorted(row[0] for row in seen) == list(range(total)), sort
        column = {"published": 2, "publisher": 3, "characters": 4}.get(sort.lstrip("-"))
        if column in (2, 4):
            values = [row[column].replace(",", "") for row in seen if row[column]]
            values = [int(value) for value in values] if column == 4 else values
            assert values == sorted(values, reverse=sort[0] == "-"), sort
        sorted_by = page.run("document.querySelectorAll('#rows th[aria-sort]').length")
        assert sorted_by == 1, sort
    page.run("go('#')")
    page.run("document.querySelector('#pages a').click()")
    assert page.run("state.get('page')") == "2"


def filters(page: Page) -> None:
    """A click on a bar finds as many articles as the bar shows. Search words find the articles that contain them."""
    wrong = page.run(
        """(() => {
          const wrong = [];
          go("#");
          const buttons = [...document.querySelectorAll(".chart button[data-name]")];
          for (const { key, name } of buttons.map(button => ({ ...button.dataset }))) {
            go("#");
            const find = () => [...document.querySelectorAll(`.chart button[data-key="${key}"]`)]
              .find(button => button.dataset.name === name);
            const count = find().closest("tr").cells[1].textContent;
            if (find().disabled) continue;
            find().click();
            const said = byId("count").textContent.split(" ")[0];
            // If a year is selected, the chart shows its months, not the year.
            const pressed = find()?.getAttribute("aria-pressed") ?? String(key === "published");
            if (said !== count || pressed !== "true") wrong.push([key, name, count, said]);
            document.querySelector("#chosen button").click();
            if (location.hash.length > 1) wrong.push([key, name, location.hash]);
          }
          return wrong;
        })()"""
    )
    assert not wrong, wrong
    title = page.run("titles[total >> 1]")
    page.run("go('#'); const type = text => { byId('words').value = text; byId('words').dispatchEvent(new Event('input')); }")
    page.run(f"type({json.dumps(title)})")
    found = page.run("[...document.querySelectorAll('#rows a')].map(a => a.textContent)")
    assert title in found, (title, found)
    page.run(f"type({json.dumps(MISSING)})")
    assert page.run("byId('rows').tBodies[0].rows.length") == 0
    page.run("type('')")


def history(page: Page) -> None:
    """The state of the page is in its URL. It is kept after a reload, and after going back from an article."""
    page.run("go('#')")
    page.run("choose('publisher', publishers.names[0]); go(address({ sort: 'title' }))")
    shown = "[byId('count').textContent, ...[...document.querySelectorAll('#rows a')].map(a => a.textContent)]"
    before = page.run(shown)
    page.run("document.querySelectorAll('#rows a')[1].click()")
    page.wait("!byId('opened').hidden && Boolean(document.querySelector('#opened h1'))")
    assert page.run("document.querySelector('#opened h1').textContent") == before[2]
    page.run("document.querySelector('#opened [rel=next]').click()")
    page.wait(f"document.querySelector('#opened h1').textContent === {json.dumps(before[3])}")
    page.run("document.querySelector('#opened [rel=prev]').click()")
    page.wait(f"document.querySelector('#opened h1').textContent === {json.dumps(before[2])}")
    page.run("history.go(-3)")
    page.wait("!byId('list').hidden")
    assert page.run(shown) == before
    page.run("location.reload()")
    time.sleep(0.5)
    page.wait("document.readyState === 'complete' && typeof total === 'number'")
    assert page.run(shown) == before
    # The URL of an article opens the article, which has a link to all articles.
    page.open(page.run("location.href.split('#')[0]") + "#article=5")
    page.wait("document.querySelector('#opened article')?.dataset.number === '5'")
    page.run("document.querySelector('#opened .back').click()")
    assert page.run("byId('count').textContent") == page.run("`${number(total)} articles`")
    page.run("go('#')")


def files(page: Page) -> None:
    """Broken, skipped and duplicate files are listed by name, with the reason."""
    for kind in ("broken", "skipped", "duplicates"):
        said, listed = page.run(
            f"""(() => {{
              const more = document.querySelector("#files-{kind} .more");
              while (more && !more.hidden) more.click();
              const items = document.querySelectorAll("#files-{kind} ul:not(.reasons) li");
              return [data.left_out.{kind}.count, [...items].map(li => li.textContent)];
            }})()"""
        )
        assert said == len(listed) > 0, (kind, said, len(listed))
        assert all("." in text for text in listed), listed
    page.run("document.querySelector('#summary a').click()")
    assert page.run("document.querySelector('#files-broken').open")


def reading(page: Page) -> None:
    """Pictures and embeds are links with their URL. No element is left that loads something."""
    pictures = page.run(
        """(() => {
          const shown = clean('<figure><img src="https://e.org/a.jpg" alt="boat"><figcaption>cap</figcaption></figure>' +
            '<iframe src="https://e.org/v" title="film"></iframe>' +
            '<a href="https://e.org/p"><img src="https://e.org/b.jpg"></a>');
          const room = make("div", {}, shown);
          return [[...room.querySelectorAll("a")].map(a => [a.getAttribute("href"), a.textContent]),
            room.querySelector("figcaption").textContent, room.querySelectorAll("img, iframe, a a").length];
        })()"""
    )
    assert pictures == [[
        ["https://e.org/a.jpg", "Picture boat https://e.org/a.jpg"],
        ["https://e.org/v", "Embedded page film https://e.org/v"],
        ["https://e.org/b.jpg", "Picture https://e.org/b.jpg"],
        ["https://e.org/p", "Link https://e.org/p"],
    ], "cap", 0], pictures


def articles(page: Page) -> None:
    """Nothing overflows in the list and in a hundred articles, and the page shows the requested article."""
    total = page.run("total")
    some = sorted({*range(0, total, max(1, total // 100)), *hostile_numbers(page)})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in WIDTHS:
        page.look(width, "light")
        page.run("go('#'); document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.run(wide) <= 0, f"the list overflows at {width}"
        for number in some:
            page.article(number)
            assert page.run("document.querySelector('#opened h1').textContent") == page.run(
                f"titles[{number}] || '(no title)'"
            )
            assert page.run(wide) <= 0, f"{number} overflows at {width}"
            text = page.run("document.querySelector('#opened .body').textContent.length")
            assert text > 0, number
    page.run("go('#')")


def accessible(page: Page, axe: str) -> None:
    """axe finds no serious or critical problems."""
    page.run(axe + "; 0")
    run = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
      .filter(found => ["serious", "critical"].includes(found.impact))
      .map(found => [found.id, found.nodes.length, found.nodes[0].html, found.nodes[0].failureSummary]))"""
    total = page.run("total")
    some = [*range(0, total, max(1, total // 12)), *hostile_numbers(page)]
    for width in WIDTHS:
        for scheme in SCHEMES:
            page.look(width, scheme)
            page.run("go('#'); document.querySelectorAll('details').forEach(d => d.open = true)")
            page.run("choose('publisher', publishers.names[0])")
            found = page.run(run)
            assert not found, (width, scheme, found)
            for number in some if width != 800 else some[:2]:
                page.article(number)
                found = page.run(run)
                assert not found, (width, scheme, number, found)
    page.run("go('#')")


def hostile_numbers(page: Page) -> list:
    found = page.run("titles.map((title, i) => [title, i])")
    numbers = [number for title, number in found if title in TITLES]
    assert len(numbers) == len(TITLES), numbers
    return numbers


def hostile_articles(page: Page) -> None:
    """Nothing in a hostile article runs or loads, or keeps an attribute. Checks the library's HTML and the original."""
    page.run(f"const hostile = {json.dumps(HOSTILE)}")
    for number in hostile_numbers(page):
        page.article(number)
        assert not page.problems, page.problems
        for add in ("0", "document.querySelector('#opened .body').append(clean(hostile))"):
            page.run(add)
            # Links to the web are allowed.
            page.run("document.querySelectorAll('#opened .body :not(a, a *)').forEach(e => { e.click?.(); e.focus?.(); })")
            elements = page.run("document.querySelectorAll('#opened :is(script, style, img, iframe, video, audio, "
                                "object, embed, link, base, meta, form, input, svg, math)').length")
            assert elements == 0, number
            attributes = page.run(
                """[...new Set([...document.querySelectorAll("#opened *")].flatMap(e => e.getAttributeNames()))]"""
            )
            allowed = {"class", "href", "rel", "target", "lang", "tabindex", "aria-label", "role", "colspan",
                       "rowspan", "start", "value", "reversed", "data-number"}
            assert set(attributes) <= allowed, attributes
            schemes = page.run("[...new Set([...document.querySelectorAll('#opened a')].map(a => a.protocol))]")
            assert set(schemes) <= {"http:", "https:", "mailto:", "file:"}, schemes
        # The document that `clean` parses has the policy of the page, and the browser reports what is blocked.
        page.problems = [problem for problem in page.problems if "Content Security Policy" not in problem]
        text = page.run("document.querySelector('#opened').textContent")
        assert "{{data}} {{nonce}}" in text, text[:500]
    assert page.run("typeof hacked") == "undefined"
    page.run("go('#')")


def missing(page: Page) -> None:
    """If the folder of articles is not next to the page, the page shows a message about this."""
    page.run("data.folder = 'no such folder'; shards.clear(); go('#article=0')")
    page.wait("document.querySelector('#opened h1')?.textContent === 'Not found'")
    assert "no such folder" in page.run("document.querySelector('#opened').textContent")
    page.problems = [problem for problem in page.problems if "ERR_FILE_NOT_FOUND" not in problem]
    page.run("go('#')")


def policy(page: Page) -> None:
    """Even if markup got into the page, the content security policy would not let it run or load anything."""
    # Everything except a refresh, which no policy stops. Another check makes sure that `clean` drops it.
    page.run(
        """document.body.insertAdjacentHTML("beforeend", hostile.replace(/<meta[^>]*>/, ""));
        for (const text of ["hacked = 12"]) document.body.append(make("div", { innerHTML: `<img src=x onerror="${text}">` }))"""
    )
    time.sleep(0.5)
    assert page.run("typeof hacked") == "undefined"
    assert page.run("location.protocol") == "file:"
    assert any("Content Security Policy" in problem for problem in page.problems), page.problems
    page.problems.clear()
    # Chromium reports these requests before its policy blocks them.
    page.requests = [url for url in page.requests if "t.invalid" not in url]


if __name__ == "__main__":
    main()
