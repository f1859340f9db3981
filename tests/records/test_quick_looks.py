"""What is looked at all at once comes to the same as what is looked at one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from xunhu.files.strict_json import MAX_DEPTH, NotStrict, parse
from xunhu.patrols.schemas import AccuracyColumn, TimesColumn
from xunhu.records import personal
from xunhu.records.geometry import faults_of, is_position, line_of

NUMBERS = st.one_of(
    st.sampled_from([1e308, -1e308, True, None, "1"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53), 2**53),
)


@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=4), min_size=2, max_size=6))
def test_positions_are_told_like_each_of_them(positions: list[list[object]]) -> None:
    line = {"type": "LineString", "coordinates": positions}
    are_good = all(map(is_position, positions))
    quick = line_of(line)
    for seen in (None, quick):
        assert (not faults_of(line, frozenset({"LineString"}), seen)) == are_good
    if quick is not None:
        assert quick.tolist() == positions


@given(st.text(alphabet="0123456789 -xX.中", max_size=18), st.text(alphabet="19", max_size=13))
def test_few_digits_are_never_a_persons_number(text: str, more: str) -> None:
    # shorter than what a machine made: 32 hexadecimal digits
    found = bool(personal.PERSONAL.search(text + more))
    assert not found or personal.is_personal(text + more)


@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_depth_is_counted_of_lists_and_objects(pair: tuple[str, str]) -> None:
    levels = 2 if len(pair[1]) > 1 else 1
    most = MAX_DEPTH // levels
    parse((pair[0] * most + "1" + pair[1] * most).encode())
    with pytest.raises(NotStrict):
        parse((pair[0] * (most + 1) + "1" + pair[1] * (most + 1)).encode())


@pytest.mark.parametrize("bad", [2**53 + 1, -(2**53) - 1, 10**17])
def test_a_long_integer_is_refused_wherever_it_stands(bad: int) -> None:
    assert parse(f"[{2**53}, -{2**53}, {10**15}]".encode()) == [2**53, -(2**53), 10**15]
    with pytest.raises(NotStrict):
        parse(f"[1, {bad}, 2]".encode())


@pytest.mark.parametrize("column", [TimesColumn, AccuracyColumn])
@pytest.mark.parametrize("bad", [[True], ["1"], [1, [2]], [1, {}]])
def test_a_column_holds_numbers_alone(column: type, bad: list[object]) -> None:
    with pytest.raises(ValidationError, match="not-"):
        column().deserialize(bad)
    assert column().deserialize([]).tolist() == []
    assert column().deserialize([3, 0]).tolist() == [3, 0]
