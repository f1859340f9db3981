"""Puts the committed reference data into an empty district."""

from collections.abc import Iterable
from uuid import UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from xunhu.records.models import DistrictClock
from xunhu.reference.load import Feature, railways, townships, villages
from xunhu.targets.apply import put_target
from xunhu.targets.models import Target
from xunhu.townships.locate import locator
from xunhu.townships.models import Township, Village

DISTRICT, DISTRICT_NAME = "500119", "南川区"
TARGET_IDS = UUID("0b5d4e00-5001-4190-8000-000000000000")  # the name space of shipped targets


def install(session: Session) -> bool:
    """Add the district with its townships, villages and rail lines; False when it is there."""
    if session.get(DistrictClock, DISTRICT) is not None:
        return False
    session.add(
        DistrictClock(
            district=DISTRICT,
            name=DISTRICT_NAME,
            epoch=uuid4(),
            last_seq=0,
            durable_seq=0,
            reference_version=1,
            last_piece=0,
        )
    )
    session.flush()
    session.add_all(_townships())
    session.add_all(_villages())
    session.flush()
    put_features(session, railways())
    return True


def put_features(session: Session, features: Iterable[Feature]) -> None:
    """Add shipped or example target Features, each with its pieces."""
    where = locator(DISTRICT)
    for feature in features:
        put_target(session, DISTRICT, target_of(feature), where)


def _townships() -> list[Township]:
    return [
        Township(
            district=DISTRICT,
            code=town.code,
            name=town.name,
            kind=town.kind,
            pinyin=town.pinyin,
            boundary=town.geometry,
            approximate=town.approximate,
        )
        for town in townships()
    ]


def _villages() -> list[Village]:
    return [
        Village(
            district=DISTRICT,
            code=village.code,
            township=village.township,
            name=village.short_name,
            kind=village.kind,
        )
        for village in villages()
    ]


def target_of(feature: Feature) -> Target:
    """A shipped or example target Feature as a row."""
    told = feature["properties"]
    return Target(
        district=DISTRICT,
        id=target_id(feature),
        layer=told["layer"],
        name=told["name"],
        code=told.get("code"),
        interval_days=told.get("interval_days"),
        radius_m=told.get("radius_m"),
        chainage_start_m=told.get("chainage_start_m"),
        status="open",
        approximate=told.get("approximate", False),
        geometry=feature["geometry"],
    )


def target_id(feature: Feature) -> UUID:
    """The id of a shipped target: its own, or one that follows from its layer and code."""
    try:
        return UUID(feature.get("id", ""))
    except ValueError:
        told = feature["properties"]
        return uuid5(TARGET_IDS, f"{told['layer']} {told['code']}")
