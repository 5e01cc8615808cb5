"""What was just done, said on the next page, with a way back where there is one."""

from flask import flash


def tell(message: str, undo: str = "") -> None:
    """Say this on the next page. ``undo`` is the address that takes it back when posted to."""
    if undo:
        flash({"text": message, "undo": undo}, "undo")  # type: ignore[arg-type]
    else:
        flash(message, "done")
