"""Outreach events and clinic sittings of one day of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from xunhu.demo.people import FRAUD_SEASON, RAILWAY_MONTH, CampaignSeed, who
from xunhu.demo.roads import is_seen
from xunhu.demo.sealed import (
    Author,
    Contents,
    author,
    chance,
    identity_at,
    instant,
    point,
    seal,
)
from xunhu.demo.sites import Site, seats_m, sites, sites_of, stem
from xunhu.reference.load import TownshipSeed, townships
from xunhu.schemas import SHANGHAI

QUIET = frozenset(("500119106", "500119123"))
RAILWAY_DAY = 15
SITS_SHARE = 0.88
MARKET_DIGITS = ((1, 4, 7), (2, 5, 8), (3, 6, 9))
AUDIENCES = {
    "railway_safety": ("villagers", "elders", "drivers"),
    "legal_lecture": ("villagers", "elders"),
    "anti_fraud": ("villagers", "merchants", "elders"),
    "fire_safety": ("villagers", "merchants"),
    "school_visit": ("pupils", "teachers"),
    "enterprise_visit": ("workers",),
}
REACHED = {"school_visit": (80, 420), "legal_lecture": (12, 60), "enterprise_visit": (15, 90)}
PARTNERS = ("镇街平安办", "派出所", "司法所", "铁路护路办", "村（社区）居委会", "中心校")
TOPICS = {
    "family": 15.0, "labour": 16.0, "debt": 14.0, "land_housing": 16.0, "injury_traffic": 9.0,
    "consumer": 6.0, "neighbour": 12.0, "fraud": 7.0, "administrative": 3.0, "criminal": 1.0,
    "other": 4.0,
}  # fmt: skip
OUTCOMES = {
    "advice": 50.0, "document": 14.0, "mediation": 14.0, "legal_aid": 8.0, "court": 4.0,
    "follow_up": 9.0, "other": 1.0,
}  # fmt: skip
AGES = {"under_18": 2.0, "18_35": 18.0, "36_59": 45.0, "60_plus": 35.0}
EVENT_NOTES = ("现场发放资料并答疑。", "以身边案例讲解，反响较好。", "利用逢场天设点宣传。")


@dataclass(frozen=True)
class Gathering:
    """A sealed record, who made it and when it was over."""

    author: str
    ended_at: datetime
    record: bytes


@dataclass(frozen=True)
class Occasion:
    """An outreach event before it is sealed."""

    activity: str
    township: str
    began_at: datetime
    venue: str
    target: Site | None = None


def outreach(
    day: date, campaigns: tuple[CampaignSeed, ...], rng: np.random.Generator
) -> Iterator[Gathering]:
    for occasion in _occasions(day, rng):
        roles = ("patrol_officer", "patrol_officer", "township_supervisor")
        if occasion.activity in ("legal_lecture", "anti_fraud"):
            roles = ("clinic_volunteer", "patrol_officer", "township_supervisor")
        people = who(occasion.township, roles[int(rng.integers(3))])
        yield _event(occasion, author(occasion.township, people, rng), campaigns, rng)


def sittings(day: date, rng: np.random.Generator) -> Iterator[Gathering]:
    """Each clinic sits on its own day of the week, and now and then doesn't."""
    clinics = [site for site in sites() if site.layer == "clinic"]
    for number, clinic in enumerate(clinics):
        if day.weekday() == (0, 3, 2, 4, 1, 5, 3)[number % 7] and rng.random() < SITS_SHARE:
            yield _sitting(clinic, day, rng)


def _occasions(day: date, rng: np.random.Generator) -> Iterator[Occasion]:
    for number, town in enumerate(townships()):
        if town.code in QUIET:
            continue
        crossings = [s for s in sites_of(town.code, "crossing") if is_seen(s)]
        if day.day == RAILWAY_DAY and crossings:
            yield _at_site("railway_safety", crossings, day, rng)
        if day.day % 10 in MARKET_DIGITS[number % 3] and rng.random() < 0.17:
            yield _market(town, bool(crossings), day, rng)
        yield from _visits(town.code, day, rng)


def _market(town: TownshipSeed, by_rail: bool, day: date, rng: np.random.Generator) -> Occasion:
    """逢场: the market brings the villages together, so that is where one goes."""
    kinds = {"anti_fraud": 5.0, "fire_safety": 2.0, "railway_safety": 5.0 if by_rail else 0.5}
    return Occasion(
        chance(rng, kinds), town.code, between_hours(day, 8.5, 10.5, rng), f"{stem(town)}集市"
    )


def _visits(township: str, day: date, rng: np.random.Generator) -> Iterator[Occasion]:
    if day.weekday() < 5 and rng.random() < 0.035:
        yield _at_site("school_visit", sites_of(township, "school"), day, rng)
    if rng.random() < 0.03:
        villages = [v for v in sites_of(township, "village") if is_seen(v)]
        yield _at_site(chance(rng, {"legal_lecture": 3, "anti_fraud": 2}), villages, day, rng)
    enterprises = sites_of(township, "enterprise")
    if day.weekday() < 5 and enterprises and rng.random() < 0.05:
        yield _at_site("enterprise_visit", enterprises, day, rng)


def _at_site(activity: str, choices: list[Site], day: date, rng: np.random.Generator) -> Occasion:
    site = choices[int(rng.integers(len(choices)))]
    place = site.name.split("（")[0]
    venue = {"village": f"{place}便民服务中心", "school": f"{place}操场"}.get(site.layer, place)
    return Occasion(activity, site.township, between_hours(day, 9.2, 15.8, rng), venue, site)


def _event(
    occasion: Occasion,
    by: Author,
    campaigns: tuple[CampaignSeed, ...],
    rng: np.random.Generator,
) -> Gathering:
    ended_at = occasion.began_at + timedelta(minutes=int(rng.integers(35, 150)))
    reached = int(rng.integers(*REACHED.get(occasion.activity, (30, 260))))
    contents: Contents = {
        "activity": occasion.activity,
        "ended_at": instant(ended_at),
        "venue": occasion.venue,
        "audience": list(AUDIENCES[occasion.activity]),
        "reached_count": reached,
        "materials_count": int(reached * rng.uniform(0.4, 1.1)),
        "staff_count": int(rng.integers(2, 7)),
        "partners": [str(name) for name in rng.choice(PARTNERS, int(rng.integers(1, 3)), False)],
    }
    if rng.random() < 0.3:
        contents["note"] = str(rng.choice(EVENT_NOTES))
    refs = _refs(occasion, campaigns)
    xy = np.array(occasion.target.xy if occasion.target else seats_m()[occasion.township])
    place = point(xy + rng.normal(0, 25, 2))
    identity = identity_at(ended_at + timedelta(minutes=2), rng)
    record = seal("outreach_event", by, occasion.began_at, place, refs, contents, identity)
    return Gathering(by.username, ended_at, record)


def _refs(occasion: Occasion, campaigns: tuple[CampaignSeed, ...]) -> Contents:
    refs = {"target": occasion.target.id} if occasion.target else {}
    wanted = {"railway_safety": RAILWAY_MONTH, "anti_fraud": FRAUD_SEASON}.get(occasion.activity)
    day = occasion.began_at.date()
    running = [c for c in campaigns if c.name == wanted and c.from_on <= day <= c.until_on]
    return refs | ({"campaign": running[0].id} if running else {})


def _sitting(clinic: Site, day: date, rng: np.random.Generator) -> Gathering:
    by = author(clinic.township, who(clinic.township, "clinic_volunteer"), rng)
    began_at = (
        between_hours(day, 9.0, 9.6, rng)
        if rng.random() < 0.7
        else between_hours(day, 14.0, 14.6, rng)
    )
    consultations = [_consultation(rng) for _ in range(int(rng.integers(1, 8)))]
    minutes = sum(int(c["minutes"]) for c in consultations) // 2
    ended_at = began_at + timedelta(minutes=max(60, minutes + int(rng.integers(10, 60))))
    contents = {
        "ended_at": instant(ended_at),
        "staff_count": int(rng.integers(1, 4)),
        "consultations": consultations,
    }
    refs, identity = {"clinic": clinic.id}, identity_at(ended_at, rng)
    record = seal("clinic_session", by, began_at, None, refs, contents, identity)
    return Gathering(by.username, ended_at, record)


def _consultation(rng: np.random.Generator) -> Contents:
    consultation: Contents = {
        "topic": chance(rng, TOPICS),
        "outcome": chance(rng, OUTCOMES),
        "minutes": 5 * int(rng.integers(2, 10)),
    }
    return consultation | ({"age_band": chance(rng, AGES)} if rng.random() < 0.8 else {})


def between_hours(day: date, low: float, high: float, rng: np.random.Generator) -> datetime:
    """A moment of the day between two hours, to the minute."""
    minutes = int(rng.uniform(low, high) * 60)
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)
