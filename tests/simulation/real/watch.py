"""Reads every answer that leaves the server: no byte for the wrong eyes, no receipt for nothing."""

import json
from collections.abc import Callable
from typing import Any

from simulation.real import office
from simulation.real.faults import Request
from simulation.real.reports import Reports
from simulation.real.server import Answer
from simulation.real.truth import Truth, Violation
from xunhu.records.roles import Role


def canary(township: str) -> str:
    """A word that stands in every outreach event of a township, and nowhere else."""
    return f"canary-of-{township}"


def clinic_canary(author: str) -> str:
    """A word that stands in every clinic note of a volunteer."""
    return f"client-of-{author}"


class Watch:
    """Knows who may read what, and who asks by which cookie."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.users: dict[str, str] = {}
        self.devices: dict[str, str] = {}
        self.is_excused = False
        self.reports = Reports()
        self.townships: dict[str, set[str]] = {}
        self.listeners: list[Callable[[Request, Answer], None]] = []
        self.note_townships()

    def note_townships(self) -> None:
        """Who belongs where from now on."""
        asked = "SELECT username, township FROM membership WHERE until_on IS NULL"
        self.townships = {name: set() for name in office.STAFF}
        for username, township in self.truth.tables.execute(asked):
            self.townships[username].add(township)

    def saw(self, asked: Request, answer: Answer) -> None:
        """An answer is about to leave the server."""
        if answer.status >= 500 and answer.status != 503 and not self.is_excused:
            raise Violation(f"the server failed at {asked.place}: {answer.status} {answer.text}")
        self.is_excused = False
        if asked.place == "/auth/login" and answer.status == 200 and answer.cookie:
            self.users[answer.cookie] = answer.told["user"]["username"]
            self.devices[answer.cookie] = json.loads(asked.body)["device_id"]
        user = self.users.get(asked.parts["cookie"] or "")
        self._check_scope(user, answer.text)
        if asked.place == "/sync/push" and answer.status == 200:
            told: dict[str, Any] = json.loads(answer.text)
            self.truth.answered(told["results"], told["epoch"])
        if asked.place == "/sync/hello" and answer.status == 200:
            device = self.devices[asked.parts["cookie"]]
            self.reports.came(device, asked, answer.told["epoch"], surely=True)
        for listener in self.listeners:
            listener(asked, answer)

    def may_have_seen(self, asked: Request) -> None:
        """The server died in this request, after it had kept what it says or before."""
        self.is_excused = False
        device = self.devices.get(asked.parts["cookie"] or "")
        if asked.place == "/sync/hello" and device:
            district = self.district_of(self.users[asked.parts["cookie"]])
            self.reports.came(device, asked, self.truth.epoch_of(district), surely=False)

    def check_report(self, device: str, lost: set[str], desk: dict[str, Any] | None) -> None:
        """What a phone lost, it had reported before, or had sealed since; the desk knows it too.

        `desk` is the device's line in the office's list.
        """
        report = self.reports.shown(device, desk)
        before = [id for id in lost if id in self.truth.sealed]
        before = [id for id in before if self.truth.sealed[id].at < report.at]
        if len(before) > report.unsent:
            raise Violation(f"unreported: {len(before)} records lost, {report.unsent} told of")

    def district_of(self, user: str) -> str:
        return min(self.townships[user])[:6]

    def _check_scope(self, user: str | None, text: str) -> None:
        for word in self._forbidden(user):
            if word in text:
                raise Violation(f"{word} was told to {user}")

    def _forbidden(self, user: str | None) -> list[str]:
        volunteers = [u for u, who in office.STAFF.items() if who[0] is Role.CLINIC_VOLUNTEER]
        secrets = [clinic_canary(name) for name in volunteers if name != user]
        return secrets + [canary(code) for code in office.TOWNSHIPS if not self._may(user, code)]

    def _may(self, user: str | None, township: str) -> bool:
        if user is None:
            return False
        role, _, district = office.STAFF[user]
        if role is Role.ADMINISTRATOR:
            return township.startswith(district or "")
        return township in self.townships[user]
