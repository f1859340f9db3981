"""Paths that look like country roads, in metres."""

import numpy as np
from shapely import LineString

from xunhu.reference.plane import Coords

STEP_M = 10.0
GRAIN_M = 160.0
SWAY = 0.17
STRETCH = 0.05


def winding(start: Coords, end: Coords, rng: np.random.Generator, sway: float = SWAY) -> Coords:
    """A winding road between two points: bends within bends, then rounded off."""
    line = np.array([start, end])
    while np.hypot(*(line[1] - line[0])) > GRAIN_M or len(line) < 5:
        line = _bend(line, rng, sway)
    return evenly(_round_off(line))


def beside(line: LineString, from_m: float, to_m: float, rng: np.random.Generator) -> Coords:
    """A service track along a railway, now left and now right of it, sometimes led away."""
    along = np.linspace(from_m, to_m, max(3, int((to_m - from_m) / STEP_M)))
    points = np.array([line.interpolate(at).coords[0] for at in along])
    heading = np.gradient(points, axis=0)
    normal = np.column_stack([-heading[:, 1], heading[:, 0]])
    normal /= np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-9)[:, None]
    share = (along - from_m) / (to_m - from_m)
    return evenly(points + normal * _aside(share, rng)[:, None])


def evenly(path: Coords, step_m: float = STEP_M) -> Coords:
    """The path with a vertex about every `step_m` metres, its two ends kept."""
    legs = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(legs)])
    at = np.linspace(0.0, along[-1], max(2, round(along[-1] / step_m) + 1))
    return np.column_stack([np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1])])


def length_m(path: Coords) -> float:
    return float(np.hypot(*np.diff(path, axis=0).T).sum())


def _bend(line: Coords, rng: np.random.Generator, sway: float) -> Coords:
    legs = np.diff(line, axis=0)
    across = np.column_stack([-legs[:, 1], legs[:, 0]])
    side = np.clip(rng.normal(0, sway, (len(legs), 1)), -2 * sway, 2 * sway)
    middle = line[:-1] + legs * (0.5 + rng.normal(0, STRETCH, (len(legs), 1))) + across * side
    bent = np.empty((len(line) + len(middle), 2))
    bent[0::2], bent[1::2] = line, middle
    return bent


def _round_off(line: Coords) -> Coords:
    """Chaikin's corner cutting, three times, with the ends held."""
    for _ in range(3):
        early = 0.75 * line[:-1] + 0.25 * line[1:]
        late = 0.25 * line[:-1] + 0.75 * line[1:]
        cut = np.empty((2 * len(early), 2))
        cut[0::2], cut[1::2] = early, late
        line = np.vstack([line[:1], cut, line[-1:]])
    return line


def _aside(share: Coords, rng: np.random.Generator) -> Coords:
    """Metres to the left of the line, nought at both ends."""
    waves = sum(
        rng.uniform(8, 22) * np.sin(2 * np.pi * turns * share + rng.uniform(0, 6.3))
        for turns in (1, 2.3, 4.1)
    )
    detour = rng.uniform(110, 240) * rng.choice([-1, 1]) * (rng.random() < 0.35)
    bump = detour * np.exp(-(((share - rng.uniform(0.3, 0.7)) / 0.13) ** 2))
    return np.asarray((waves + bump) * np.minimum(1, 8 * np.minimum(share, 1 - share)))
