"""Weights as small integers: their range, and that making up for rounding brings a table's sums nearer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.stance.rounding import compensated, inverse_factor, rounded, scales


def table(seed: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)


def inputs(seed: int, rows: int, *, alike: float) -> np.ndarray:
    """Inputs [600, rows] of which a share is common to all channels, as it is in a network."""
    draw = np.random.default_rng(seed)
    return alike * draw.normal(size=(600, 4)) @ draw.normal(size=(4, rows)) + draw.normal(size=(600, rows))


@given(st.integers(0, 99), st.integers(3, 8), st.integers(1, 300))
def test_integers_stay_within_their_bits(seed: int, bits: int, rows: int) -> None:
    weights, limit = table(seed, rows, 3), 2 ** (bits - 1) - 1
    scale = scales(weights, bits, axis=1)
    seen = inputs(seed, rows, alike=1.0)
    for whole in (rounded(weights, scale, bits), compensated(weights, scale, bits, inverse_factor(seen.T @ seen))):
        assert whole.dtype == np.int8
        assert whole.shape == weights.shape
        assert np.abs(whole.astype(int)).max() <= limit


@pytest.mark.parametrize("axis", [0, 1])
def test_each_channel_has_a_scale_that_brings_its_weights_back(axis: int) -> None:
    weights = table(1, 40, 30) * (10.0 ** np.arange(30)[None, :] if axis else 10.0 ** np.arange(40)[:, None] / 1e9)
    weights = weights.astype(np.float32)
    scale = scales(weights, 8, axis=axis)
    error = np.abs(rounded(weights, scale, 8) * scale - weights)
    assert (error <= 0.35 * np.abs(weights).max(1 - axis, keepdims=True)).all()
    assert (error.mean(1 - axis) <= 0.01 * np.abs(weights).max(1 - axis)).all()


@pytest.mark.parametrize("rows", [60, 300])  # fewer than a block, and more than two
def test_making_up_for_rounding_brings_the_sums_of_like_inputs_nearer(rows: int) -> None:
    weights, seen, others = table(2, rows, 20), inputs(3, rows, alike=2.0), inputs(4, rows, alike=0.0)
    scale = scales(weights, 5, axis=1)
    factor = inverse_factor(seen.T @ seen)

    def error(whole: np.ndarray, given: np.ndarray) -> float:
        return float(np.square(given @ (whole * scale - weights)).mean())

    plain, made_up = rounded(weights, scale, 5), compensated(weights, scale, 5, factor)
    assert error(made_up, seen) < 0.6 * error(plain, seen)
    assert error(made_up, others) < 3 * error(plain, others)


def test_where_inputs_have_nothing_in_common_nothing_can_be_made_up() -> None:
    weights = table(5, 50, 10)
    scale = scales(weights, 6, axis=1)
    assert (compensated(weights, scale, 6, inverse_factor(np.eye(50))) == rounded(weights, scale, 6)).all()
