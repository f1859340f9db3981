"""Office chores on users."""

import sys
from collections.abc import Sequence
from datetime import date

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from xunhu.auth.accounts import add_user, disable, find_user, hashed, move, set_password
from xunhu.auth.models import User
from xunhu.db import utcnow, writing
from xunhu.problems import NotFound, Said
from xunhu.records.roles import Role
from xunhu.schemas import shanghai_day

ROLES = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Users: add one, change one, shut one out."""


def _password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


@user.command()
@click.argument("username")
@click.option("--role", type=ROLES, required=True)
@click.option("--township", "townships", multiple=True, help="Code; may be given several times.")
@click.option("--district", help="For those who see the district, when there are several.")
@click.option("--name", help="The name that is shown; the username unless given.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
@with_appcontext
def add(
    username: str,
    *,
    role: str,
    townships: Sequence[str],
    district: str | None,
    name: str | None,
    password_stdin: bool,
) -> None:
    """Add a user."""
    password = _password() if password_stdin else ""
    with writing() as session:
        add_user(
            session,
            username,
            role=Role(role),
            password_hash=hashed(password),
            name=name,
            townships=townships,
            district=district,
        )
    click.echo(f"已添加用户 {username}（{role}）")


@user.command("set")
@click.argument("username")
@click.option("--role", type=ROLES, help="Another role from today on.")
@click.option("--township", "townships", multiple=True, help="All townships from today on.")
@click.option("--name")
@click.option("--password-stdin", is_flag=True, help="Read a new one from standard input.")
@click.option("--enable", is_flag=True, help="Let a user in again who was shut out.")
@with_appcontext
def change(
    username: str,
    *,
    role: str | None,
    townships: Sequence[str],
    name: str | None,
    password_stdin: bool,
    enable: bool,
) -> None:
    """Change a user; what isn't named stays."""
    password = _password() if password_stdin else None
    with writing() as session:
        found = _known(session, username)
        if role or townships:
            move(session, found, Role(role or found.role), townships, _today())
        if password is not None:
            set_password(session, found, password)
        found.name = name or found.name
        found.disabled = found.disabled and not enable
    click.echo(f"已更新用户 {username}")


@user.command("disable")
@click.argument("username")
@with_appcontext
def shut_out(username: str) -> None:
    """Shut a user out; what the user recorded stays."""
    with writing() as session:
        disable(session, _known(session, username))
    click.echo(f"已停用用户 {username}")


def _known(session: Session, username: str) -> User:
    found = find_user(session, username)
    if found is None:
        raise NotFound(Said(f"没有用户 {username}", f"there is no user {username}"))
    return found


def _today() -> date:
    return shanghai_day(utcnow())
