from zoneinfo import ZoneInfo

import numpy as np
import pytest

from xunhu.files import table
from xunhu.files.bad_file import BadFile
from xunhu.files.csv_track import read

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING_MS = 1772413200000


def refusal(text, zone=None):
    with pytest.raises(BadFile) as refused:
        read(text.encode(), zone)
    return refused.value


@pytest.mark.parametrize(
    "text",
    [
        "time,lon,lat\n2026-03-02T01:00:00Z,107.1,29.15\n",
        "Time (UTC);Longitude;Latitude;Remark\n1772413200000;107.1;29.15;巡逻\n",
        "timestamp\tx\ty\n1772413200\t107.1\t29.15\n",
        "纬度,经度,时间\n29.15,107.1,2026-03-02T09:00:00+08:00\n",
        '时间,经度,纬度,备注\n"1772413200.000",107.1,29.15,"第一行\n第二行,""引号"""\n',
        "\n\nt,lng,lat,acc\r\n1772413200000, 107.1 ,29.15,\r\n\r\n",
    ],
)
def test_columns_are_found_by_the_names_people_give_them(text):
    (run,) = read(text.encode()).runs
    assert (run.time_ms[0], run.lon[0], run.lat[0]) == (MORNING_MS, 107.1, 29.15)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_spreadsheets_are_read(encoding):
    text = "时间\t经度\t纬度\n2026-03-02T01:00:00Z\t107.1\t29.15\n"
    assert read(text.encode(encoding)).fix_count == 1


@pytest.mark.parametrize(
    "time",
    ["2026-03-02 09:00:00", "2026/3/2 9:00", "2026年3月2日 9时00分", "2026/03/02/09/00/00"],
)
def test_local_times_are_refused_unless_the_zone_is_told(time):
    text = f"时间,经度,纬度\n{time},107.1,29.15\n"
    assert refusal(text).reason == "no-zone"
    assert read(text.encode(), SHANGHAI).runs[0].time_ms[0] == MORNING_MS


def test_a_zone_in_the_file_wins_over_the_one_told():
    text = "时间,经度,纬度\n2026-03-02T01:00:00Z,107.1,29.15\n"
    assert read(text.encode(), SHANGHAI).runs[0].time_ms[0] == MORNING_MS


def test_a_table_without_header_is_read_when_only_one_reading_is_possible():
    text = "cq-1,2026/03/02/09/00/00,107.1,29.15\ncq-1,2026/03/02/08/59/50,107.1,29.15\n"
    (run,) = read(text.encode(), SHANGHAI).runs
    assert (run.time_ms - MORNING_MS).tolist() == [0, -10_000]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T01:00:00Z,47.1,29.15\n",
        "a,b,2026-03-02T01:00:00Z,107.1,29.15\n",
        "2026-03-02T01:00:00Z,107.1,29.15,3.5\n",
        "time,lon,lon,lat\n",
        "time,lon\n",
        "名称,备注\n",
    ],
)
def test_columns_that_are_unclear_are_refused(text):
    assert refusal(text).reason == "columns"


def test_two_vehicles_in_one_file_are_two_recordings():
    rows = ["车辆,时间,经度,纬度"]
    rows += [f"{name},177241320{n},107.1,29.15" for n, name in enumerate("甲乙甲乙")]
    recording = read("\n".join(rows).encode())
    assert [(run.track, len(run)) for run in recording.runs] == [(1, 2), (2, 2)]


def test_accuracy_nonsense_drops_the_fix_and_zero_means_unknown():
    written = ["5", "0", "", "-1", "NaN", '"5,0"', "65535"]
    rows = [f"177241320{n}000,107.1,29.15,{each}" for n, each in enumerate(written)]
    recording = read("\n".join(["t,lon,lat,acc", *rows]).encode())
    assert recording.invalid_count == 3
    np.testing.assert_equal(recording.runs[0].accuracy_m, [5, np.nan, np.nan, 65535])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1772413201000,29.15,107.1", "swapped"),
        ("1772413201000,467.1,29.15", "out-of-range"),
        ("1772413201000,36412345,3223456", "projected"),
        ("1772413201000,１０７,29", "not-a-number"),
        ("1772413201000,nan,29", "not-a-number"),
        ("1772413201000,1e999,29", "not-a-number"),
        ("1772413201000,,29", "missing"),
        ('1772413201000,"107,1",29', "decimal-comma"),
        ("1772413201,107.1,29.15", "mixed-times"),
        ("1772413201000000,107.1,29.15", "mixed-times"),
        ("2026-03-02T01:00:00Z,107.1,29.15", "mixed-times"),
        ("46083.375,107.1,29.15", "mixed-times"),
    ],
)
def test_a_bad_row_refuses_the_file_and_is_named(row, reason):
    good = "1772413200000,107.1,29.15\n"
    refused = refusal(f"time,lon,lat\n{good}{good}{row}\n")
    assert (refused.reason, refused.pointer) == (reason, "/row/4")
    assert refused.said("en").startswith("row 4: ")
    assert refused.said("zh-CN").startswith("第 4 行")


def test_semicolons_with_decimal_commas_are_refused_and_not_cut_in_two():
    refused = refusal("时间;经度;纬度\n1772413200;107,104873;29,155117\n")
    assert refused.reason == "decimal-comma"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"time,lon,lat\n", "not-a-recording"),
        (b"time,lon,lat\n,107.1,29.15\n", "no-times"),
        (b"time,lon,lat\n1,2\n", "ragged"),
        (b"time,lon,lat\n1,107,1,29,1\n", "ragged"),
        (b'time,lon,lat\n"1,107.1,29.15\n', "csv"),
        (b"time,lon,lat\n1\x00,107.1,29.15\n", "nul"),
        (b"time,lon,lat\n\xff\xff\xff,1,2\n", "encoding"),
        (b"time,lon,lat\n" + b"9" * 70_000 + b",1,2\n", "csv"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xff\xfe\x00\x00t", "encoding"),
    ],
)
def test_what_is_no_table_of_fixes_is_refused_by_name(raw, reason):
    with pytest.raises(BadFile) as refused:
        read(raw)
    assert refused.value.reason == reason


def test_cells_are_kept_as_they_are_written():
    text = '名称,备注\n=HYPERLINK("x"),+1-1\n"第一行\n第二行",𠮷滩镇\n'.replace('"x"', "x")
    rows = table.read(text.encode("gb18030"))
    assert [list(row.cells) for row in rows[1:]] == [
        ["=HYPERLINK(x)", "+1-1"],
        ["第一行\n第二行", "𠮷滩镇"],
    ]
