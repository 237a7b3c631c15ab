"""The first lines of a table that was handed over, as text: nothing in them is computed or followed."""

from collections.abc import Sequence

from app.words import table
from simulator.errors import shortened
from simulator.sales.sheets import Rows

LINES, COLUMNS, SIGNS = 6, 12, 40


def preview(head: Sequence[str], rows: Rows, caption: str) -> str:
    """The first lines, numbered as in the file.

    Parameters
    ----------
    head : names of the columns; none where the first line may be one of them.
    """
    shown = [
        [str(line), *(shortened(cell, SIGNS) for cell in cells[:COLUMNS])] for line, cells in rows[:LINES]
    ]
    width = max((len(row) for row in shown), default=1)
    names = ["", *(shortened(one, SIGNS) for one in head[:COLUMNS])] if head else [""] * width
    return table(names, [row + [""] * (len(names) - len(row)) for row in shown], caption)
