"""Checks that a Ray cluster of three nodes, one of which is killed, gives the same results as one machine.

    python cluster.py ARCHIVE EXPECTED.parquet

ARCHIVE is made by run.sh. EXPECTED is its conversion by `newsprint convert --to parquet`. newsprint_rs must be
installed. Ray should use 127.0.0.1, but uses the machine's own address if it has one: run.sh hides that.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import daft
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
import ray
from newsprint_rs.daft import parse_article

RAY = pathlib.Path(sys.executable).with_name("ray")
PORT = 6399
ADDRESS = f"127.0.0.1:{PORT}"
# The number of pieces of work, each of which writes a file. The node is killed when this number of files exists.
PIECES = 64
KILL_AT = 8
PATIENCE = 120  # seconds


def main() -> None:
    archive, expected = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    archive = Archive(archive, pyarrow.parquet.read_table(expected))
    as_many_rows_come_out_as_go_in()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        archive.parse("one machine", folder / "one")
        with cluster(folder / "ray") as nodes:
            archive.parse("three nodes", folder / "three", *ON_CLUSTER)
            archive.parse("three nodes, one killed", folder / "two", *ON_CLUSTER, kill=nodes[-1])
            wait("the loss of a node to be known", lambda: alive() == 2)
    print("4 passed, 0 failed")


def as_many_rows_come_out_as_go_in() -> None:
    clip = "[题目](https://example.org/1)\n------\n\n<p>正文</p>".encode()
    files = {"content": [b"# no article", clip, None, b"\xff\xfe"], "path": ["a", "articles/b/1.md", "c", "d"]}
    frame = daft.from_pydict(files)
    content, path = daft.col("content"), daft.col("path")
    for of, source in [((content, path), "b"), ((content,), None)]:
        row = frame.select(parse_article(*of).alias("row")).to_pydict()["row"]
        assert [value["title"] for value in row] == [None, "题目", None, None], row
        assert row[1]["source"] == source and row[1]["error"] is None, row
        for wrong in (0, 2, 3):
            assert row[wrong]["error"].startswith("expected "), row
    print("as many rows come out as go in", flush=True)


ON_CLUSTER = ["--ray", ADDRESS, "--pieces", str(PIECES)]


# Unusual files that have a row like the others. Links and the pipe have none.
ODD = ["UPPER.MD", "a%41 #?*.md"]


class Archive:
    """An archive, and the expected results."""

    def __init__(self, root: pathlib.Path, expected: pa.Table):
        self.root, self.expected = root, expected.sort_by("path")
        files = {
            path.relative_to(root).as_posix()
            for folder in ("articles", "_posts")
            for path in (root / folder).glob("**/*.md")
            if path.parent.name != "lists"
        }
        files |= {f"odd/{name}" for name in ODD}
        self.files = sorted(files, key=str.encode)

    def parse(self, name: str, out: pathlib.Path, *options: str, kill: "Node | None" = None) -> None:
        """Runs the job, kills a node in the middle if there is one, and checks the output."""
        command = [sys.executable, "-m", "newsprint_rs.daft", self.root, out]
        log = out.with_suffix(".log")
        start = time.monotonic()
        with log.open("w") as stream:
            job = subprocess.Popen([*command, *options], stdout=stream, stderr=subprocess.STDOUT)
            killed = kill_in_the_middle(job, out, kill) if kill else ""
            if job.wait(PATIENCE) != 0:
                sys.exit(f"{name}: the job failed:\n{log.read_text()[-4000:]}")
        seconds = time.monotonic() - start
        rows = self.check(name, pyarrow.parquet.read_table(out).sort_by("path"))
        print(f"{name}: {rows}, in {seconds:.1f} s{killed}", flush=True)

    def check(self, name: str, got: pa.Table) -> str:
        assert got["path"].to_pylist() == self.files, f"{name}: expected each file once"
        is_article = pyarrow.compute.is_null(got["error"])
        articles = got.filter(is_article).drop_columns("error")
        assert articles.num_rows == self.expected.num_rows, (name, articles.num_rows)
        for column in self.expected.schema.names:
            # As Python values: the types of strings and lists differ in their offsets.
            values = zip(self.expected[column].to_pylist(), articles[column].to_pylist(), strict=True)
            same = all(is_part(expected, value) for expected, value in values)
            assert same, f"{name}: the column {column} differs"
        return f"{got.num_rows} files, {articles.num_rows} articles as convert has them"


def is_part(expected, value) -> bool:
    """Returns whether a value is the expected one. Its objects may have more fields; its spans have named fields."""
    if isinstance(value, dict) and isinstance(expected, list):
        return [value["start"], value["end"]] == expected
    if isinstance(value, dict) and isinstance(expected, dict):
        return all(is_part(expected[name], value[name]) for name in expected)
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(is_part, expected, value))
    return value == expected


def kill_in_the_middle(job: subprocess.Popen, out: pathlib.Path, node: "Node") -> str:
    """Kills a busy node, when some of the work is done and some is not."""

    def written() -> int:
        return len(list(out.glob("*.parquet")))

    def is_middle() -> bool:
        assert job.poll() is None, "the job ended before a node was killed"
        return written() >= KILL_AT and node.is_working()

    wait("a part of the job to be done", is_middle)
    node.kill()
    at = written()
    assert job.poll() is None and at < PIECES, f"killed too late: {at} of {PIECES} files are there"
    return f"; killed with {at} of {PIECES} files written"


class Node:
    """A Ray node: a session of processes."""

    def __init__(self, *options: str):
        command = [RAY, "start", "--block", *options, "--node-ip-address=127.0.0.1", "--num-cpus=1"]
        command += ["--object-store-memory=200000000", "--disable-usage-stats"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def processes(self) -> dict[int, str]:
        """Returns the node's processes, each with its title."""
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            # A process may end while its files are read.
            with contextlib.suppress(OSError):
                # After the name, which may contain anything: state, parent, group, session.
                session = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
                if session == self.process.pid:
                    title = (folder / "cmdline").read_text(errors="replace")
                    found[int(folder.name)] = title.replace("\0", " ")
        return found

    def is_working(self) -> bool:
        """Returns whether one of them runs a plan: its title then has the plan's steps."""
        titles = self.processes().values()
        return any(title.startswith("ray::") and "->" in title for title in titles)

    def kill(self) -> None:
        """Ends all of them at once, as when a machine fails."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def cluster(folder: pathlib.Path):
    """Three nodes, the first of them the head, all on this machine."""
    nodes = []
    try:
        head = ["--head", f"--port={PORT}", "--include-dashboard=false", f"--temp-dir={folder}"]
        nodes.append(Node(*head))
        wait("the head to answer", connected)
        for count in (2, 3):
            # One after the other, as two that start at once on one machine want the same ports.
            nodes.append(Node(f"--address={ADDRESS}"))
            wait(f"node {count}", lambda: alive() == count)
        addresses = {node["NodeManagerAddress"] for node in ray.nodes()}
        print(f"a cluster of {alive()} nodes at {' '.join(addresses)}", flush=True)
        yield nodes
    finally:
        ray.shutdown()
        for node in nodes:
            node.kill()
            node.process.wait()


def connected() -> bool:
    try:
        ray.init(ADDRESS, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError):
        return False
    return True


def alive() -> int:
    return sum(node["Alive"] for node in ray.nodes())


def wait(what: str, is_there) -> None:
    end = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


if __name__ == "__main__":
    main()
