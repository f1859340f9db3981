"""What phones told the office of what is still on them, as far as the line let it through."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from simulation.real.faults import Request
from simulation.real.truth import Violation


@dataclass(frozen=True)
class Report:
    """How many records are on a phone; `number` is its place, `at` when it left the phone."""

    number: int
    unsent: int
    at: float


NOTHING = Report(0, 0, 0)


@dataclass
class Heard:
    """Of a device: the newest report that came for sure, and newer ones that may have come."""

    surely: Report | None = None
    perhaps: list[Report] = field(default_factory=list)


class Reports:
    """What is heard of each device in the epoch that is now."""

    def __init__(self) -> None:
        self.heard: dict[str, Heard] = {}

    def begin_anew(self) -> None:
        """What was told was true of a server that is gone."""
        self.heard = {}

    def came(self, device: str, asked: Request, epoch: str, *, surely: bool) -> None:
        """A hello reached the server, or one in which it died: that may be kept or not."""
        report = _told(asked, epoch)
        heard = self.heard.setdefault(device, Heard())
        if report is None or (heard.surely or NOTHING).number > report.number:
            return
        if not surely:
            heard.perhaps.append(report)
            return
        heard.surely = report
        heard.perhaps = [each for each in heard.perhaps if each.number > report.number]

    def shown(self, device: str, desk: dict[str, Any] | None) -> Report:
        """The report that the desk goes by; raises Violation when it was told none like that.

        `desk` is the device's line in the office's list.
        """
        heard = self.heard.get(device, Heard())
        if desk is None:
            return heard.surely or NOTHING
        said = _said(desk)
        for report in [heard.surely, *heard.perhaps]:
            if (report and report.unsent) == said:
                return report or NOTHING
        raise Violation(f"unreported: {heard}, the desk shows {said}")


def _told(asked: Request, epoch: str) -> Report | None:
    """What a phone said of an epoch that has ended says nothing about this one."""
    told = parse_qs(urlsplit(asked.parts["path"]).query)
    if told.get("epoch") != [epoch]:
        return None
    unsent = sum(int(told[name][0]) for name in ("waiting", "attention"))
    return Report(int(told["number"][0]), unsent, asked.at)


def _said(desk: dict[str, Any]) -> int | None:
    """How many records the desk takes to be on a phone alone; None where it doesn't know."""
    if desk["reported_at"] is None or desk["before_restore"]:
        return None
    return int(desk["unsent"]["waiting"] + desk["unsent"]["attention"])
