"""Small numbers are not shown, and cannot be worked out from what is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """x of n. `reason` says in symbols why it is hidden, or that it may be shown."""

    n: int
    x: int
    shown: bool
    reason: str


def suppress(
    cells: Sequence[Mapping[str, int]],
    k_den: int = 10,
    k_cell: int = 5,
    *,
    total_shown: bool = False,
) -> list[Cell]:
    """Hide a cell when n < k_den, or when x or n - x is a count between 0 and k_cell.

    Nobody and everybody (x = 0, x = n) may be shown. With `total_shown` the cells are one row whose
    total is in view: if exactly one is hidden it could be subtracted, so the smallest of the shown
    is hidden too ("complementary"). Practice of national statistics offices; both limits are
    settings. Raises ValueError unless 0 ≤ x ≤ n.
    """
    judged = [_cell(row["n"], row["x"], k_den, k_cell) for row in cells]
    hidden = [cell for cell in judged if not cell.shown]
    if total_shown and len(hidden) == 1 and len(judged) > 1:
        shown = [place for place, cell in enumerate(judged) if cell.shown]
        next_smallest = min(shown, key=lambda place: (judged[place].x, judged[place].n))
        judged[next_smallest] = judged[next_smallest]._replace(shown=False, reason="complementary")
    return judged


def _cell(n: int, x: int, k_den: int, k_cell: int) -> Cell:
    if not 0 <= x <= n:
        raise ValueError("a cell needs 0 <= x <= n")
    if n < k_den:
        return Cell(n, x, False, f"n<{k_den}")
    if x == 0:
        return Cell(n, x, True, "zero may be shown")
    if x == n:
        return Cell(n, x, True, "all may be shown")
    if x < k_cell:
        return Cell(n, x, False, f"x<{k_cell}")
    if n - x < k_cell:
        return Cell(n, x, False, f"n-x<{k_cell}")
    return Cell(n, x, True, "ok")
