"""Sends the requests as somebody, and keeps what was answered otherwise than described."""

from collections.abc import Iterable
from itertools import count

from flask import Flask
from flask.testing import FlaskClient
from schemathesis import Case, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response

from fuzz.small_district import sign_in_on
from people import OUR_PAGE, Person
from xunhu.auth.api import limiter

NOBODY, ME = "nobody", "/api/v1/auth/me"
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
WRONG_IS_REFUSED = [checks.negative_data_rejection]
_devices = count(1)


class Play:
    """`welcomed`: the operations that succeeded at least once; `faults`: one text for each."""

    def __init__(self, app: Flask, username: str) -> None:
        self.app, self.username = app, username
        self.welcomed: set[str] = set()
        self.faults: list[str] = []
        self.asked_count = 0
        self.client = self._browser()

    def run(self, requests: Iterable[Case]) -> None:
        for case in requests:
            answer = self._send(case)
            if answer.status_code == 401 and self._is_out():
                self.client = self._browser()
                answer = self._send(case)
            self._judge(case, answer)

    def _send(self, case: Case) -> Response:
        self.asked_count += 1
        return case.call(app=self.app, session=self.client, headers=OUR_PAGE, buffered=True)

    def _judge(self, case: Case, answer: Response) -> None:
        if answer.status_code < 300:
            self.welcomed.add(case.operation.label)
        if answer.status_code == 429:
            limiter.reset()  # else nobody would get in for a minute
        checked = [*CHECKS, *([] if _has_an_empty_one(case) else WRONG_IS_REFUSED)]
        try:
            case.validate_response(answer, checks=checked)
        except FailureGroup as group:
            asked = f"{self.username}, {case.operation.label}, {answer.status_code}"
            self.faults += [f"{asked}: {f.title}: {f.message} {case!r}" for f in group.exceptions]

    def _is_out(self) -> bool:
        """Whether the last request ended the sign-in, as signing out and shutting out do."""
        return self.username != NOBODY and self.client.get(ME).status_code != 200

    def _browser(self) -> FlaskClient:
        """Signed in on another device each time: the last one may have been shut out."""
        if self.username == NOBODY:
            return self.app.test_client()
        person = Person(self.app, self.username)
        sign_in_on(person, f"{self.username}-{next(_devices)}")
        return person.client


def _has_an_empty_one(case: Case) -> bool:
    """Whether a parameter is empty, which is as good as none: `allowEmptyValue` tells so."""
    return "" in dict(case.query or {}).values()
