"""Records of a hazard and its steps into rows; registers the two kinds."""

from xunhu.db import db
from xunhu.hazards.models import Hazard, HazardStep
from xunhu.hazards.schemas import HazardSchema, HazardStepSchema
from xunhu.records.kinds import Kind, Sealed, register, rows_of
from xunhu.records.roles import Reach, Role
from xunhu.schemas import shanghai_day

PUSH = frozenset({Role.PATROL_OFFICER, Role.TOWNSHIP_SUPERVISOR})
READ = {
    Role.PATROL_OFFICER: Reach.TOWNSHIPS,
    Role.TOWNSHIP_SUPERVISOR: Reach.TOWNSHIPS,
    Role.DISTRICT_VIEWER: Reach.DISTRICT,
    Role.ADMINISTRATOR: Reach.DISTRICT,
}


def apply_hazard(sealed: Sealed) -> None:
    """A hazard record becomes a hazard at its place."""
    assert sealed.geometry is not None
    lon, lat = sealed.geometry["coordinates"][:2]
    told = sealed.content
    db.session.add(
        Hazard(
            district=sealed.district,
            id=sealed.id,
            township=sealed.township,
            author=sealed.author,
            occurred_at=sealed.occurred_at,
            occurred_on=shanghai_day(sealed.occurred_at),
            category=told["category"].value,
            severity=told["severity"].value,
            description=told["description"],
            lon=lon,
            lat=lat,
            patrol=sealed.refs.get("patrol"),
            target=sealed.refs.get("target"),
        )
    )


def apply_step(sealed: Sealed) -> None:
    """A step record becomes a step, whether its hazard has come or not."""
    told = sealed.content
    db.session.add(
        HazardStep(
            district=sealed.district,
            id=sealed.id,
            hazard=sealed.refs["hazard"],
            township=sealed.township,
            author=sealed.author,
            occurred_at=sealed.occurred_at,
            occurred_on=shanghai_day(sealed.occurred_at),
            action=told["action"].value,
            responsible_unit=told.get("responsible_unit"),
            due_on=told.get("due_on"),
        )
    )


def register_kinds() -> None:
    """Make `hazard` and `hazard_step` known."""
    for kind in KINDS:
        register(kind)


KINDS = (
    Kind(
        name="hazard",
        schema=HazardSchema,
        geometries=frozenset({"Point"}),
        refs={"patrol": False, "target": False},
        push=PUSH,
        read=READ,
        apply=apply_hazard,
        withdraw=rows_of(Hazard),
    ),
    Kind(
        name="hazard_step",
        schema=HazardStepSchema,
        geometries=frozenset({"Point", None}),
        refs={"hazard": True},
        push=PUSH,
        read=READ,
        apply=apply_step,
        withdraw=rows_of(HazardStep),
    ),
)
