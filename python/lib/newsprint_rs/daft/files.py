"""Finds the files of an archive, by the same rules as newsprint::archive."""

import os
import pathlib


def find(archive: pathlib.Path) -> dict[str, list[str | None]]:
    """Returns the columns `path` (in the archive) and `url`, sorted by path.

    Symbolic links are not followed. A folder that cannot be read is also returned, with None as `url`.
    """
    found: list[tuple[str, str | None]] = []
    # Each folder, and its path in the archive.
    folders = [(str(archive), "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            found.append((prefix.removesuffix("/"), None))
            continue
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "lists":
                    folders.append((entry.path, path + "/"))
            # Other files, such as pipes, are skipped: reading a pipe might never end.
            elif is_article(entry.name) and entry.is_file(follow_symlinks=False):
                found.append((path, f"file://{entry.path}"))
    files = sorted((encodable(path), path, url) for path, url in found)
    return {
        "path": [name for name, _, _ in files],
        # Daft opens only files whose names are UTF-8.
        "url": [url if name == path else None for name, path, url in files],
    }


def is_article(name: str) -> bool:
    return name.lower().endswith(".md") and name.lower() != "readme.md"


def encodable(path: str) -> str:
    """Returns the path, with each byte that is not UTF-8 replaced by U+FFFD."""
    return os.fsencode(path).decode(errors="replace")
