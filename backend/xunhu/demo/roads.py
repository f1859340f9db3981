"""The invented roads of a township: what joins its seat, villages, schools and crossings."""

import heapq
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from shapely import LineString

from xunhu.demo.sites import SEED, Site, cells_m, lines_m, seats_m, sites, sites_of
from xunhu.demo.winding import beside, length_m, winding
from xunhu.reference.plane import Coords

SEAT = 0
DETOUR = 2.3
SWAYS = (0.19, 0.18, 0.17, 0.16, 0.14, 0.12)
NEGLECTED_LINE = {"RAIL-NANFU": (27_200.0, 99_000.0), "RAIL-SANNAN": (11_800.0, 14_300.0)}
NEGLECTED_EVERY = 9


@dataclass(frozen=True)
class Network:
    """Node 0 is the seat; `sites[n - 1]` is node n; `paths[a, b]` runs from a to b, a < b."""

    township: str
    sites: tuple[Site, ...]
    xy: Coords
    paths: dict[tuple[int, int], Coords]
    lengths_m: dict[tuple[int, int], float]

    def nodes(self, *layers: str) -> list[int]:
        return [n for n, site in enumerate(self.sites, 1) if site.layer in layers]

    def way(self, start: int, end: int) -> list[int]:
        """The nodes of the shortest way between two nodes, both included."""
        return _shortest(self.lengths_m, start, end)

    def trace(self, nodes: list[int]) -> Coords:
        """The path through consecutive nodes; a single node is a path of one vertex."""
        parts = [self.xy[nodes[:1]]]
        for a, b in pairwise(nodes):
            parts.append(self.paths[a, b][1:] if a < b else self.paths[b, a][-2::-1])
        return np.vstack(parts)


@cache
def network(township: str) -> Network:
    rng = np.random.default_rng([SEED, int(township), 9])
    reached = [*sites_of(township, "village", "school"), *_crossings_by(township)]
    joint = tuple(site for site in reached if is_seen(site))
    xy = np.array([seats_m()[township], *(site.xy for site in joint)])
    rails = _rail_paths(joint, rng)
    joined = _tree(xy, set(rails))
    joined |= _shortcuts(xy, joined)
    paths = {pair: _road(township, xy, pair, rng) for pair in sorted(joined - set(rails))} | rails
    lengths = {pair: length_m(path) for pair, path in paths.items()}
    return Network(township, joint, xy, paths, lengths)


def is_seen(site: Site) -> bool:
    """Some villages and a stretch of each railway are never gone to: the demo's blind spots."""
    if site.layer == "village":
        return int(site.code[-3:]) % 100 % NEGLECTED_EVERY != NEGLECTED_EVERY - 5
    low, high = NEGLECTED_LINE.get(site.line or "", (0.0, -1.0))
    return not low <= site.chainage_m <= high


def _crossings_by(township: str) -> list[Site]:
    """The crossings of a township and the next one beyond its border on either side."""
    crossings = [site for site in sites() if site.layer == "crossing"]
    own = {(s.line, n) for n, s in enumerate(crossings) if s.township == township}
    return [
        site
        for n, site in enumerate(crossings)
        if own & {(site.line, n - 1), (site.line, n), (site.line, n + 1)}
    ]


def _rail_paths(sites: tuple[Site, ...], rng: np.random.Generator) -> dict[tuple[int, int], Coords]:
    found = [(site.line, site.chainage_m, n) for n, site in enumerate(sites, 1) if site.line]
    paths = {}
    for (line, from_m, a), (other, to_m, b) in pairwise(found):
        if line == other and to_m - from_m < 2_600:
            paths[a, b] = beside(lines_m()[str(line)], from_m, to_m, rng)
    return paths


def _tree(xy: Coords, given: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Prim's shortest tree; what `given` joins already costs next to nothing."""
    apart = np.hypot(xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1])
    for a, b in given:
        apart[a, b] = apart[b, a] = 0.1
    joined, inside = set(given), [SEAT]
    while len(inside) < len(xy):
        outside = [n for n in range(len(xy)) if n not in inside]
        table = apart[np.ix_(inside, outside)]
        row, column = np.unravel_index(int(table.argmin()), table.shape)
        a, b = inside[row], outside[column]
        joined.add((min(a, b), max(a, b)))
        inside.append(b)
    return joined


def _shortcuts(xy: Coords, joined: set[tuple[int, int]]) -> set[tuple[int, int]]:
    lengths = {(a, b): float(np.hypot(*(xy[a] - xy[b]))) for a, b in joined}
    added = set()
    for a in range(len(xy)):
        apart = np.hypot(*(xy - xy[a]).T)
        for b in (int(n) for n in np.argsort(apart)[1:4]):
            way = _shortest(lengths, a, b)
            legs = pairwise(way)
            if sum(lengths[min(p), max(p)] for p in legs) > DETOUR * apart[b]:
                added.add((min(a, b), max(a, b)))
                lengths[min(a, b), max(a, b)] = float(apart[b])
    return added


def _shortest(lengths: dict[tuple[int, int], float], start: int, end: int) -> list[int]:
    beside: dict[int, list[tuple[int, float]]] = {}
    for (a, b), length in lengths.items():
        beside.setdefault(a, []).append((b, length))
        beside.setdefault(b, []).append((a, length))
    queue: list[tuple[float, list[int]]] = [(0.0, [start])]
    done: set[int] = set()
    while queue:
        so_far, way = heapq.heappop(queue)
        if way[-1] == end:
            return way
        if way[-1] in done:
            continue
        done.add(way[-1])
        for node, length in beside[way[-1]]:
            if node not in done:
                heapq.heappush(queue, (so_far + length, [*way, node]))
    raise ValueError(f"no way from {start} to {end}")


def _road(township: str, xy: Coords, pair: tuple[int, int], rng: np.random.Generator) -> Coords:
    """A winding road: of some drafts, the one that strays least from its township."""
    cell = cells_m()[township]
    drafts = [winding(xy[pair[0]], xy[pair[1]], rng, sway) for sway in SWAYS]
    return min(drafts, key=lambda path: LineString(path).difference(cell).length)
