"""An outreach record into a row; registers the kind."""

from xunhu.db import db
from xunhu.outreach.models import OutreachEvent
from xunhu.outreach.schemas import OutreachEventSchema
from xunhu.records.kinds import Kind, Sealed, register, rows_of
from xunhu.records.roles import Reach, Role
from xunhu.schemas import shanghai_day


def apply_event(sealed: Sealed) -> None:
    """An outreach record becomes an event."""
    told = sealed.content
    db.session.add(
        OutreachEvent(
            district=sealed.district,
            id=sealed.id,
            township=sealed.township,
            author=sealed.author,
            occurred_at=sealed.occurred_at,
            occurred_on=shanghai_day(sealed.occurred_at),
            ended_at=told["ended_at"],
            activity=told["activity"].value,
            venue=told["venue"],
            audience=[audience.value for audience in told["audience"]],
            reached_count=told["reached_count"],
            materials_count=told.get("materials_count", 0),
            staff_count=told["staff_count"],
            target=sealed.refs.get("target"),
            campaign=sealed.refs.get("campaign"),
            patrol=sealed.refs.get("patrol"),
        )
    )


def register_kinds() -> None:
    """Make `outreach_event` known."""
    register(KIND)


KIND = Kind(
    name="outreach_event",
    schema=OutreachEventSchema,
    geometries=frozenset({"Point", None}),
    refs={"target": False, "campaign": False, "patrol": False},
    push=frozenset({Role.PATROL_OFFICER, Role.CLINIC_VOLUNTEER, Role.TOWNSHIP_SUPERVISOR}),
    read={
        Role.PATROL_OFFICER: Reach.TOWNSHIPS,
        Role.CLINIC_VOLUNTEER: Reach.OWN,
        Role.TOWNSHIP_SUPERVISOR: Reach.TOWNSHIPS,
        Role.DISTRICT_VIEWER: Reach.DISTRICT,
        Role.ADMINISTRATOR: Reach.DISTRICT,
    },
    apply=apply_event,
    withdraw=rows_of(OutreachEvent),
)
