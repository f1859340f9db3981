"""The one shape of a refusal (RFC 9457), in two languages, telling nothing of what lies inside."""

import re
from uuid import uuid4

import pytest
from flask import Flask

from people import OUR_PAGE, Person, credentials
from xunhu.coverage import api as coverage_api
from xunhu.db import db
from xunhu.townships import api as townships_api

LOGIN = "/api/v1/auth/login"
CHINESE = re.compile("[\u3000-\u9fff]")


def title(app: Flask, languages: str | None) -> str:
    headers = {} if languages is None else {"Accept-Language": languages}
    return app.test_client().get("/api/v1/auth/me", headers=headers).json["title"]


def test_a_refusal_has_all_its_members(chen: Person) -> None:
    answer = chen.get("/api/v1/townships", limit="0")
    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "/problems/invalid",
        "title": "内容不合要求",
        "status": 422,
        "detail": "内容不合要求",
        "instance": "/api/v1/townships",
        "errors": [{"pointer": "/limit", "code": "out-of-range", "message": "数值超出范围"}],
    }


@pytest.mark.parametrize("languages", [None, "", "zh-CN", "zh", "zh-TW, en;q=0.5", "fr", "*", "\t"])
def test_chinese_unless_told(town: Flask, languages: str | None) -> None:
    assert title(town, languages) == "请先登录"


@pytest.mark.parametrize("languages", ["en", "en-GB", "fr, en;q=0.8", "zh;q=0.1, en;q=0.9"])
def test_english_when_asked(town: Flask, languages: str) -> None:
    assert title(town, languages) == "Sign in first"


@pytest.mark.parametrize("body", [b"{", b'{"a":1,"a":2}', b"[NaN]", b"[" * 40])
def test_english_is_english_to_the_last_word(town: Flask, body: bytes) -> None:
    headers = {"Accept-Language": "en", "Content-Type": "application/json"}
    answer = town.test_client().post(LOGIN, data=body, headers=headers)
    assert answer.status_code == 400
    assert not CHINESE.search(answer.text), answer.text


def test_results_of_a_push_are_in_english_as_well(chen: Person) -> None:
    answer = chen.send(b"\x1e{\n", **{"Accept-Language": "en"})
    assert not CHINESE.search(answer.text), answer.text


def test_what_is_not_there_and_what_is_not_ours_look_alike(chen: Person) -> None:
    def body(path: str) -> dict[str, object]:
        answer = chen.get(path)
        assert answer.status_code == 404
        return {name: value for name, value in answer.json.items() if name != "instance"}

    assert body(f"/api/v1/records/{uuid4()}") == body("/api/v1/nothing")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_refused_with_those_that_are_not(chen: Person, method: str) -> None:
    answer = chen.client.open("/api/v1/townships", method=method, headers=OUR_PAGE)
    assert (answer.status_code, answer.json["type"]) == (405, "/problems/wrong-method")
    assert {name.strip() for name in answer.headers["Allow"].split(",")} >= {"GET", "HEAD"}


def test_options_tell_the_methods(chen: Person) -> None:
    answer = chen.client.options("/api/v1/townships")
    assert answer.status_code == 200
    assert "GET" in answer.headers["Allow"]


def test_a_crash_tells_nothing(chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret-detail")

    town.testing = False
    monkeypatch.setattr(townships_api, "page_of", crash)
    answer = chen.get("/api/v1/townships")
    assert (answer.status_code, answer.json["type"]) == (500, "/problems/internal")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_away_is_no_crash(
    chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_args: object, **_kwargs: object) -> None:
        raise db.exc.OperationalError("SELECT secret", {}, Exception("secret"))

    monkeypatch.setattr(coverage_api, "coverage", lost)
    answer = chen.get("/api/v1/coverage", **{"from": "2026-11-01", "to": "2026-11-02"})
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert "secret" not in answer.text


@pytest.mark.parametrize("query", ["township=%00", "layer=%00", "%00=1", "cursor=ImFcdTAwMDBiIg"])
def test_a_nul_in_a_query_is_refused(chen: Person, query: str) -> None:
    assert chen.client.get(f"/api/v1/targets?{query}").status_code == 422


def test_personal_answers_are_never_cached(chen: Person) -> None:
    assert chen.get("/api/v1/auth/me").headers["Cache-Control"] == "no-store"


def test_a_sign_in_body_may_be_gzipped_no_further_than_its_limit(town: Flask) -> None:
    answer = town.test_client().post(
        LOGIN, json=credentials("chen"), headers={"Content-Encoding": "gzip"}
    )
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/unreadable")
