import pytest

from tools.budgets import faults

FEATURE = "backend/xunhu/patrols/track.py"


def messages(path, text):
    return [fault.message for fault in faults(path, text)]


def nested(depth):
    lines = ["def walk(a):"]
    lines += ["    " * (level + 1) + "if a:" for level in range(depth)]
    return "\n".join([*lines, "    " * (depth + 1) + "return a", ""])


def function_of(lines, name="walk"):
    return f"def {name}():\n" + "    step()\n" * (lines - 1)


def test_a_small_file_keeps_every_budget():
    assert faults(FEATURE, "from xunhu.geo import distance_m\n\n\n" + function_of(10)) == []


@pytest.mark.parametrize(
    ("path", "limit"), [(FEATURE, 250), ("frontend/src/sync/push.ts", 250), ("a/Desk.vue", 200)]
)
def test_a_file_is_never_over_its_limit(path, limit):
    assert messages(path, "\n" * limit) == []
    assert messages(path, "\n" * (limit + 1)) == [f"{limit + 1} lines, never over {limit}"]


def test_a_function_is_never_over_forty_lines():
    assert messages(FEATURE, function_of(40)) == []
    assert messages(FEATURE, function_of(41)) == ["walk: 41 lines, never over 40"]


def test_a_test_is_never_over_twenty_five_lines():
    path = "tests/patrols/test_track.py"
    assert messages(path, function_of(25, "test_walk")) == []
    assert messages(path, function_of(26, "test_walk")) == ["test_walk: 26 lines, never over 25"]


def test_four_nested_blocks_are_one_too_many():
    assert messages(FEATURE, nested(3)) == []
    assert messages(FEATURE, nested(4)) == ["walk: 4 nested blocks, never over 3"]


def test_a_chain_of_elif_is_one_block():
    chain = "def kind(a):\n    if a == 1:\n        return a\n"
    chain += "".join(f"    elif a == {n}:\n        return a\n" for n in range(2, 8))
    assert messages(FEATURE, chain) == []


def test_a_module_imports_nine_own_modules_at_most():
    nine = "".join(f"from xunhu.feature{n}.models import A\n" for n in range(9))
    assert messages(FEATURE, nine) == []
    ten = nine + "from xunhu import geo\n"
    assert messages(FEATURE, ten) == ["imports 10 own modules, never over 9"]
    assert messages("backend/xunhu/app.py", ten) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("backend/xunhu/patrols/helpers.py", ""),
        ("frontend/src/gps/trackUtils.ts", ""),
        ("frontend/src/gps/data.ts", ""),
        (FEATURE, "class PatrolManager:\n    pass\n"),
        ("frontend/src/sync/push.ts", "export class PushService {}\n"),
    ],
)
def test_names_that_say_nothing_are_refused(path, text):
    assert len(messages(path, text)) == 1


def test_the_schema_of_a_records_data_may_be_called_so():
    assert messages(FEATURE, "class PatrolData:\n    pass\n\n\nclass Base:\n    pass\n") == []
    assert messages("frontend/src/records/personalData.ts", "") == []


def test_an_init_file_stays_empty():
    assert messages("backend/xunhu/patrols/__init__.py", "") == []
    assert len(messages("backend/xunhu/patrols/__init__.py", "import os\n")) == 1
    assert len(messages("tests/patrols/__init__.py", "")) == 1


@pytest.mark.parametrize(
    "left", ["# TO" + "DO later", "/wo" + "rk/main/x", "https://registry.npmjs" + ".org/vue"]
)
def test_leftovers_are_named_with_their_line(left):
    [fault] = faults("README.md", f"one\n{left}\n")
    assert str(fault).startswith("README.md:2: ")


def test_unfinished_work_with_an_issue_number_may_stand():
    assert messages("README.md", "TO" + "DO(#12) measure on a phone\n") == []


def test_generated_types_have_no_length():
    assert messages("frontend/src/api/schema.d.ts", "\n" * 5000) == []
