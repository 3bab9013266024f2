"""Shows the progress of a run."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], object]


def bar(progress: bool | Progress) -> Progress | None:
    """Returns the function to call with the numbers of processed files and bytes, or None.

    For True, the function shows a progress bar of tqdm, if tqdm is installed.
    """
    if callable(progress):
        return progress
    if not progress:
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    shown = tqdm(unit=" files")

    def show(files: int, size: int) -> None:
        shown.set_postfix_str(f"{size / 1e6:,.0f} MB", refresh=False)
        shown.update(files - shown.n)
        shown.refresh()

    return show
