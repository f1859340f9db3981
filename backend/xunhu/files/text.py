"""From bytes to text: unpacked under a cap, decoded by its byte order mark."""

import codecs
import zlib

from xunhu.files.bad_file import BadFile, TooLarge
from xunhu.problems import Said

MAX_BYTES = 32 * 1024 * 1024

_GZIP_MAGIC = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def unpack(raw: bytes) -> bytes:
    """The bytes themselves, gunzipped if need be; raises TooLarge above 32 MiB either way."""
    plain = _gunzip(raw) if raw.startswith(_GZIP_MAGIC) else raw
    if len(plain) > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        words = Said(
            f"文件（解压后）超过 {megabytes} MB", f"it has more than {megabytes} MB, unpacked"
        )
        raise TooLarge("too-large", words)
    return plain


def _gunzip(raw: bytes) -> bytes:
    """At most one byte over the cap, however much there is."""
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(raw, MAX_BYTES + 1)
    except zlib.error:
        words = Said("gzip 压缩已损坏", "its gzip compression is broken")
        raise BadFile("gzip", words) from None
    if not inflate.eof and len(plain) <= MAX_BYTES:
        words = Said("gzip 压缩不完整，文件被截断", "its gzip compression ends in the middle")
        raise BadFile("truncated", words)
    return plain


def decode(raw: bytes) -> str | None:
    """The text without its byte order mark; None when there is no mark and it isn't UTF-8."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        words = Said("编码为 UTF-32，请另存为 UTF-8", "it is UTF-32; save it as UTF-8")
        raise BadFile("encoding", words)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return decode_as(raw[len(mark) :], encoding)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def decode_as(raw: bytes, encoding: str) -> str:
    """The text of bytes that say what they are, by a mark or a declaration; raises BadFile."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        words = Said(
            f"标明为 {encoding}，但第 {fault.start} 字节不是",
            f"it says {encoding}, but it is not at byte {fault.start}",
        )
        raise BadFile("encoding", words) from None


def not_utf8(raw: bytes) -> BadFile:
    """The refusal of unmarked bytes, with the place, and GBK called by its name."""
    place = _first_wrong_byte(raw)
    zh, en = f"第 {place} 字节起不是 UTF-8 编码", f"it is not UTF-8 at byte {place}"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return BadFile("not-utf8", Said(zh, en))
    return BadFile(
        "not-utf8",
        Said(f"{zh}，像是 GBK，请另存为 UTF-8", f"{en}; it looks like GBK, save it as UTF-8"),
    )


def _first_wrong_byte(raw: bytes) -> int:
    try:
        raw.decode()
    except UnicodeDecodeError as fault:
        return fault.start
    return len(raw)


def refuse_html(text: str) -> None:
    """Raises BadFile for a web page, such as the sign-in page of an expired session."""
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        words = Said(
            "这是网页（可能是登录页），不是数据文件", "it is a web page, perhaps a sign-in page"
        )
        raise BadFile("html", words)
