"""Records of a patrol into rows; registers the three kinds."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.patrols.fixes import pack
from xunhu.patrols.models import Campaign, Patrol, PatrolEnd, TrackSegment, Vehicle
from xunhu.patrols.schemas import (
    PatrolEndSchema,
    PatrolSchema,
    TrackSegmentSchema,
    columns_fit,
)
from xunhu.patrols.segments import bounds_of
from xunhu.records.kinds import Kind, OneRow, Sealed, added, know_places, register, rows_of
from xunhu.records.roles import Reach, Role
from xunhu.schemas import rfc3339, shanghai_day

PUSH = frozenset({Role.PATROL_OFFICER, Role.TOWNSHIP_SUPERVISOR})
READ_TRACKS = {Role.PATROL_OFFICER: Reach.OWN, Role.TOWNSHIP_SUPERVISOR: Reach.TOWNSHIPS}
READ = {
    **READ_TRACKS,
    Role.DISTRICT_VIEWER: Reach.DISTRICT,
    Role.ADMINISTRATOR: Reach.DISTRICT,
}


def patrol_row(sealed: Sealed) -> dict[str, Any]:
    """A patrol record becomes a patrol."""
    return dict(
        district=sealed.district,
        id=sealed.id,
        number=sealed.seq,
        township=sealed.township,
        author=sealed.author,
        began_at=sealed.occurred_at,
        began_on=shanghai_day(sealed.occurred_at),
        purpose=sealed.content["purpose"].value,
        crew_count=sealed.content["crew_count"],
        vehicle=sealed.refs.get("vehicle"),
        campaign=sealed.refs.get("campaign"),
    )


def segment_row(sealed: Sealed) -> dict[str, Any]:
    """A track segment record becomes a row that tells whose fixes these are, and where."""
    assert sealed.geometry is not None
    west, south, east, north = bounds_of(sealed)
    return dict(
        district=sealed.district,
        id=sealed.id,
        patrol=sealed.refs["patrol"],
        part=sealed.content["part"],
        source=sealed.content["source"].value,
        author=sealed.author,
        device=sealed.device,
        fix_count=len(sealed.content["times"]),
        received_at=sealed.received_at,
        west=west,
        south=south,
        east=east,
        north=north,
        fixes=pack(sealed.geometry, sealed.content) if sealed.altered else None,
    )


def end_row(sealed: Sealed) -> dict[str, Any]:
    """A patrol's end, with its interruptions and their reasons."""
    return dict(
        district=sealed.district,
        id=sealed.id,
        patrol=sealed.refs["patrol"],
        ended_at=sealed.content["ended_at"],
        part_count=sealed.content["part_count"],
        interruptions=[_interruption(i) for i in sealed.content["interruptions"]],
    )


def _interruption(told: dict[str, Any]) -> dict[str, str]:
    return {
        "from": rfc3339(told["from_at"]),
        "to": rfc3339(told["to_at"]),
        "reason": told["reason"].value,
    }


def patrol_of(sealed: Sealed) -> UUID:
    """The patrol that a record of these kinds belongs to."""
    return sealed.id if sealed.kind.name == "patrol" else sealed.refs["patrol"]


def parts_of(session: Session, district: str, patrol: UUID) -> Sequence[UUID]:
    """The segments and ends of a patrol: they are voided with it."""
    return [
        part
        for table in (TrackSegment, PatrolEnd)
        for part in session.scalars(
            select(table.id).where(table.district == district, table.patrol == patrol)
        )
    ]


def vehicles_and_campaigns(
    session: Session, district: str, ids: Collection[UUID]
) -> Mapping[UUID, str]:
    """Those of these ids that a patrol may name, and which of the two each is."""
    return {
        found: sort
        for table, sort in ((Vehicle, "vehicle"), (Campaign, "campaign"))
        for found in session.scalars(
            select(table.id).where(table.district == district, table.id.in_(ids))
        )
    }


POINT_OR_NULL: frozenset[str | None] = frozenset({"Point", None})


def register_kinds() -> None:
    """Make `patrol`, `track_segment` and `patrol_end` known."""
    for kind in KINDS:
        register(kind)
    know_places(vehicles_and_campaigns)


PATROL, SEGMENT, END = (
    OneRow(Patrol, patrol_row),
    OneRow(TrackSegment, segment_row),
    OneRow(PatrolEnd, end_row),
)
KINDS = (
    Kind(
        name="patrol",
        schema=PatrolSchema,
        geometries=POINT_OR_NULL,
        refs={"vehicle": False, "campaign": False},
        push=PUSH,
        read=READ,
        apply=added(PATROL),
        row=PATROL,
        withdraw=rows_of(Patrol),
        parts=parts_of,
    ),
    Kind(
        name="track_segment",
        schema=TrackSegmentSchema,
        geometries=frozenset({"LineString", "Point"}),
        refs={"patrol": True},
        push=PUSH,
        read=READ_TRACKS,
        apply=added(SEGMENT),
        row=SEGMENT,
        withdraw=rows_of(TrackSegment),
        part_of="patrol",
        check=columns_fit,
    ),
    Kind(
        name="patrol_end",
        schema=PatrolEndSchema,
        geometries=POINT_OR_NULL,
        refs={"patrol": True},
        push=PUSH,
        read=READ,
        apply=added(END),
        row=END,
        withdraw=rows_of(PatrolEnd),
        part_of="patrol",
    ),
)
