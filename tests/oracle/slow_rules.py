"""The coverage rules, version 1, a second time: slow, plain, and from the contract alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle.earth import day_of
from oracle.plain import ClinicSession, Geometry, OutreachEvent, Patrol, Target
from oracle.slow_hazards import hazard_numbers
from oracle.slow_history import History, find_history
from oracle.slow_visits import Place, PlaceKey

__all__ = ["Coverage", "coverage", "find_history", "measure"]

LINE_LAYERS = ("railway", "road")
PLACE_LAYERS = ("village", "school", "crossing", "enterprise")
Properties = dict[str, Any]


@dataclass
class Coverage:
    """`townships` by code and `totals` as in `/coverage`; the sets hold what was visited in range.

    The sets name open targets inside a township only: those that the numbers count.
    """

    townships: dict[str, Properties]
    totals: Properties
    covered_pieces: set[tuple[str, int]]
    visited_targets: set[str]


@dataclass(frozen=True)
class Span:
    """The days asked for, both ends counting, and the day at which ages are judged."""

    first: date
    last: date
    judged_on: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def coverage(
    patrols: Iterable[Patrol],
    townships: dict[str, Geometry],
    targets: Iterable[Target],
    outreach: Sequence[OutreachEvent],
    sittings: Sequence[ClinicSession],
    from_on: date,
    to_on: date,
    today: date,
) -> Coverage:
    """Everything at once, for a test that asks for one range."""
    history = find_history(patrols, townships, targets, outreach, sittings)
    return measure(history, from_on, to_on, today)


def measure(history: History, from_on: date, to_on: date, today: date) -> Coverage:
    """The numbers of every township and of the district for one range of Shanghai days."""
    span = Span(from_on, to_on, min(to_on, today))
    open_places = [p for p in history.places if p.is_open and p.township is not None]
    reached = {p.key for p in open_places if was_reached(history, p, span)}
    return Coverage(
        townships={code: numbers_of([code], history, span) for code in history.codes},
        totals=numbers_of(history.codes, history, span),
        covered_pieces={(target, piece) for target, piece in reached if piece is not None},
        visited_targets={target for target, piece in reached if piece is None},
    )


def numbers_of(codes: list[str], history: History, span: Span) -> Properties:
    """One township's numbers, or, given all codes, the district's."""
    steps = [s for s in history.steps if s.township in codes and s.on in span]
    recorded = [r for r in history.recorded if r.township in codes and r.on in span]
    stepless = [s for s in history.stepless if s.township in codes and s.on in span]
    events = [e for e in history.outreach if e["township"] in codes and held_on(e) in span]
    sittings = [c for c in history.sittings if c["township"] in codes and held_on(c) in span]
    hazards = [h for h in history.hazards if h["township"] in codes]
    active_on = {step.on for step in steps}
    active_on |= {held_on(event) for event in events} | {held_on(sitting) for sitting in sittings}
    return {
        "patrols": len({s.patrol_id for s in steps} | {s.patrol_id for s in stepless}),
        "distance_m": sum(step.length_m for step in steps),
        "recorded_s": sum(r.seconds for r in recorded),
        "active_days": len(active_on),
        "last_activity_on": max(active_on).isoformat() if active_on else None,
        **{layer: line_numbers(layer, codes, history, span) for layer in LINE_LAYERS},
        **{layer: place_numbers(layer, codes, history, span) for layer in PLACE_LAYERS},
        "outreach": {
            "events": len(events),
            "reached": sum(event["reached_count"] for event in events),
            "materials": sum(event["materials_count"] or 0 for event in events),
        },
        "clinic": {
            "sessions": len(sittings),
            "consultations": sum(sitting["consultations"] for sitting in sittings),
        },
        "hazards": hazard_numbers(hazards, span.first, span.last),
    }


def held_on(gathering: OutreachEvent | ClinicSession) -> date:
    """The day on which an event or a sitting counts."""
    return day_of(gathering["occurred_at"])


def line_numbers(layer: str, codes: list[str], history: History, span: Span) -> Properties | None:
    """Metres of line; None where no open line has a piece in the townships."""
    pieces = open_places_of(layer, codes, history)
    if not pieces:
        return None
    length_m = sum(p.length_m for p in pieces)
    covered_m = sum(p.length_m for p in pieces if was_reached(history, p, span))
    ages = {p.key: days_since(history, p, span) for p in pieces}
    return {
        "length_m": length_m,
        "covered_m": covered_m,
        "share": covered_m / length_m,
        "oldest_days": oldest(ages),
        "never_m": sum(p.length_m for p in pieces if ages[p.key] is None),
    }


def place_numbers(layer: str, codes: list[str], history: History, span: Span) -> Properties | None:
    """Counts of points and polygons; None where the townships have no open one."""
    places = open_places_of(layer, codes, history)
    if not places:
        return None
    visited = sum(was_reached(history, p, span) for p in places)
    ages = {p.key: days_since(history, p, span) for p in places}
    return {
        "count": len(places),
        "visited": visited,
        "share": visited / len(places),
        "oldest_days": oldest(ages),
        "never": sum(age is None for age in ages.values()),
    }


def open_places_of(layer: str, codes: list[str], history: History) -> list[Place]:
    """Pieces or places that count in these townships."""
    return [p for p in history.places if p.is_open and p.layer == layer and p.township in codes]


def was_reached(history: History, place: Place, span: Span) -> bool:
    """Whether a day of the range saw the place."""
    return any(day in span for day in history.visits.get(place.key, ()))


def days_since(history: History, place: Place, span: Span) -> int | None:
    """Days from the last visit to the judging day, without limit; None when there was none."""
    days = [day for day in history.visits.get(place.key, ()) if day <= span.judged_on]
    return (span.judged_on - max(days)).days if days else None


def oldest(ages: dict[PlaceKey, int | None]) -> int | None:
    """The longest age; None while one place was never reached."""
    known = [age for age in ages.values() if age is not None]
    return max(known) if len(known) == len(ages) else None
