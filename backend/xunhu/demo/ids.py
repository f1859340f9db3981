"""Ids that come out the same on every run."""

from uuid import UUID, uuid5

import numpy as np

_INVENTED = UUID("6f6b0c1e-7d0a-5b57-9c58-786e68750001")


def fixed_id(name: str) -> str:
    """The same UUID (version 5) for the same name, always."""
    return str(uuid5(_INVENTED, name))


def uuid7(at_ms: int, rng: np.random.Generator) -> str:
    """A UUIDv7 (RFC 9562) of a moment in epoch milliseconds, its random part from `rng`."""
    chance = int.from_bytes(rng.bytes(10), "big")
    head, tail = chance >> 68, chance & ((1 << 62) - 1)
    return str(UUID(int=at_ms << 80 | 0x7 << 76 | head << 64 | 0b10 << 62 | tail))
