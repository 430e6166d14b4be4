import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.analysis.student_t import cumulative, quantile

# From printed tables of the distribution; for one and two degrees of freedom there are closed forms.
KNOWN = [
    (0.975, 1, math.tan(math.pi * 0.475)),
    (0.975, 2, 0.95 * math.sqrt(2 / (1 - 0.95**2))),
    (0.975, 5, 2.5705818366),
    (0.975, 10, 2.2281388520),
    (0.975, 30, 2.0422724563),
    (0.975, 1000, 1.9623390808),
    (0.995, 3, 5.8409093097),
    (0.6, 4, 0.2707222947),
]


@pytest.mark.parametrize(("probability", "degrees", "value"), KNOWN)
def test_quantiles_are_those_of_the_tables(probability, degrees, value):
    assert quantile(probability, degrees) == pytest.approx(value, rel=1e-9)


def test_with_many_degrees_of_freedom_it_nears_the_normal_distribution():
    assert quantile(0.975, 10**6) == pytest.approx(1.959963984540054, rel=1e-5)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.001, 0.999), st.integers(1, 500))
def test_the_quantile_undoes_the_cumulative_probability_and_is_symmetric(probability, degrees):
    value = quantile(probability, degrees)
    assert cumulative(value, degrees) == pytest.approx(probability, abs=1e-9)
    assert quantile(1 - probability, degrees) == pytest.approx(-value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("probability", "degrees"), [(0.0, 3), (1.0, 3), (0.5, 0), (math.nan, 3)])
def test_what_has_no_quantile_is_refused(probability, degrees):
    with pytest.raises(ValueError, match="no quantile"):
        quantile(probability, degrees)
