"""The files of an archive, by the rules of newsprint::archive."""

import os
import pathlib


def find(archive: pathlib.Path) -> dict[str, list]:
    """Returns two columns, in the order of the paths: `path` in the archive, and `url`.

    What cannot be read, as a link that leads nowhere, is there, too; it may have no `url`.
    """
    found = []
    # Each with its path in the archive, and the folders that it is in.
    folders = [(str(archive), "", frozenset())]
    while folders:
        folder, prefix, above = folders.pop()
        try:
            status = os.stat(folder)
            entries = list(os.scandir(folder))
        except OSError:
            found.append((prefix.removesuffix("/"), None))
            continue
        this = (status.st_dev, status.st_ino)
        if this in above:
            # A link that leads back to where it is.
            found.append((prefix.removesuffix("/"), None))
            continue
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if is_a(entry.is_dir):
                if entry.name != "lists":
                    folders.append((entry.path, path + "/", above | {this}))
            elif is_article(entry.name):
                # A pipe would never end.
                found.append((path, f"file://{entry.path}" if is_a(entry.is_file) else None))
    found = sorted((encodable(path), path, url) for path, url in found)
    return {
        "path": [name for name, _, _ in found],
        # Daft opens only what has a name in UTF-8.
        "url": [url if name == path else None for name, path, url in found],
    }


def is_article(name: str) -> bool:
    return name.lower().endswith(".md") and name.lower() != "readme.md"


def is_a(question) -> bool:
    """Returns the answer; for a link that leads to itself, that is no."""
    try:
        return question()
    except OSError:
        return False


def encodable(path: str) -> str:
    """Returns the path with U+FFFD for what of it is no UTF-8."""
    return os.fsencode(path).decode(errors="replace")
