"""Prints the times that headless Chromium takes to open, filter and sort a page of `newsprint report`.

    python report_speed.py PAGE.html
"""

import pathlib
import sys
import time

# The import must not leave a compiled file behind.
sys.dont_write_bytecode = True
from browser import browser


def main() -> None:
    file = pathlib.Path(sys.argv[1]).resolve()
    with browser() as page:
        times = []
        for _ in range(5):
            start = time.monotonic()
            page.open(file.as_uri())
            page.wait("typeof show === 'function' && byId('rows').tBodies[0].rows.length > 0")
            times.append(time.monotonic() - start)
        own = page.run("performance.timing.loadEventEnd - performance.timing.navigationStart")
        print(f"{page.run('total')} articles, {file.stat().st_size} bytes")
        print(f"open: {sorted(times)[2]:.2f} s, by the browser's clock {own / 1000:.2f} s (the last of 5)")
        for name, script in {
            "words": "a word of the middle title, a character more each time",
            "bars": "each first bar of a chart",
            "sort": "each order, the first time",
        }.items():
            milliseconds = page.run(MEASURES[name])
            print(f"{name} ({script}): " + ", ".join(f"{value:.0f}" for value in milliseconds) + " ms")


TIMED = """const timed = run => {
  const start = performance.now();
  run();
  document.body.getBoundingClientRect();
  return performance.now() - start;
};"""
MEASURES = {
    "words": "(() => {" + TIMED + """
      const title = titles[total >> 1].slice(0, 8);
      return [...title].map((_, n) => timed(() => {
        byId("words").value = title.slice(0, n + 1);
        byId("words").dispatchEvent(new Event("input"));
      })); })()""",
    "bars": "(() => {" + TIMED + """
      go("#");
      return [...rooms.values()].map(({ room }) => {
        const button = room.querySelector("button[data-name]");
        const taken = timed(() => button.click());
        go("#");
        return taken;
      }); })()""",
    "sort": "(() => {" + TIMED + """
      return heads.flatMap(head => head.orders).map(order => timed(() => go(`#sort=${order}`))); })()""",
}

if __name__ == "__main__":
    main()
