"""Office chores: init, serve, user, import, backup, coverage, openapi."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import click
import flask_migrate
import orjson
from click._termui_impl import ProgressBar
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from xunhu import data_lock, words
from xunhu.app import create_app, refusal_of, schema_is_current
from xunhu.auth.cli import user
from xunhu.backups.cli import backup, bring_back
from xunhu.coverage.rebuild import rebuild
from xunhu.coverage.thinning import due, limit, thin_some
from xunhu.db import db, utcnow, writing
from xunhu.demo import install as demo
from xunhu.durability import weaknesses
from xunhu.feeds.cli import settle_trackers, token
from xunhu.imports_cli import imports
from xunhu.initialised import needs_init
from xunhu.near_cli import targets
from xunhu.problems import Problem
from xunhu.records.models import DistrictClock
from xunhu.records_cli import erase_record, rescued, unapplied, verify
from xunhu.schemas import shanghai_day
from xunhu.settings import Settings
from xunhu.side_by_side import side_by_side
from xunhu.targets import shipped

BEFORE_INIT = ("init", "restore", "openapi")


class Misused(click.ClickException):
    """The words of a command are off."""

    exit_code = 2


class Chores(click.Group):
    """A group whose refusals are one clear line and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise click.ClickException(one_line(problem)) from problem
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Misused(error.format_message()) from error
        except DBAPIError as error:
            reason = str(error.orig).splitlines()[0]
            raise click.ClickException(f"数据库：{reason}") from error


def one_line(problem: Problem) -> str:
    """A problem as one line: what, and the first places."""
    places = [
        f"{f['pointer']} {words.say(f['code'], 'zh-CN', f['message'])}" for f in problem.errors
    ]
    return " · ".join([problem.said("zh-CN"), *places[:3]])


@click.group(cls=Chores, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(ctx: click.Context) -> None:
    """巡护 Xunhu: the office's chores. Settings come from XUNHU_* in the environment."""
    ctx.obj = ScriptInfo(create_app=lambda: opened(ctx.invoked_subcommand))


def opened(chore: str | None) -> Flask:
    """The app for a chore; raises NotInitialised, and makes nothing, before `xunhu init`."""
    if chore not in BEFORE_INIT:
        needs_init()
    return create_app(Settings.from_env())


@main.command()
@click.option("--demo", "with_demo", is_flag=True, help="Add users, places and generated work.")
@click.option("--days", default=28, show_default=True, help="Days of generated work.")
@with_appcontext
def init(*, with_demo: bool, days: int) -> None:
    """Make the schema and the 34 townships; run again, it only updates the schema."""
    flask_migrate.upgrade()
    with writing() as session:
        added = shipped.install(session)
    click.echo("南川区：34 个镇街、244 个村（社区）已载入" if added else "数据库已是最新")
    if with_demo:
        add_demo(days)


def add_demo(days: int) -> None:
    """Add the demo once, and print its sign-ins every time."""
    yesterday = shanghai_day(utcnow()) - timedelta(days=1)
    shown = set()

    def progress(day: object) -> None:
        if day not in shown:
            shown.add(day)
            click.echo(f"\r演示数据 {len(shown)} / {days} 天", nl=False, err=True)

    try:
        if demo.install(days, yesterday, progress):
            click.echo("", err=True)
    except demo.NotEmpty as real:
        click.echo(real.said("zh-CN"))
        return
    click.echo("演示登录（用户名 / 密码 / 角色）：")
    for username, password, role in demo.sign_ins():
        click.echo(f"  {username:<8} {password}  {role}")


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on the loopback address.")
@with_appcontext
def serve(port: int) -> None:
    """Serve the app on 127.0.0.1; ends with Ctrl-C."""
    if not schema_is_current():
        raise click.ClickException("数据库尚未就绪：请先运行 xunhu init")
    if why := refusal_of(weaknesses(db.session.connection())):
        raise click.ClickException(f"拒绝启动，{why}")
    held = data_lock.share(current_app.config["XUNHU"].data_dir)
    os.set_inheritable(held.fileno(), True)
    click.echo(f"巡护 Xunhu: http://127.0.0.1:{port}")
    sys.stdout.flush()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"]
    options += [
        "--no-control-socket",
        "--worker-class",
        "gthread",
        "--timeout",
        "120",
        "--graceful-timeout",
        "10",
    ]
    program = Path(sys.executable).with_name("gunicorn")
    os.execv(program, [str(program), *options, "xunhu.app:serving_app()"])  # noqa: S606


main.add_command(user)
main.add_command(token)
main.add_command(imports)
main.add_command(targets)
imports.add_command(rescued)
main.add_command(backup)
main.add_command(bring_back)
for chore in (unapplied, verify, erase_record, settle_trackers):
    main.add_command(chore)


@main.group()
def coverage() -> None:
    """Coverage, worked out from the sealed records."""


@coverage.command("rebuild")
@click.option("--afresh", is_flag=True, help="Begin anew where one was stopped half way.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count, help="How many processes.")
@with_appcontext
def coverage_rebuild(afresh: bool, jobs: int) -> None:
    """Work the coverage of every patrol out anew, and tell whether any number was another."""
    with side_by_side(current_app.config["XUNHU"], jobs) as run:
        for district in db.session.scalars(select(DistrictClock.district)).all():
            with click.progressbar(length=1, label=district, file=sys.stderr) as bar:

                def progress(done: int, portions: int, bar: ProgressBar[int] = bar) -> None:
                    bar.length = portions
                    bar.update(done - bar.pos)

                found = rebuild(district, progress, run, afresh=afresh)
            same = f"其中 {found.changed} 次与原来不同" if found.changed else "与原来完全一致"
            click.echo(f"{district}: {found.patrols} 次巡防已重算，{same}")


@main.command()
@click.option("--dry-run", is_flag=True, help="Only say how many patrols it would be.")
@with_appcontext
def thin(*, dry_run: bool) -> None:
    """Let go of positions that were kept long enough (XUNHU_KEEP_POSITIONS_DAYS); numbers stay.

    The server does so by itself, a few patrols an hour.
    """
    before = limit(utcnow())
    if before is None:
        click.echo("轨迹位置永久保存，没有可清除的")
        return
    for district in db.session.scalars(select(DistrictClock.district)).all():
        patrols = len(due(db.session(), district, before))
        if dry_run:
            click.echo(f"{district}: {patrols} 次巡防的轨迹位置已满保存期限")
            continue
        with click.progressbar(length=patrols, label=district, file=sys.stderr) as bar:
            while done := thin_some(district, before):
                bar.update(done)
        click.echo(f"{district}: {patrols} 次巡防的轨迹位置已清除，覆盖数字不变")


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file to write.")
@with_appcontext
def openapi(out: Path | None) -> None:
    """Print the OpenAPI 3.1 description."""
    answer = current_app.test_client().get("/api/v1/openapi.json")
    told = orjson.loads(answer.data)
    text = orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
