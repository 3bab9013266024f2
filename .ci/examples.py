"""Counts the library's public items that have an example in their docs: `python3 .ci/examples.py`.

Counts modules, types, traits, functions and methods, with all features, as rustdoc does for
`--show-coverage`, without the methods of re-exported types. Prints the share of
each file, and fails below the floor. `--list` also prints the items without one.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys

# Percent. Raise it when there are more.
FLOOR = 75
KINDS = {"module", "struct", "enum", "union", "trait", "function", "macro"}


def main():
    items = sorted(public_items())
    files = collections.defaultdict(list)
    for file, line, name, has_example in items:
        files[file].append(has_example)
        if "--list" in sys.argv and not has_example:
            print(f"{file}:{line} {name}")
    for file, found in sorted(files.items()):
        print(f"{sum(found):4} of {len(found):3}  {file}")
    with_example = sum(has_example for *_, has_example in items)
    share = 100 * with_example / len(items)
    print(f"{with_example} of {len(items)} public items have an example: {share:.1f} %")
    if share < FLOOR:
        sys.exit(f"expected at least {FLOOR} %")


def public_items():
    """Yields file, line and name of each item, and whether it has an example."""
    root = pathlib.Path(__file__).resolve().parent.parent
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "json"
    command = ["cargo", "rustdoc", "--quiet", "--lib", "--all-features", "--target-dir", target]
    # The machine-readable output needs a flag that is locked in the stable compiler.
    options = ["-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"]
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    subprocess.run([*command, "--", *options], cwd=root, env=environment, check=True)
    docs = json.loads((target / "doc/newsprint.json").read_text())
    for item in docs["index"].values():
        kind = next(iter(item["inner"]))
        if item["crate_id"] == 0 and item["visibility"] == "public" and kind in KINDS:
            file, line = item["span"]["filename"], item["span"]["begin"][0]
            yield file, line, item["name"], "```" in (item["docs"] or "")


if __name__ == "__main__":
    main()
