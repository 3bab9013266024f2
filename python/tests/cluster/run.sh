#!/usr/bin/env bash
# Parses a generated archive with Daft, on one machine and on a Ray cluster of three nodes, one of which
# is killed, and compares each result with that of `newsprint convert`: `bash run.sh WHEEL [FILES]`.
set -euo pipefail
wheel=$(realpath "$1")
files=${2:-20000}
cd "$(dirname "$0")"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$(realpath ../../..)/target}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

venv="$CARGO_TARGET_DIR/venv-daft"
cmp --quiet requirements.txt "$venv/requirements.txt" || {
    python3 -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --requirement requirements.txt
    cp requirements.txt "$venv/"
}
"$venv/bin/python" -m pip install --quiet --force-reinstall --no-deps "$wheel"

# The program as built by the other checks, if it exists.
cargo build --manifest-path ../../../Cargo.toml --package newsprint-cli
newsprint="$CARGO_TARGET_DIR/debug/newsprint"
# Its name is also a pattern, and it holds what else an archive may.
archive="$work/archive [1]"
"$newsprint" generate --files "$files" --kind mixed --damaged 5 "$archive"
mkdir "$archive/.hidden" "$archive/articles/lists" "$archive/odd"
for odd in .hidden/a.md articles/lists/a.md odd/UPPER.MD 'odd/a%41 #?*.md' odd/readme.md; do
    printf '[题目](https://example.org/%s)\n------\n\n<p>正文</p>\n' "${#odd}" > "$archive/$odd"
done
ln -s ../.hidden "$archive/odd/folder"
ln -s nowhere.md "$archive/odd/gone.md"
ln -s .. "$archive/odd/loop"
mkfifo "$archive/odd/pipe.md"
status=0
# The common columns. The parts of links and bylines differ.
columns=path,source,shape,title,link,host,published,published_from,timestamp_ms,dateline,text,inner_text
columns+=,markdown,lead_image,asides,warnings,lane,spans
"$newsprint" convert --quiet "$archive" --to parquet --columns "$columns" "$work/expected.parquet" || status=$?
if [ "$status" != 1 ]; then
    echo "expected convert to find the damaged files, got the status $status"
    exit 1
fi

test=("$venv/bin/python" cluster.py "$archive" "$work/expected.parquet")
alone=(unshare --map-root-user --net bash -c 'ip link set lo up && exec "$@"' _)
if "${alone[@]}" true; then
    # In a network with only 127.0.0.1: Ray uses the machine's own address if there is one, where anybody
    # could send it work.
    "${alone[@]}" "${test[@]}"
else
    echo "no network of its own is to be had here (see above): the cluster is at this machine's address"
    "${test[@]}"
fi
