"""Sets of numbers as bytes: the same set is always the same bytes, however it came about."""

from pyroaring import BitMap


def packed_set(numbers: BitMap) -> bytes:
    """A Roaring bitmap in its smallest form; made anew, as of two as small it keeps its own."""
    smallest = BitMap(numbers.to_array())
    smallest.run_optimize()
    found: bytes = smallest.serialize()
    return found


NO_SET = packed_set(BitMap())


def either(one: bytes, other: bytes) -> bytes:
    """The numbers of both."""
    return packed_set(BitMap.deserialize(one) | BitMap.deserialize(other))
