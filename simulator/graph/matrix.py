"""A social graph from a matrix of weights, SciPy sparse or dense."""

from typing import Any

import numpy as np

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
        row and a column for each person; where all entries are 1 the graph is unweighted.
    directed : None: unless the matrix is symmetric. False lets both ends of an entry talk, as in an
        edge list: entries (i, j) and (j, i) of a matrix that is not symmetric add.
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
    """Take a matrix apart: rows, columns (int64), values (float64), all distinct; shape."""
    try:
        if is_sparse(matrix):
            entries = matrix.tocoo(copy=True)
            entries.sum_duplicates()
            row, column, data = entries.row, entries.col, entries.data
            shape = entries.shape
        else:
            dense = np.asarray(matrix)
            shape = dense.shape
            row, column = np.nonzero(dense) if dense.ndim == 2 else (np.zeros(0), np.zeros(0))
            data = dense[row, column] if dense.ndim == 2 else np.zeros(0)
        if np.iscomplexobj(data):
            raise TypeError(str(data.dtype))
        value = np.asarray(data, np.float64)
    except (TypeError, ValueError) as error:
        raise Mistake("graph.matrix_not_numbers", reason=str(error)) from error
    return row.astype(np.int64), column.astype(np.int64), value, shape
