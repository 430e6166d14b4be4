"""Tables of weights as small integers: by the least error of each weight, or by that of what the table computes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Gram = NDArray[np.float64]
"""[in, in]: the sum over tokens of the products of each two inputs of a table."""
BLOCK = 128
"""Rows whose errors are made up for one by one before the rows after them take their sum."""
DAMPING = 0.01
"""Of the mean of a Gram matrix's diagonal, added to the diagonal so that it can be inverted."""


def scales(weights: Floats, bits: int, axis: int) -> Floats:
    """The scale of each channel along ``axis`` by the least squared error, of some that clip by up to 30 %.

    It has the shape of ``weights`` with 1 in place of the other axes.
    """
    limit = 2 ** (bits - 1) - 1
    others = tuple(i for i in range(weights.ndim) if i != axis)
    largest = np.maximum(np.abs(weights).max(others, keepdims=True), 1e-8)
    best, kept = np.full(largest.shape, np.inf), largest / limit
    for share in np.linspace(0.7, 1.0, 7):
        scale = largest * share / limit
        error = (rounded(weights, scale, bits) * scale - weights) ** 2
        loss = error.sum(others, keepdims=True)
        kept, best = np.where(loss < best, scale, kept), np.minimum(loss, best)
    return np.asarray(kept, dtype=np.float32)


def rounded(weights: Floats, scale: Floats, bits: int) -> NDArray[np.int8]:
    """Each weight to its nearest integer in ±(2^(bits-1) - 1)."""
    limit = 2 ** (bits - 1) - 1
    return np.clip(np.round(weights / scale), -limit, limit).astype(np.int8)


def inverse_factor(gram: Gram) -> Gram:
    """The upper triangular factor of the damped Gram matrix's inverse, which is ``factor.T @ factor``."""
    damped = gram + DAMPING * np.diag(gram).mean() * np.eye(len(gram))
    return np.asarray(np.linalg.cholesky(np.linalg.inv(damped)).T)


def compensated(weights: Floats, scale: Floats, bits: int, factor: Gram) -> NDArray[np.int8]:
    """Integers like those of :func:`rounded`, so chosen that inputs like those seen give nearly the same sums.

    ``weights`` are [in, out], ``scale`` [1, out], ``factor`` is what :func:`inverse_factor` makes of the inputs' Gram
    matrix. What rounding one row changes is made up for in the rows that follow, as far as their inputs go together
    with its own (Frantar et al., "GPTQ", ICLR 2023).
    """
    rows = len(weights)
    left = weights.astype(np.float64)
    whole = np.empty(weights.shape, dtype=np.int8)
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        errors = np.empty((stop - start, weights.shape[1]))
        for row in range(start, stop):
            whole[row] = rounded(left[row].astype(np.float32), scale[0], bits)
            errors[row - start] = (left[row] - whole[row] * scale[0]) / factor[row, row]
            left[row + 1 : stop] -= np.outer(factor[row, row + 1 : stop], errors[row - start])
        left[stop:] -= factor[start:stop, stop:].T @ errors
    return whole
