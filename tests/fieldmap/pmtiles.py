"""A map pack of a few tiles, written by hand after the PMTiles specification, version 3."""

import gzip
import json
import math
import struct
from collections.abc import Iterable, Mapping

import mapbox_vector_tile

HEADER = struct.Struct("<7sB11Q6B4iB2i")
GZIP, VECTOR = 2, 1
Zxy = tuple[int, int, int]


def pack(tiles: Mapping[Zxy, bytes], layers: Iterable[str]) -> bytes:
    """Vector tiles as one archive: header, root directory, metadata, tiles."""
    by_id = sorted((tile_id(*zxy), gzip.compress(tile, mtime=0)) for zxy, tile in tiles.items())
    described = json.dumps({"vector_layers": [{"id": layer, "fields": {}} for layer in layers]})
    root = gzip.compress(directory([(number, len(tile)) for number, tile in by_id]), mtime=0)
    metadata = gzip.compress(described.encode(), mtime=0)
    told = b"".join(tile for _number, tile in by_id)
    starts = [HEADER.size, HEADER.size + len(root), HEADER.size + len(root) + len(metadata)]
    parts = [starts[0], len(root), starts[1], len(metadata), starts[2], 0, starts[2], len(told)]
    zooms = [z for z, _x, _y in tiles]
    header = HEADER.pack(
        *(b"PMTiles", 3, *parts, len(by_id), len(by_id), len(by_id)),
        *(1, GZIP, GZIP, VECTOR, min(zooms), max(zooms)),
        *(-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, min(zooms), 0, 0),
    )
    return header + root + metadata + told


def directory(entries: list[tuple[int, int]]) -> bytes:
    """Of tiles that lie one behind the other: ids as steps, runs of one, lengths, offsets."""
    steps = [b - a for (a, _), (b, _) in zip([(0, 0), *entries], entries, strict=False)]
    numbers = [len(entries), *steps, *(1 for _ in entries), *(length for _, length in entries)]
    return b"".join(map(varint, [*numbers, 1, *(0 for _ in entries[1:])]))


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def tile_id(z: int, x: int, y: int) -> int:
    """The number of a tile along the Hilbert curves of all zooms."""
    number = (4**z - 1) // 3
    for bit in reversed(range(z)):
        side = 1 << bit
        right, down = x & side > 0, y & side > 0
        number += side * side * ((3 * right) ^ down)
        if not down:
            x, y = (side - 1 - y % side, side - 1 - x % side) if right else (y % side, x % side)
        else:
            x, y = x % side, y % side
    return number


def tile_at(lon: float, lat: float, z: int) -> Zxy:
    north = math.asinh(math.tan(math.radians(lat))) / math.pi
    return z, int((lon + 180) / 360 * 2**z), int((1 - north) / 2 * 2**z)


def lake_and_road() -> bytes:
    """A tile that is all water, with one road through it from west to east."""
    water = {"geometry": "POLYGON ((0 0, 4096 0, 4096 4096, 0 4096, 0 0))", "properties": {}}
    road = {"geometry": "LINESTRING (0 2048, 4096 2048)", "properties": {"kind": "path"}}
    made: bytes = mapbox_vector_tile.encode(
        [{"name": "water", "features": [water]}, {"name": "roads", "features": [road]}]
    )
    return made


def lake_around(lon: float, lat: float, z: int = 8) -> bytes:
    """A pack of one tile, in which a place lies."""
    return pack({tile_at(lon, lat, z): lake_and_road()}, ["water", "roads"])
