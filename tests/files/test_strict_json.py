import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunhu.files.strict_json import MAX_DEPTH, NotStrict, parse

REFUSED = [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"\xef\xbb\xbf{}", "byte-order-mark"),
    (b"[NaN]", "not-a-number"),
    (b"[-Infinity]", "not-a-number"),
    (b"[1e999]", "overflow"),
    (b"[-1E400]", "overflow"),
    (b"[" + b"9" * 400 + b".0]", "overflow"),
    (b"[9007199254740993]", "integer-too-big"),
    (b"[-9007199254740993]", "integer-too-big"),
    (b"[" + b"9" * 5000 + b"]", "integer-too-big"),
    (b"[" * 33 + b"]" * 33, "too-deep"),
    (b"[" * 100_000, "too-deep"),
    (b'{"a":' * 5000, "too-deep"),
    (b'{"a":1,"a":1}', "duplicate-key"),
    (b'[{"b":{"a":1,"\\u0061":2}}]', "duplicate-key"),
    (b'"\x00"', "nul"),
    (b"[1,\x00]", "nul"),
    (b'"\\u0000"', "nul"),
    (b'{"\\u0000":1}', "nul"),
    (b'["\\ud800"]', "lone-surrogate"),
    (b'{"\\udc00":1}', "lone-surrogate"),
    (b'"\\ude00\\ud83d"', "lone-surrogate"),
    (b'"\xff"', "not-utf8"),
    (b'"\xed\xa0\x80"', "not-utf8"),
    (b'"\xc0\x80"', "not-utf8"),
    (b"{} x", "trailing"),
    (b"{}{}", "trailing"),
    (b'{"a":1', "syntax"),
    (b'"abc', "syntax"),
    (b'"' + b'\\"' * 50_000, "syntax"),
    (b"[1,]", "syntax"),
    (b"{'a':1}", "syntax"),
    (b'"a\nb"', "syntax"),
    (b"[01]", "syntax"),
    (b"[+1]", "syntax"),
    (b"[.5]", "syntax"),
    ("[１]".encode(), "syntax"),
    (b"nul", "syntax"),
]


@pytest.mark.parametrize(("raw", "reason"), REFUSED)
def test_what_readers_could_disagree_on_is_refused_by_name(raw, reason):
    with pytest.raises(NotStrict) as refusal:
        parse(raw)
    assert refusal.value.reason == reason
    refusal.value.said("en").encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"null",
        b" [1, -1.5e-3, true]\n",
        b"9007199254740992",
        b"-9007199254740992",
        b"[1e300, 1e-999, 107.10342299999999]",
        b'"\\\\u0000 and \\ud83d\\ude00"',
        b'"' + b"[" * 100 + b'"',
        b'{"a":{"a":{"a":1}}}',
        b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
        '{"名":"𠮷"}'.encode(),
    ],
)
def test_what_every_reader_takes_is_taken(raw):
    assert parse(raw) == json.loads(raw)


def test_a_bad_number_is_named_with_its_line_and_column():
    with pytest.raises(NotStrict) as refusal:
        parse('{"备注": "NaN",\n "经": NaN}'.encode())
    assert refusal.value.said("en").endswith("at line 2 column 7")
    assert refusal.value.said("zh-CN").startswith("第 2 行第 7 列")


def test_a_bad_text_is_named_with_its_pointer():
    with pytest.raises(NotStrict) as refusal:
        parse(b'{"a/b": [1, {"c": "\\ud800"}]}')
    assert refusal.value.pointer == "/a~1b/1/c"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda below: st.lists(below) | st.dictionaries(st.text("abc/~"), below),
    max_leaves=12,
)


@given(JSON, st.booleans())
def test_all_strict_json_comes_back_as_it_was(value, ascii_only):
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_never_surprise(raw):
    with contextlib.suppress(NotStrict):
        parse(raw)
