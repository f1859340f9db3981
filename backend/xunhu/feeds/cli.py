"""Office chores on trackers: tokens for them, and settling what they reported."""

from datetime import timedelta
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.models import MachineToken
from xunhu.auth.tokens import Scope, revoke
from xunhu.db import db, utcnow, writing
from xunhu.feeds.settling import settle_due
from xunhu.feeds.tokens.issuing import issue_for
from xunhu.feeds.vehicles import vehicles_named
from xunhu.patrols.models import Vehicle
from xunhu.problems import NotFound, Said
from xunhu.records.roles import OFFICE


@click.group()
def token() -> None:
    """Tokens of machines: issue one, list them, shut one out."""


@token.command("add")
@click.argument("name")
@click.option("--vehicle", "told", required=True, help="Its id, name or plate.")
@click.option("--days", type=click.IntRange(1, 3650), help="For so many days; for ever unless told")
@with_appcontext
def add(name: str, *, told: str, days: int | None) -> None:
    """Issue a token for the positions of a vehicle; its secret is printed this once."""
    now = utcnow()
    with writing() as session:
        vehicle = _vehicle(session, told)
        ends = now + timedelta(days=days) if days else None
        scopes = [Scope.WRITE_POSITIONS]
        wanted = {"name": name[:60], "scopes": scopes, "vehicle": vehicle.id, "expires_at": ends}
        issued, secret = issue_for(session, vehicle.district, OFFICE, wanted, now)
    click.echo(f"{issued.id}（{vehicle.name}）的令牌只显示这一次：", err=True)
    click.echo(secret)


def _vehicle(session: Session, told: str) -> Vehicle:
    """The one vehicle of that id, name or plate; raises NotFound."""
    found = vehicles_named(session, told)
    if len(found) != 1:
        raise NotFound(Said(f"没有（唯一的）车辆 {told}", f"there is no (single) vehicle {told}"))
    return found[0]


@token.command("list")
@with_appcontext
def listed() -> None:
    """Every token: id, name, vehicle, last use, and whether it was shut out."""
    asked = (
        select(MachineToken, Vehicle.name)
        .outerjoin(
            Vehicle,
            (Vehicle.district == MachineToken.district) & (Vehicle.id == MachineToken.vehicle),
        )
        .order_by(MachineToken.issued_at, MachineToken.id)
    )
    for row, vehicle in db.session.execute(asked):
        used = f"最近使用 {row.used_at:%Y-%m-%d}" if row.used_at else "从未使用"
        ends = f" · 到期 {row.expires_at:%Y-%m-%d}" if row.expires_at else ""
        out = f" · 已停用 {row.revoked_at:%Y-%m-%d}" if row.revoked_at else ""
        click.echo(f"{row.id} {row.name} · {vehicle or '全部车辆'} · {used}{ends}{out}")


@token.command("revoke")
@click.argument("identity", type=click.UUID, metavar="ID")
@with_appcontext
def shut_out(identity: UUID) -> None:
    """Shut a token out from its next use on."""
    with writing() as session:
        district = session.scalar(
            select(MachineToken.district).where(MachineToken.id == identity).limit(1)
        )
        revoke(session, district or "", identity, utcnow())
    click.echo(f"已停用令牌 {identity}")


@click.command("settle-trackers")
@with_appcontext
def settle_trackers() -> None:
    """Seal what trackers reported and end patrols of half an hour's silence; fit for cron.

    A server does so itself whenever a tracker reports or somebody reads the coverage.
    """
    count = settle_due(utcnow())
    click.echo(f"已整理 {count} 辆车的定位")
