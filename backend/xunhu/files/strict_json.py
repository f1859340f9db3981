"""The one JSON reader of the product: what it takes, every other strict reader takes too."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np
import orjson

from xunhu.problems import Problem, Said, escape

MAX_DEPTH = 32
MAX_INTEGER = 2**53
DOUBLINGS = (1, 2, 4, 8)  # to 16 digits: with fewer a number can't be beyond it
SURELY_FLAT = 6
UTF8_BOM = b"\xef\xbb\xbf"

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_EXPONENT = re.compile(rb"[0-9][eE]")
_SURROGATE_OR_NUL = re.compile("[\x00\ud800-\udfff]")
_BRACKET_STEP = np.zeros(256, dtype=np.int8)
_BRACKET_STEP[[ord("["), ord("{")]] = 1
_BRACKET_STEP[[ord("]"), ord("}")]] = -1


class NotStrict(Problem):
    """Bytes that not every JSON reader would read alike; `reason` is one word for the fault."""

    status = 400
    code = "not-strict-json"

    def __init__(self, reason: str, said: Said, pointer: str = "") -> None:
        super().__init__(said, [{"pointer": pointer, "code": reason, "message": said.zh}])
        self.reason, self.sentence, self.pointer = reason, said, pointer


def parse(raw: bytes) -> object:
    """The value that UTF-8 JSON bytes hold; raises NotStrict, with the place, for all else."""
    text = _decode(raw)
    bare = _STRING.sub(b'"', raw)
    _check_depth(bare)
    try:
        value = _quickly(raw, bare)
    except _NotSoQuick:
        value = _carefully(raw, text)
    if b"\\" in raw and b"\\u" in raw:  # one byte is found forty times as fast as two
        _check_strings(value)
    return value


class _NotSoQuick(Exception):
    """What the quick reader can't tell, the careful one has to."""


def _quickly(raw: bytes, bare: bytes) -> object:
    """The value, where nothing can be wrong with it; the careful reader says what is."""
    if _may_hold_big_numbers(bare):
        raise _NotSoQuick
    try:
        value: object = orjson.loads(raw)
    except orjson.JSONDecodeError as wrong:
        raise _NotSoQuick from wrong
    if _member_count(value, bare.count(b"{")) != bare.count(b":"):  # a name stands twice
        raise _NotSoQuick
    return value


def _member_count(value: object, objects: int) -> int:
    """How many members the objects in a value have; there are so many objects, looked for first
    where records have them, so that no list is walked in vain.
    """
    count, waiting, lists = 0, [value], list[object]()
    while objects and (waiting or lists):
        one = waiting.pop() if waiting else lists.pop()
        if isinstance(one, dict):
            objects, count = objects - 1, count + len(one)
            waiting += [under for under in one.values() if isinstance(under, dict)]
            lists += [under for under in one.values() if isinstance(under, list)]
        elif isinstance(one, list):
            waiting += [under for under in one if isinstance(under, list | dict)]
    return count


def _carefully(raw: bytes, text: str) -> object:
    """The value, or what is wrong with it and where; raises NotStrict."""
    try:
        value: object = _CAREFUL.decode(text)
    except json.JSONDecodeError as fault:
        raise _syntax(text, fault) from None
    except _Refused as fault:
        raise NotStrict(fault.reason, _placed(raw, fault)) from None
    return value


def _decode(raw: bytes) -> str:
    if not raw.strip():
        raise NotStrict("empty", Said("内容是空的", "there is nothing in it"))
    if raw.startswith(UTF8_BOM):
        words = Said("开头有字节顺序标记（BOM）", "it begins with a byte order mark")
        raise NotStrict("byte-order-mark", words)
    try:
        return raw.decode()
    except UnicodeDecodeError as fault:
        byte, place = f"{raw[fault.start]:#04x}", fault.start
        words = Said(
            f"不是 UTF-8 编码：第 {place} 字节为 {byte}",
            f"it is not UTF-8: byte {byte} at byte {place}",
        )
        raise NotStrict("not-utf8", words) from None


def _check_depth(bare: bytes) -> None:
    """Before parsing, so that no nesting can exhaust the stack; `bare` has no strings."""
    brackets = left = bare.translate(None, _NOT_BRACKETS)
    for _ in range(SURELY_FLAT):  # what encloses nothing goes, two levels a time at most
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    if not left:
        return
    steps = _BRACKET_STEP[np.frombuffer(brackets, dtype=np.uint8)]
    depth = int(steps.cumsum(dtype=np.int32).max(initial=0))
    if depth > MAX_DEPTH:
        words = Said(
            f"嵌套 {depth} 层，最多允许 {MAX_DEPTH} 层",
            f"it is nested {depth} deep; {MAX_DEPTH} is the limit",
        )
        raise NotStrict("too-deep", words)


def _may_hold_big_numbers(bare: bytes) -> bool:
    """Without an exponent or 16 digits in a row no number can overflow; `bare` has no strings."""
    if (b"e" in bare or b"E" in bare) and _EXPONENT.search(bare):
        return True
    run = np.frombuffer(bare, dtype=np.uint8) - ord("0") < 10  # what comes before "0" wraps around
    for step in DOUBLINGS:
        run = run[:-step] & run[step:]  # whether twice as many digits begin here
    return bool(run.any())


class _Refused(ValueError):
    """What the scanner met and refuses; the place of a `literal` is looked for afterwards."""

    def __init__(self, reason: str, said: Said, literal: str = "") -> None:
        super().__init__(said.en)
        self.reason, self.said, self.literal = reason, said, literal


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    counts = Counter(name for name, _ in pairs)
    twice = next(name for name, count in counts.items() if count > 1)
    shown = twice[:40].encode(errors="replace").decode()
    words = Said(f"同一对象中“{shown}”出现两次", f"the member “{shown}” occurs twice in one object")
    raise _Refused("duplicate-key", words)


def _constant(literal: str) -> NoReturn:
    words = Said(f"{literal} 不是合法的数字", f"{literal} is not a number of JSON")
    raise _Refused("not-a-number", words, literal)


def _integer(literal: str) -> int:
    if len(literal) > 17 or abs(int(literal)) > MAX_INTEGER:
        shown = literal if len(literal) <= 24 else literal[:20] + "…"
        words = Said(f"整数 {shown} 超出 ±2^53", f"the integer {shown} is beyond ±2^53")
        raise _Refused("integer-too-big", words, literal)
    return int(literal)


def _float(literal: str) -> float:
    value = float(literal)
    if abs(value) == float("inf"):
        shown = literal[:24]
        words = Said(f"数字 {shown} 过大", f"the number {shown} is too big for a double")
        raise _Refused("overflow", words, literal)
    return value


_CAREFUL = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_float
)


def _syntax(text: str, fault: json.JSONDecodeError) -> NotStrict:
    zh, en = f"第 {fault.lineno} 行第 {fault.colno} 列", f"line {fault.lineno} column {fault.colno}"
    if text[fault.pos : fault.pos + 1] == "\x00":
        return NotStrict("nul", Said(f"{zh}有空字符（NUL）", f"there is a NUL at {en}"))
    if fault.msg == "Extra data":
        more = Said(f"{zh}之后还有多余内容", f"there is more after its end, from {en} on")
        return NotStrict("trailing", more)
    found = fault.msg[:1].lower() + fault.msg[1:].removesuffix(" at")
    return NotStrict("syntax", Said(f"{zh}不是合法的 JSON", f"it is not JSON: {found} at {en}"))


def _placed(raw: bytes, fault: _Refused) -> Said:
    """What was refused, with where its literal stands outside the strings."""
    if not fault.literal:
        return fault.said
    literal = re.escape(fault.literal.encode())
    pattern = _STRING.pattern + rb"|(?<![-+.0-9eE])(" + literal + rb")"
    found = (match for match in re.finditer(pattern, raw, re.DOTALL) if match.group(1))
    before = raw[: next(found).start()]
    line, column = before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    return Said(
        f"第 {line} 行第 {column} 列：{fault.said.zh}",
        f"{fault.said.en}, at line {line} column {column}",
    )


def _check_strings(value: object) -> None:
    for pointer, text in _strings(value, ""):
        fault = _SURROGATE_OR_NUL.search(text)
        if fault and fault.group() == "\x00":
            words = Said(f"{pointer or '/'} 的文字含空字符", f"there is a NUL in {pointer or '/'}")
            raise NotStrict("nul", words, pointer)
        if fault:
            words = Said(
                f"{pointer or '/'} 的文字含不成对的代理字符",
                f"half a surrogate pair stands alone in {pointer or '/'}",
            )
            raise NotStrict("lone-surrogate", words, pointer)


def _strings(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, names of members included, with its JSON pointer."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _strings(element, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, element in value.items():
            yield pointer, name
            yield from _strings(element, f"{pointer}/{escape(name)}")
