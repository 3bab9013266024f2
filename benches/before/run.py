"""Times the checkout and an earlier commit, alternately.

    python run.py COMMIT [--folder FOLDER] [--runs N] [--features simd]

Checks COMMIT out below benches/before/target, builds this package there and here, and runs the two
programs alternately, with a different one first each time. Prints, for each job, the medians of both in
MB/s of body bytes by CPU time, the median, minimum and maximum of the runs' ratios, and the ratio of
the fastest runs, which other work on the machine disturbs least. FOLDER contains article files, also in
subfolders; default: ../shared/corpus next to the repository.
"""

import argparse
import io
import os
import pathlib
import shutil
import statistics
import subprocess
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--folder", type=pathlib.Path, default=REPOSITORY.parent / "shared/corpus")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--features", default="")
    options = parser.parse_args()
    checkout = check_out(options.commit)
    programs = {
        "before": build(checkout / "benches/before", options.features),
        "now": build(HERE, options.features),
    }
    speeds = {name: [] for name in programs}
    for run in range(options.runs):
        for name in sorted(programs, reverse=run % 2 == 1):
            speeds[name].append(measure(programs[name], options.folder))
        print(f"run {run + 1} of {options.runs}", flush=True)
    print(f"\n| MB/s, {options.runs} runs | {options.commit} | now | ratio | least | largest | of the fastest |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for job in speeds["now"][0]:
        before, now = ([run[job] for run in speeds[name]] for name in ["before", "now"])
        ratios = [b / a for a, b in zip(before, now)]
        print(
            f"| {job} | {statistics.median(before):.0f} | {statistics.median(now):.0f} "
            f"| {statistics.median(ratios):.2f} | {min(ratios):.2f} | {max(ratios):.2f} "
            f"| {max(now) / max(before):.2f} |"
        )


def check_out(commit):
    """Returns a folder with the commit's files and the current version of this package."""
    git = ["git", "-C", REPOSITORY]
    hash = subprocess.check_output([*git, "rev-parse", commit + "^{commit}"], text=True).strip()
    checkout = HERE / "target" / hash[:12]
    if not checkout.exists():
        files = subprocess.check_output([*git, "archive", "--format=tar", hash])
        with tarfile.open(fileobj=io.BytesIO(files)) as archive:
            archive.extractall(checkout)
    (checkout / "benches/before/src").mkdir(parents=True, exist_ok=True)
    for name in ["Cargo.toml", "Cargo.lock", "src/main.rs"]:
        shutil.copy(HERE / name, checkout / "benches/before" / name)
    return checkout


def build(package, features):
    target = package / "target"
    command = ["cargo", "build", "--release", "--manifest-path", package / "Cargo.toml"]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    subprocess.run([*command, "--features", features], check=True, env=environment)
    # A copy, as cargo replaces its own file if something changes meanwhile.
    program = target / "timed"
    shutil.copy(target / "release/newsprint-before", program)
    return program


def measure(program, folder):
    lines = subprocess.check_output([program, folder], text=True).splitlines()
    return {job: float(speed) for job, speed in (line.split("\t") for line in lines)}


if __name__ == "__main__":
    main()
