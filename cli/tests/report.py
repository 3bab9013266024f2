"""Checks the page that `newsprint report` made, in headless Chromium, over its protocol.

    python report.py PAGE.html [SCREENSHOT.png]

Needs the package websocket-client, and chromium.
"""

import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "google-chrome"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0", "--remote-allow-origins=*",
]
SLOWEST_FILTER = 200  # milliseconds
LARGEST_PAGE = 15_000_000  # bytes


class Page:
    """A tab, and what it reported."""

    def __init__(self, address: str):
        self.socket = websocket.create_connection(address, timeout=60)
        self.number = 0
        self.problems = []
        self.requests = []

    def call(self, method: str, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            self.note(message)
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]

    def note(self, message) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.problems.append(params["exceptionDetails"]["text"])
        if method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.problems.append(str(params["args"]))
        if method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.problems.append(params["entry"]["text"])
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def run(self, script: str):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def open(self, address: str) -> None:
        self.call("Page.navigate", url=address)
        for _ in range(300):
            if self.run("document.readyState") == "complete":
                return
            time.sleep(0.1)
        sys.exit(f"{address} did not load")


def main() -> None:
    file = pathlib.Path(sys.argv[1]).resolve()
    # Chromium's last processes may still write there when the first has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        browser = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            check(Page(tab(pathlib.Path(profile))), file)
        finally:
            browser.terminate()
            browser.wait()
    print("5 passed, 0 failed")


def tab(profile: pathlib.Path) -> str:
    port_file = profile / "DevToolsActivePort"
    for _ in range(300):
        if port_file.exists() and port_file.read_text().strip():
            port = port_file.read_text().split()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
                tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
            if tabs:
                return tabs[0]["webSocketDebuggerUrl"]
        time.sleep(0.1)
    sys.exit("Chromium did not start")


def check(page: Page, file: pathlib.Path) -> None:
    for domain in ("Page", "Runtime", "Log", "Network"):
        page.call(f"{domain}.enable")
    size = file.stat().st_size
    assert size < LARGEST_PAGE, f"the page has {size} bytes"
    page.open(file.as_uri())

    charts = page.run("[...document.querySelectorAll('.charts svg')].filter(s => s.querySelector('rect')).length")
    assert charts >= 5, f"found {charts} charts"

    rows = page.run("data.rows.length")
    some = page.run("data.rows[data.rows.length >> 1][0]")
    # Types the middle article's title, a character after the other, and times each answer.
    middle, found = page.run(
        """(() => {
          const times = [];
          const title = %s;
          for (let n = 1; n <= title.length; n++) {
            filter.value = title.slice(0, n);
            const start = performance.now();
            filter.dispatchEvent(new Event("input"));
            body.getBoundingClientRect();
            times.push(performance.now() - start);
          }
          times.sort((a, b) => a - b);
          return [times[times.length >> 1], body.rows.length];
        })()"""
        % json.dumps(some)
    )
    assert 1 <= found <= rows, f"found {found} rows"
    assert middle < SLOWEST_FILTER, f"the filter took {middle:.0f} ms"
    page.run("filter.value = 'no such article \\u0001'; show()")
    assert page.run("body.rows.length") == 0

    if len(sys.argv) > 2:
        page.run("filter.value = '2024 example.org'; show(); scrollTo(0, 0)")
        size = {"width": 1000, "height": 1420, "deviceScaleFactor": 1.6, "mobile": False}
        page.call("Emulation.setScrollbarsHidden", hidden=True)
        page.call("Emulation.setDeviceMetricsOverride", **size)
        shot = page.call("Page.captureScreenshot", format="png")["data"]
        pathlib.Path(sys.argv[2]).write_bytes(base64.b64decode(shot))

    phone = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    page.call("Emulation.setDeviceMetricsOverride", **phone)
    width = page.run("document.documentElement.scrollWidth")
    assert width <= 390, f"{width} pixels wide on a phone"

    page.run("filter.value = ''; show()")
    link = page.run("body.querySelector('a').href")
    title = page.run("body.querySelector('a').textContent")
    page.open(link)
    assert page.run("document.title").strip() == title.strip(), "the link opens another article"

    outside = [url for url in page.requests if not url.startswith(("file:", "data:", "about:"))]
    assert not outside, outside
    assert not page.problems, page.problems
    print(f"{rows} articles, {file.stat().st_size} bytes, {charts} charts, filter {middle:.0f} ms")


if __name__ == "__main__":
    main()
