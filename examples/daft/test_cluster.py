"""Checks that a Ray cluster of three nodes, one of which is killed, gives what one machine gives.

    python test_cluster.py ARCHIVE EXPECTED.parquet

EXPECTED is what `convert --to parquet` wrote of the archive. All addresses are 127.0.0.1.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.compute
import pyarrow.dataset as dataset

HERE = pathlib.Path(__file__).resolve().parent
RAY = pathlib.Path(sys.executable).with_name("ray")
ADDRESS = "127.0.0.1:6399"


def main() -> None:
    archive, expected = map(pathlib.Path, sys.argv[1:])
    expected = table(expected)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        seconds = parse(archive, out / "one")
        check("one machine", out / "one", expected, seconds)
        with cluster(out):
            seconds = parse(archive, out / "three", "--ray", ADDRESS)
            check("three nodes", out / "three", expected, seconds)
            # In the middle of what the whole took.
            seconds = parse(archive, out / "two", "--ray", ADDRESS, kill_after=seconds / 2)
            check("three nodes, one of them killed", out / "two", expected, seconds)
    print("3 passed, 0 failed")


def parse(archive: pathlib.Path, out: pathlib.Path, *options: str, kill_after=None) -> float:
    """Returns how many seconds parse.py took."""
    command = [sys.executable, HERE / "parse.py", archive, out, *options]
    start = time.monotonic()
    log = out.with_suffix(".log")
    with log.open("w") as stream:
        job = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        if kill_after is not None:
            time.sleep(kill_after)
            assert job.poll() is None, "the job ended before a node was killed"
            os.kill(workers()[0], signal.SIGKILL)
        if job.wait() != 0:
            sys.exit(f"parse.py failed:\n{log.read_text()[-4000:]}")
    if kill_after is not None:
        assert len(workers()) == 1, "expected one worker node to be left"
    return time.monotonic() - start


def check(name: str, out: pathlib.Path, expected: pa.Table, seconds: float) -> None:
    got = table(out)
    assert got.num_rows == expected.num_rows, (name, got.num_rows, expected.num_rows)
    for column in expected.schema.names:
        # As Python values: the types of strings and lists differ in their offsets.
        same = got[column].to_pylist() == expected[column].to_pylist()
        assert same, f"{name}: the column {column} differs"
    print(f"{name}: {got.num_rows} rows as expected, {seconds:.1f} s", flush=True)


def table(path: pathlib.Path) -> pa.Table:
    """Returns the articles in the order of their paths."""
    rows = dataset.dataset(path, format="parquet").to_table().sort_by("path")
    if "error" in rows.schema.names:
        rows = rows.filter(pa.compute.is_null(rows["error"])).drop_columns("error")
    return rows


@contextlib.contextmanager
def cluster(folder: pathlib.Path):
    """Three nodes: raylets of their own, on this machine."""
    head = ["--head", "--port=6399", "--include-dashboard=false", f"--temp-dir={folder}/ray"]
    try:
        for node in (head, [f"--address={ADDRESS}"], [f"--address={ADDRESS}"]):
            command = [RAY, "start", *node, "--node-ip-address=127.0.0.1", "--num-cpus=1"]
            command += ["--object-store-memory=200000000", "--disable-usage-stats"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        assert len(workers()) == 2
        yield
    finally:
        subprocess.run([RAY, "stop", "--force"], stdout=subprocess.DEVNULL)


def workers() -> list[int]:
    """Returns the processes of the nodes that are not the head."""
    raylets = subprocess.run(["pgrep", "-af", "raylet/raylet "], capture_output=True, text=True)
    lines = [line for line in raylets.stdout.splitlines() if "--head" not in line]
    assert all("--node_ip_address=127.0.0.1" in line for line in lines), "not on 127.0.0.1"
    return [int(line.split()[0]) for line in lines]


if __name__ == "__main__":
    main()
