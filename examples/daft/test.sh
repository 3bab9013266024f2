#!/usr/bin/env bash
# Parses a generated archive with Daft, on one machine and on a Ray cluster of three nodes of which
# one is killed, and compares each with what `convert` gives. Needs python3, unshare and ip.
set -euo pipefail
cd "$(dirname "$0")"
articles=${1:-20000}
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

venv="$CARGO_TARGET_DIR/venv"
[ -x "$venv/bin/ray" ] || {
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement requirements.txt
}
cargo build --release
tool() {
    cargo run --quiet --release --manifest-path ../../Cargo.toml --features cli --example "$@"
}
tool generate -- --files "$articles" "$work/archive"
tool convert -- "$work/archive" --to parquet "$work/expected.parquet"

# In a network that has nothing but 127.0.0.1: Ray takes the machine's own address where it has one.
unshare --map-root-user --net bash -c 'ip link set lo up && exec "$@"' _ \
    "$venv/bin/python" test_cluster.py "$work/archive" "$work/expected.parquet"
