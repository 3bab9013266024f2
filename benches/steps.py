"""Prints the cost of each step of `newsprint convert`, as Markdown tables.

    cargo build --release --package newsprint-cli
    python3 benches/steps.py target/release/newsprint

Generates files of four kinds and converts them with more and more steps. The cost of a step is the
difference between a run with it and a run without it. callgrind counts instructions and memcheck counts
allocations, on few files; nanoseconds are CPU time in the program, of one thread, the minimum of five
runs. Steps that are in all runs are separated by function, with callgrind.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile

KINDS = ["text", "post", "page", "clip"]
# The numbers of files that are counted and timed.
COUNTED, TIMED = 60, 3000
ROUNDS = 5

# Runs, each with one step more than the run that it is compared with.
RUNS = {
    "read": ["--to", "jsonl", "--glob", "no-such-name"],
    "parse": ["--to", "jsonl", "--host", "no.such.host"],
    "content": ["--to", "jsonl", "--author", "no such author"],
    "path": ["--to", "jsonl", "--columns", "path"],
    "text": ["--to", "jsonl", "--columns", "path,text"],
    "inner_text": ["--to", "jsonl", "--columns", "path,inner_text"],
    "markdown": ["--to", "jsonl", "--columns", "path,markdown"],
    "html": ["--to", "jsonl", "--columns", "path,html"],
    "blocks": ["--to", "jsonl", "--columns", "path,blocks"],
    "pictures": ["--to", "jsonl", "--columns", "path,lead_image,images"],
    "links": ["--to", "jsonl", "--columns", "path,links"],
    "warnings": ["--to", "jsonl", "--columns", "path,warnings"],
    "default": ["--to", "jsonl"],
    "parquet": ["--to", "parquet"],
}
STEPS = [
    ("read, check, envelope, a copy", "read", None),
    ("envelope again, parse", "parse", "read"),
    ("content", "content", "parse"),
    ("a line with the path", "path", "content"),
    ("text as JSON", "text", "path"),
    ("inner text as JSON", "inner_text", "path"),
    ("Markdown as JSON", "markdown", "path"),
    ("HTML as JSON", "html", "path"),
    ("blocks as JSON", "blocks", "path"),
    ("lead image, images", "pictures", "path"),
    ("links", "links", "path"),
    ("warnings", "warnings", "path"),
    ("**JSON lines, default columns, all**", "default", None),
    ("Arrow, encoding, zstd in place of JSON", "parquet", "default"),
    ("**Parquet, default columns, all**", "parquet", None),
]
# Functions that are separate steps, including everything that they call.
FUNCTIONS = [
    ("check: UTF-8", r"source::checked::Source::from_bytes"),
    ("envelope, twice", r"envelope::read::envelope"),
    ("parse of the body", r"Body>::parse_part"),
    ("content", r"article::Article::content_with"),
    ("text", r"Content>::to_text"),
    ("compression", r"ZSTDCodec as .*::compress"),
]


def convert(program, folder, arguments):
    options = ["--threads", "1", "--quiet"]
    return [program, "convert", folder, *arguments, *options, "/dev/null"]


def counted(tool, command, pattern):
    """Returns the number that valgrind prints."""
    run = subprocess.run(["valgrind", *tool, *command], capture_output=True, text=True, check=False)
    found = re.search(pattern, run.stderr)
    if found is None:
        sys.exit(run.stderr)
    return int(found[1].replace(",", ""))


def instructions(command, out="/dev/null"):
    return counted(["--tool=callgrind", f"--callgrind-out-file={out}"], command, r"Collected : (\d+)")


def allocations(command):
    return counted(["--tool=memcheck"], command, r"total heap usage: ([\d,]+) allocs")


def seconds(command):
    """Returns the CPU time in the program."""
    of_children = resource.RUSAGE_CHILDREN
    before = resource.getrusage(of_children).ru_utime
    subprocess.run(command, check=True)
    return resource.getrusage(of_children).ru_utime - before


def size(folder):
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    return sum(os.path.getsize(path) for path in paths)


def of_functions(program, folder, bytes_):
    """Returns instructions per byte by function, for a run to Parquet."""
    with tempfile.NamedTemporaryFile() as out:
        instructions(convert(program, folder, RUNS["parquet"]), out.name)
        listing = subprocess.run(
            ["callgrind_annotate", "--inclusive=yes", "--threshold=100", out.name],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    costs = []
    for _, pattern in FUNCTIONS:
        lines = [line for line in listing.splitlines() if re.search(pattern, line)]
        most = max((int(line.split("(")[0].replace(",", "")) for line in lines), default=None)
        costs.append("inlined" if most is None else f"{most / bytes_:.1f}")
    return costs


def main():
    program = os.path.abspath(sys.argv[1])
    table, functions = [[] for _ in STEPS], [[] for _ in FUNCTIONS]
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as place:
        nothing = os.path.join(place, "nothing")
        os.mkdir(nothing)
        start = instructions(convert(program, nothing, RUNS["default"]))
        start_allocations = allocations(convert(program, nothing, RUNS["default"]))
        for kind in KINDS:
            few, many = (os.path.join(place, f"{kind}-{count}") for count in (COUNTED, TIMED))
            for folder, count in ((few, COUNTED), (many, TIMED)):
                generate = ["generate", "--kind", kind, "--files", str(count), folder]
                subprocess.run([program, *generate], check=True)
            counts, times, allocated = {}, {}, {}
            for name, arguments in RUNS.items():
                counts[name] = instructions(convert(program, few, arguments))
                allocated[name] = allocations(convert(program, few, arguments))
            for _ in range(ROUNDS):
                for name, arguments in RUNS.items():
                    time = seconds(convert(program, many, arguments))
                    times[name] = min(time, times.get(name, time))
            few_bytes, many_bytes = size(few), size(many)
            for row, (_, name, without) in zip(table, STEPS):
                own = counts[name] - (counts[without] if without else start)
                time = times[name] - (times[without] if without else 0)
                calls = allocated[name] - (allocated[without] if without else start_allocations)
                cells = own / few_bytes, 1e9 * time / many_bytes, calls / COUNTED
                row.append("{:.1f} · {:.2f} · {:.0f}".format(*cells))
            for row, cost in zip(functions, of_functions(program, few, few_bytes)):
                row.append(cost)
    header = " | ".join(KINDS)
    print(f"| instructions per byte · ns per byte · allocations per file | {header} |")
    print("|---|" + "--:|" * len(KINDS))
    for (label, *_), row in zip(STEPS, table):
        print(f"| {label} | {' | '.join(row)} |")
    print(f"\n| instructions per byte, by function | {header} |")
    print("|---|" + "--:|" * len(KINDS))
    for (label, _), row in zip(FUNCTIONS, functions):
        print(f"| {label} | {' | '.join(row)} |")


main()
