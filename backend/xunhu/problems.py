"""Problem, and the one JSON shape of a refusal (RFC 9457)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypedDict

from flask import Response, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from xunhu import words

PASSED_ON = ("Allow", "Retry-After")  # headers of a refusal that werkzeug or a limiter knows


class Fault(TypedDict):
    """One thing wrong with one place of what came in; `pointer` is a JSON pointer."""

    pointer: str
    code: str
    message: str


def fault_at(pointer: str, code: str) -> Fault:
    """A fault whose words are those of its code."""
    return Fault(pointer=pointer, code=code, message=code)


class Said(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str


class Problem(Exception):
    """A refusal with a name; a subclass sets `status` and `code`."""

    status: int = 422
    code: str = "invalid"
    headers: Mapping[str, str] = {}  # that the response carries as well

    def __init__(self, detail: str | Said = "", errors: Sequence[Fault] | None = None) -> None:
        super().__init__(detail if isinstance(detail, str) else detail.zh)
        self.detail = detail
        self.errors = list(errors or ())

    def body(self, language: str, instance: str | None = None) -> dict[str, object]:
        """The problem as RFC 9457 has it, in a language of `words.SPOKEN`."""
        body: dict[str, object] = {
            "type": f"/problems/{self.code}",
            "title": words.say(self.code, language),
            "status": self.status,
            "detail": self.said(language),
            "errors": [{**fault, "message": spoken(fault, language)} for fault in self.errors],
        }
        return body if instance is None else {**body, "instance": instance}

    def said(self, language: str) -> str:
        """The detail in one language; the title where there is none."""
        if isinstance(self.detail, Said):
            return self.detail.en if language == "en" else self.detail.zh
        return self.detail or words.say(self.code, language)


class InvalidInput(Problem):
    """Read, but not acceptable; `errors` name the places."""


class NotFound(Problem):
    """Not there, or out of this user's scope: the two look alike."""

    status, code = 404, "not-found"


class Forbidden(Problem):
    """This role never may."""

    status, code = 403, "forbidden"


class TooLarge(Problem):
    """Over a limit, counted on the decoded bytes."""

    status, code = 413, "too-large"


class WrongType(Problem):
    """Another media type, or a content coding that isn't spoken here."""

    status, code = 415, "wrong-type"


class Unreadable(Problem):
    """The envelope can't be read."""

    status, code = 400, "unreadable"


def spoken(fault: Fault, language: str) -> str:
    """A fault's message in one language; an unknown one stays as the library said it."""
    return words.say(fault["code"], language, fallback=fault["message"])


def language() -> str:
    """The language of this request's answer: the first asked for that is spoken here."""
    asked = request.accept_languages.values() if request else []
    spoken_here = (words.SPOKEN.get(tag.partition("-")[0].lower()) for tag in asked)
    return next((name for name in spoken_here if name), words.DEFAULT)


def answer(problem: Problem) -> Response:
    """A problem as the response it is sent as."""
    body = words.dumps(problem.body(language(), instance=request.path))
    told = {**problem.headers, "Content-Type": "application/problem+json"}
    return Response(body, problem.status, told)


def from_validation(error: ValidationError, root: str = "") -> list[Fault]:
    """What marshmallow found, as faults with JSON pointers below `root`."""
    return faults_below(error.normalized_messages(), root)  # type: ignore[no-untyped-call]


def faults_below(messages: object, root: str = "") -> list[Fault]:
    """Messages nested as marshmallow nests them, as faults with JSON pointers below `root`."""
    return list(_faults(messages, root))


def escape(name: str) -> str:
    """A member's name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _faults(messages: object, pointer: str) -> list[Fault]:
    if isinstance(messages, Mapping):
        return [
            fault
            for key, below in messages.items()
            for fault in _faults(
                below, pointer if key == "_schema" else f"{pointer}/{escape(str(key))}"
            )
        ]
    found = messages if isinstance(messages, list) else [messages]
    return [Fault(pointer=pointer, code=words.code_of(str(m)), message=str(m)) for m in found]


def from_http(error: HTTPException) -> Problem:
    """What werkzeug or Flask refused, under this product's names."""
    problem = Problem("")
    told = dict(error.get_headers())
    problem.headers = {name: told[name] for name in PASSED_ON if name in told}
    problem.status = error.code or 500
    problem.code = words.CODES_BY_STATUS.get(problem.status, "invalid")
    return problem
