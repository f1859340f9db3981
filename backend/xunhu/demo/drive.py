"""A patrol vehicle on its road: where it goes, where it stops, where it is every five seconds."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from xunhu.demo.roads import SEAT, Network, network
from xunhu.demo.winding import STEP_M
from xunhu.reference.plane import Coords

FIX_EVERY_S = 5.0
SLOWEST_MS, FASTEST_MS = 2.6, 11.0
SIDEWAYS_MS2 = 1.5
BRAKING_MS2 = 0.6
VILLAGE_MS = 5.0
TRIES = 18
LAYERS = {"school": ("school", "village"), "railway": ("crossing",), "night": ("village", "school")}
BUDGET_KM = {"railway": (15, 28), "school": (9, 16), "night": (10, 20)}
STOP_S = {"railway": (40, 260), "school": (300, 900), "night": (30, 150)}


@dataclass(frozen=True)
class Route:
    """A path with a vertex each ten metres, and seconds of standing at some of them."""

    path: Coords
    stops: tuple[tuple[int, float], ...]


def plan(township: str, purpose: str, rng: np.random.Generator) -> Route:
    """Out from the seat, past some places, and home again."""
    roads = network(township)
    goals = _goals(roads, purpose, rng)
    low, high = STOP_S.get(purpose, (60, 420))
    path, stops = roads.xy[:1], []
    for start, end in zip([SEAT, *goals], [*goals, SEAT], strict=True):
        path = np.vstack([path, roads.trace(list(way(township, start, end)))[1:]])
        stops.append((len(path) - 1, float(rng.uniform(low, high))))
    return Route(path, (*stops[:-1], (len(path) - 1, float(rng.uniform(20, 90)))))


def fixes(route: Route, rng: np.random.Generator) -> tuple[Coords, Coords]:
    """Seconds since the start, and the true position then, about each five seconds."""
    speeds = _speeds(route, rng)
    took = STEP_M / ((speeds[1:] + speeds[:-1]) / 2)
    clock = np.concatenate([[0.0], np.cumsum(took)]) + rng.uniform(10, 60)
    arrivals, waits = [index for index, _ in route.stops], [s for _, s in route.stops]
    for index, seconds in route.stops:
        clock[index + 1 :] += seconds
    leaving = clock[arrivals] + waits
    times = np.insert(clock, np.array(arrivals) + 1, leaving)
    path = np.insert(route.path, np.array(arrivals) + 1, route.path[arrivals], axis=0)
    at = _ticks(float(times[-1]), rng)
    return at, np.column_stack([np.interp(at, times, path[:, axis]) for axis in (0, 1)])


@cache
def way(township: str, start: int, end: int) -> tuple[int, ...]:
    return tuple(network(township).way(start, end))


def slow_noise(count: int, memory: float, rng: np.random.Generator) -> Coords:
    """Noise of unit variance that forgets itself after about `memory` steps."""
    decay = np.exp(-np.arange(int(4 * memory) + 1) / memory)
    white = rng.normal(0, 1, count + len(decay) - 1)
    return np.asarray(np.convolve(white, decay / np.sqrt((decay**2).sum()), "valid"))


def _goals(roads: Network, purpose: str, rng: np.random.Generator) -> list[int]:
    """Places to stop at, near ones first, as far as the day's length allows."""
    budget_m = 1000 * rng.uniform(*BUDGET_KM.get(purpose, (16, 32)))
    nodes = roads.nodes(*LAYERS.get(purpose, ("village", "school")))
    goals: list[int] = []
    so_far, here = 0.0, SEAT
    for _ in range(TRIES):
        there = _next_goal(roads, here, nodes, rng)
        ahead = so_far + _metres(roads, here, there)
        if goals and ahead + _metres(roads, there, SEAT) > budget_m:
            continue
        goals.append(there)
        so_far, here = ahead, there
    return goals


def _next_goal(roads: Network, here: int, nodes: list[int], rng: np.random.Generator) -> int:
    others = [node for node in nodes if node != here]
    weights = np.array([_liking(roads, node) for node in others])
    tries = rng.choice(others, min(2, len(others)), p=weights / weights.sum())
    return int(min(tries, key=lambda node: _metres(roads, here, int(node))))


def _liking(roads: Network, node: int) -> float:
    """How readily a crew goes to a place: it has its habits, and the near ones come by anyway."""
    habit = (int(roads.sites[node - 1].id[:4], 16) % 97) / 97
    return (0.06 + habit) * min(1.0, 0.3 + _metres(roads, SEAT, node) / 3_000)


def _metres(roads: Network, start: int, end: int) -> float:
    nodes = way(roads.township, start, end)
    legs = pairwise(nodes)
    return sum(roads.lengths_m[min(leg), max(leg)] for leg in legs)


def _speeds(route: Route, rng: np.random.Generator) -> Coords:
    """Metres per second at each vertex: slower in bends, in villages and before a stop."""
    heading = np.unwrap(np.arctan2(*np.gradient(route.path, axis=0).T[::-1]))
    bend = np.abs(np.gradient(heading)) / STEP_M
    cruise = rng.uniform(7.5, 10.5) * (1 + 0.13 * slow_noise(len(bend), 35, rng))
    speeds = np.minimum(cruise, np.sqrt(SIDEWAYS_MS2 / np.maximum(bend, 1e-3)))
    edges = np.array([0, *(index for index, _ in route.stops)])
    to_stop = STEP_M * np.abs(np.arange(len(bend))[:, None] - edges[None, :]).min(axis=1)
    speeds = np.where(to_stop < 180, np.minimum(speeds, VILLAGE_MS), speeds)
    speeds = np.clip(
        np.convolve(np.pad(speeds, 3, "edge"), np.ones(7) / 7, "valid"), SLOWEST_MS, FASTEST_MS
    )
    return np.asarray(np.minimum(speeds, np.sqrt(2 * BRAKING_MS2 * to_stop) + 0.7))


def _ticks(until_s: float, rng: np.random.Generator) -> Coords:
    count = int(until_s / FIX_EVERY_S) + 1
    ticks = np.arange(count) * FIX_EVERY_S + rng.uniform(-0.6, 0.6, count)
    return np.asarray(ticks[(rng.random(count) > 0.015) & (ticks >= 0) & (ticks <= until_s)])
