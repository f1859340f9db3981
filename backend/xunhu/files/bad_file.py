"""The refusals of a file: every one has a word for its reason, plain words, and a place."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self, TypeVar

from xunhu.problems import Fault, Problem, Said

SHOWN = 20
A = TypeVar("A")
R = TypeVar("R")


class BadFile(Problem):
    """`reason` is one word for the fault; a pointer is JSON's, `/row/3` or `/gpx/trk[1]`."""

    status = 422
    code = "bad-file"

    def __init__(self, reason: str, said: Said, pointer: str = "") -> None:
        fault = Fault(pointer=pointer, code=reason, message=said.zh)
        super().__init__(said, [fault])
        self.reason, self.sentence, self.pointer = reason, said, pointer

    def at(self, place: Said) -> Self:
        """The same refusal with the place before its words."""
        words = Said(f"{place.zh}：{self.sentence.zh}", f"{place.en}: {self.sentence.en}")
        return type(self)(self.reason, words, self.pointer)


class TooLarge(BadFile):
    """A file over the size that is read, or that unpacks to more."""

    status = 413
    code = "too-large"


def all_or_none(asked: Iterable[A], read: Callable[[A], R]) -> list[R]:
    """What each comes to; raises one BadFile that names every one that won't do."""
    found, faults = [], []
    for each in asked:
        try:
            found.append(read(each))
        except BadFile as fault:
            faults.append(fault)
    if faults:
        raise together(faults)
    return found


def together(faults: Sequence[BadFile]) -> BadFile:
    """One refusal for many places: the first in words, up to 20 as `errors`."""
    first = faults[0]
    if len(faults) == 1:
        return first
    more = len(faults) - 1
    words = Said(f"{first.sentence.zh}（另有 {more} 处）", f"{first.sentence.en} (and {more} more)")
    whole = BadFile(first.reason, words, first.pointer)
    whole.errors = [error for fault in faults[:SHOWN] for error in fault.errors]
    return whole
