"""A social graph from a matrix of weights, SciPy sparse or dense."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Mistake
from simulator.graph.edges import ONLINE_TIES, few, graph_from_codes, yes_or_no
from simulator.graph.social_graph import SocialGraph


def is_sparse(matrix: Any) -> bool:
    """True for a SciPy sparse matrix or array; SciPy itself need not be imported to know one."""
    return hasattr(matrix, "tocoo")


def from_scipy(
    matrix: Any,
    *,
    directed: bool | None = None,
    online_ties: float = ONLINE_TIES,
    seed: int = 0,
) -> SocialGraph:
    """Build a graph from a square matrix: entry (i, j) above 0 lets i talk to j, with that weight.

    Parameters
    ----------
    matrix : SciPy sparse matrix or array, or anything NumPy takes for a matrix of numbers. A
        row and a column for each person; entries given twice add. Where all entries are 1 the graph is
        unweighted: every tie weighs 1.
    directed : None: unless the matrix is symmetric. False lets both ends of an entry talk, as in an
        edge list: entries (i, j) and (j, i) of a matrix that is not symmetric add, if it has weights.
    online_ties, seed : as for `graph_from_edges`.

    Raises
    ------
    Mistake : not square, not numbers, or an entry that is negative, infinite or missing.
    """
    row, column, value, shape = _entries(matrix)
    if len(shape) != 2 or shape[0] != shape[1]:
        raise Mistake("graph.matrix_not_square", shape=" x ".join(str(side) for side in shape))
    bad = np.flatnonzero(~((value >= 0) & np.isfinite(value)))
    if len(bad):
        raise Mistake(
            "graph.matrix_bad_entries",
            count=len(bad),
            rows=few(row[bad]),
            row=int(row[bad[0]]),
            column=int(column[bad[0]]),
            value=value[bad[0]],
        )
    n = int(shape[0])
    keep = value > 0
    row, column, value = row[keep], column[keep], value[keep]
    there, back = row * n + column, column * n + row
    by, twin = np.argsort(there), np.argsort(back)
    symmetric = np.array_equal(there[by], back[twin]) and np.array_equal(value[by], value[twin])
    directed = not symmetric if directed is None else yes_or_no("directed", directed)
    if symmetric and not directed:
        upper = row <= column
        row, column, value = row[upper], column[upper], value[upper]
    weight = None if np.all(value == 1) else value
    return graph_from_codes(
        row, column, n, weight, directed=directed, online_ties=online_ties, seed=seed
    )


def _entries(matrix: Any) -> Any:
    """Take a matrix apart: rows, columns (int64), values (float64), no entry twice; shape."""
    try:
        if is_sparse(matrix):
            entries = matrix.tocoo(copy=True)
            entries.data = _real(entries.data)  # before they add: sums may be too large for small integers
            entries.sum_duplicates()
            return entries.row.astype(np.int64), entries.col.astype(np.int64), entries.data, entries.shape
        dense = _real(matrix)
    except (TypeError, ValueError, OverflowError) as error:
        raise Mistake("graph.matrix_not_numbers", reason=str(error)) from error
    if dense.ndim != 2:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, np.zeros(0), dense.shape
    row, column = np.nonzero(dense)
    return row, column, dense[row, column], dense.shape


def _real(given: Any) -> NDArray[np.float64]:
    """Bring numbers to float64; what is None or masked is missing."""
    numbers = given if isinstance(given, np.ma.MaskedArray) else np.asarray(given)
    if np.iscomplexobj(numbers):
        raise TypeError(str(numbers.dtype))
    if isinstance(numbers, np.ma.MaskedArray):
        numbers = np.ma.filled(numbers.astype(np.float64), np.nan)
    return np.asarray(numbers, np.float64)
