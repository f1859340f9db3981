"""A check-in's record into a row; registers the kind."""

from xunhu.check_ins.models import CheckIn
from xunhu.check_ins.schemas import CheckInSchema
from xunhu.db import db
from xunhu.records.kinds import Kind, Sealed, register, rows_of
from xunhu.records.roles import Reach, Role
from xunhu.schemas import shanghai_day


def apply_check_in(sealed: Sealed) -> None:
    """A check-in record becomes a check-in at the target that it names."""
    db.session.add(
        CheckIn(
            district=sealed.district,
            id=sealed.id,
            township=sealed.township,
            author=sealed.author,
            occurred_at=sealed.occurred_at,
            occurred_on=shanghai_day(sealed.occurred_at),
            method=sealed.content["method"].value,
            target=sealed.refs["target"],
            patrol=sealed.refs.get("patrol"),
        )
    )


def register_kinds() -> None:
    """Make `check_in` known."""
    register(KIND)


KIND = Kind(
    name="check_in",
    schema=CheckInSchema,
    geometries=frozenset({"Point", None}),
    refs={"target": True, "patrol": False},
    push=frozenset({Role.PATROL_OFFICER, Role.TOWNSHIP_SUPERVISOR}),
    read={
        Role.PATROL_OFFICER: Reach.OWN,
        Role.TOWNSHIP_SUPERVISOR: Reach.TOWNSHIPS,
        Role.DISTRICT_VIEWER: Reach.DISTRICT,
        Role.ADMINISTRATOR: Reach.DISTRICT,
    },
    apply=apply_check_in,
    withdraw=rows_of(CheckIn),
)
