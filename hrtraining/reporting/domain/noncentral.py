"""Limits of a standardised mean change by the non-central t distribution."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from scipy import special

from hrtraining.reporting.domain.arrays import Floats

_NODES = 401
_HALVINGS = 56
_STEEP = 2.0
"""From this |t| / sqrt(2 df) on a step of the normal distribution is narrower than the nodes of the other can follow."""
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(96)
_FAR = 10.0
"""Standard deviations beyond which the normal distribution is taken as nothing."""


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
    distribution is summed here, with s = sqrt(chi2(df)/df): P(T <= t; d) = E[Phi(t s - d)] over s; where t is large
    beside df the same is taken over the normal Z, P(T <= t; d) = E[P(s >= (d + Z)/t)].
    """
    if t < 0:
        low, high = noncentrality_limits(-t, df)
        return -high, -low
    below = _over_normal(t, df) if t > _STEEP * sqrt(2 * df) else _over_scale(t, df)
    spread = 12.0 + 12.0 * t / sqrt(2 * df) + t

    def solve(goal: float) -> float:
        low, high = t - spread, t + spread
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if below(middle) > goal:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    return solve(0.975), solve(0.025)


def _over_scale(t: float, df: int) -> Callable[[float], float]:
    """P(T <= t) as a function of the noncentrality, summed over s."""
    nodes, weights = _scale_nodes(df)
    return lambda d: float(weights @ special.ndtr(t * nodes - d))


def _over_normal(t: float, df: int) -> Callable[[float], float]:
    """The same for t > 0, summed over u = d + Z: Phi(-d) for u <= 0, and P(s >= u/t) beyond."""

    def below(d: float) -> float:
        end = d + _FAR
        if end <= 0:
            return 1.0
        start = max(d - _FAR, 0.0)
        u = start + (end - start) * (_POINTS + 1) / 2
        density = np.exp(-((u - d) ** 2) / 2) / sqrt(2 * np.pi)
        beyond = special.gammaincc(df / 2, df / 2 * (u / t) ** 2)
        return float(special.ndtr(-d)) + (end - start) / 2 * float(_WEIGHTS @ (density * beyond))

    return below
