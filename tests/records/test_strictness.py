"""Not strict JSON, or no identity: rejected with the reason."""

import pytest

from make import make_patrol
from xunhu.db import utcnow
from xunhu.records.envelope import read


def told(contents: str) -> bytes:
    """A patrol with this text where a member of `data` stands."""
    return make_patrol(note=0).replace(b'"note":0', contents.encode("utf-8", "surrogatepass"))


def reason(record: bytes) -> str:
    """The code of the fault in a record that has to be rejected."""
    refused = read(record, "500119", "chen", utcnow()).refused
    assert refused is not None
    assert not refused.parked
    return refused.errors[0]["code"]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"", "empty"),
        (b"{", "syntax"),
        (b"null,", "trailing"),
        (told('"note":NaN'), "not-a-number"),
        (told('"note":-Infinity'), "not-a-number"),
        (told('"note":1e999'), "overflow"),
        (told('"note":-1E400'), "overflow"),
        (told('"note":9007199254740993'), "integer-too-big"),
        (told('"note":-9007199254740993'), "integer-too-big"),
        (told('"note":' + "9" * 5000), "integer-too-big"),
        (told('"note":' + "[" * 31 + "]" * 31), "too-deep"),
        (told('"note":' + "[" * 100_000), "too-deep"),
        (told('"note":"a","note":"b"'), "duplicate-key"),
        (told('"note":"a","\\u006eote":"b"'), "duplicate-key"),
        (told('"note":"a\\u0000b"'), "nul"),
        (told('"no\\u0000te":"b"'), "nul"),
        (told('"note":"\\ud83d"'), "lone-surrogate"),
        (told('"note":"\\udeb2\\ud83d"'), "lone-surrogate"),
        (told('"note":"\ud83d"'), "not-utf8"),
        (make_patrol(note="é").replace("é".encode(), b"\xe9"), "not-utf8"),
        (make_patrol().decode().encode("utf-16"), "not-utf8"),
        (b"\xef\xbb\xbf" + make_patrol(), "byte-order-mark"),
        (make_patrol() + make_patrol(), "trailing"),
        (make_patrol().replace(b'"', b"'"), "syntax"),
        (told('"note":"a\tb"'), "syntax"),
        (told('"note":01'), "syntax"),
    ],
)  # fmt: skip
def test_json_that_is_not_strict_is_rejected(record: bytes, code: str) -> None:
    assert reason(record) == code


@pytest.mark.parametrize(
    "identity",
    [
        "", "7", 7, None, [], {}, True,
        "0192f000-0000-4000-8000-000000000001",  # version 4
        "0192f000-0000-7000-c000-000000000001",  # another variant
        "0192f00000007000800000000000000a",
        "{0192f000-0000-7000-8000-00000000000a}",
        "urn:uuid:0192f000-0000-7000-8000-00000000000a",
        "0192f000-0000-7000-8000-00000000000g",
        "０192f000-0000-7000-8000-00000000000a",
        " 192f0000-0000-7000-8000-00000000000a",
        "0192f000_0000_7000_8000_00000000000a",
    ],
)  # fmt: skip
def test_an_id_is_a_uuid_of_version_7(identity: object) -> None:
    found = read(make_patrol(id=identity), "500119", "chen", utcnow())
    assert found.refused is not None
    assert (found.id, found.refused.code, found.refused.parked) == (None, "bad-id", False)


@pytest.mark.parametrize("value", [b"[]", b"null", b"7", b'"patrol"', b"{}"])
def test_what_is_no_object_has_no_id(value: bytes) -> None:
    assert reason(value) == "bad-id"
