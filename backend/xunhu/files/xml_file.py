"""XML files of positions: decoded as they declare, without entities, told by their root."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from xunhu.files.bad_file import BadFile
from xunhu.files.text import decode, decode_as, not_utf8, refuse_html, unpack
from xunhu.problems import Said

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OTHER_ENCODINGS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}


def root_of(raw: bytes, name: str) -> Element:
    """The root of a file whose root has this name; raises BadFile, with line and column."""
    text = _text(unpack(raw))
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        words = Said(
            "含有 DTD 或实体定义，已拒绝", "it defines a DTD or entities, which are refused"
        )
        raise BadFile("entities", words) from None
    except ParseError as fault:
        raise _broken(text, fault, name) from None
    if name_of(root) != name:
        shown = name_of(root)[:40]
        words = Said(f"根元素是 {shown}，不是 {name}", f"its root is {shown}, not {name}")
        raise BadFile(f"not-{name}", words)
    return root


def _text(raw: bytes) -> str:
    declared = _DECLARED.match(raw.lstrip()[:300])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    text = decode_as(raw, _OTHER_ENCODINGS[name]) if name in _OTHER_ENCODINGS else decode(raw)
    if text is None:
        raise not_utf8(raw)
    refuse_html(text)
    return text


def _broken(text: str, fault: ParseError, name: str) -> BadFile:
    line, column = fault.position
    zh, en = f"第 {line} 行第 {column + 1} 列", f"line {line} column {column + 1}"
    if not text.rstrip().endswith(f"{name}>"):
        words = Said(f"文件被截断，止于{zh}", f"it is cut off at {en}")
        return BadFile("truncated", words)
    return BadFile("xml", Said(f"{zh}不是合法的 XML", f"it is not XML at {en}"))


def name_of(element: Element) -> str:
    """The name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(parent: Element, name: str) -> Iterator[Element]:
    """The children of this name, in whatever namespace."""
    return (child for child in parent if name_of(child) == name)


def text_of(parent: Element, name: str) -> str:
    """The text of the first child of this name, trimmed; empty where there is none."""
    return next((child.text or "" for child in named(parent, name)), "").strip()
