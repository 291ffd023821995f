"""Limits of a standardised mean change by the non-central t distribution."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy import special

from hrtraining.reporting.domain.arrays import Floats

_NODES = 401
_HALVINGS = 56


def _scale_nodes(df: int) -> tuple[Floats, Floats]:
    """Nodes s of sqrt(chi2(df)/df) and their weights, on a logarithmic scale.

    Both tails of the integrand vanish there, so the plain sum converges faster than any power of the step.
    """
    low = float(special.gammaincinv(df / 2, 1e-18))
    high = float(special.gammainccinv(df / 2, 1e-18))
    x = np.linspace(np.log(max(low, 1e-300)), np.log(high), _NODES)
    logs = df / 2 * x - np.exp(x) - float(special.gammaln(df / 2))
    weights = np.exp(logs)
    return np.sqrt(np.exp(x) * 2 / df), weights / weights.sum()


def noncentrality_limits(t: float, df: int) -> tuple[float, float]:
    """The 95 % limits of the noncentrality of an observed t: P(T >= t) = 0.025 at the lower, P(T <= t) at the upper.

    The library functions lose digits or give NaN for a large noncentrality (R's `pt` beyond 37), so the
    distribution is summed here: P(T <= t; d) = E[Phi(t s - d)] with s = sqrt(chi2(df)/df).
    """
    nodes, weights = _scale_nodes(df)
    spread = 12.0 + 12.0 * abs(t) / sqrt(2 * df) + abs(t)

    def solve(goal: float) -> float:
        low, high = t - spread, t + spread
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if float(weights @ special.ndtr(t * nodes - middle)) > goal:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    return solve(0.975), solve(0.025)
