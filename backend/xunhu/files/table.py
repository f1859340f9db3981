"""Tables as text: CSV of any common delimiter and encoding, every cell kept as it is written."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from xunhu.files.bad_file import BadFile
from xunhu.files.text import decode, refuse_html, unpack
from xunhu.problems import Said

DELIMITERS = ",;\t"
MAX_CELL = 65_536


@dataclass(frozen=True)
class Row:
    """`number` counts records from 1, as a spreadsheet does, the header included."""

    number: int
    cells: Sequence[str]

    @property
    def pointer(self) -> str:
        """The row's place in a refusal."""
        return f"/row/{self.number}"

    @property
    def place(self) -> Said:
        """The row's place in words."""
        return Said(f"第 {self.number} 行", f"row {self.number}")


def read(raw: bytes) -> list[Row]:
    """All rows but the blank; UTF-8, UTF-16 with its mark, else GB18030. Raises BadFile."""
    plain = unpack(raw)
    text = decode(plain)
    if text is None:
        text = _gb18030(plain)
    refuse_html(text)
    if "\x00" in text:
        raise BadFile("nul", Said("含空字符（NUL）", "there is a NUL in it"))
    rows = _split(text)
    if not rows:
        raise BadFile("empty", Said("内容是空的", "there is nothing in it"))
    return rows


def _gb18030(raw: bytes) -> str:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError as fault:
        words = Said(
            f"第 {fault.start} 字节既不是 UTF-8 也不是 GB18030",
            f"it is neither UTF-8 nor GB18030, at byte {fault.start}",
        )
        raise BadFile("encoding", words) from None


def _split(text: str) -> list[Row]:
    """Rows of one width; the delimiter is the most frequent in the first line."""
    first_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, cells))
                _check_width(rows[0], rows[-1])
    except csv.Error as fault:
        words = Said(f"第 {reader.line_num} 行不合 CSV 格式", f"line {reader.line_num}: {fault}")
        raise BadFile("csv", words) from None
    return rows


def _check_width(first: Row, row: Row) -> None:
    width = len(first.cells)
    if len(row.cells) < width or any(row.cells[width:]):
        words = Said(
            f"有 {len(row.cells)} 列，首行有 {width} 列",
            f"it has {len(row.cells)} cells, the first row {width}",
        )
        raise BadFile("ragged", words, row.pointer).at(row.place)
