"""Line codes: worked out from the tree, printed by language, read back."""

from __future__ import annotations

import pytest

from bagdar.documents.forms import PlanItem
from bagdar.documents.pages.codes import assign_codes, canonical_code, number_in, printed_code
from bagdar.documents.pages.tests.spec import LANGUAGE, OTHER, spec
from bagdar.kernel.text import Text

TREE = (
    ("p1", "part", None, ""),
    ("a1", "aim", "p1", ""),
    ("m1", "measure", "a1", ""),
    ("m2", "measure", "a1", ""),
    ("t1", "task", "a1", ""),
    ("m3", "measure", "t1", ""),
    ("w1", "work", "t1", ""),
    ("t2", "task", "a1", ""),
    ("w2", "work", "t2", ""),
    ("w3", "work", "t2", ""),
    ("p2", "part", None, "7"),
    ("a2", "aim", "p2", ""),
    ("a3", "aim", "p2", ""),
    ("t3", "task", "a3", ""),
)
EXPECTED = {
    "p1": "1",
    "a1": "1/aim",
    "m1": "1/measure/1",
    "m2": "1/measure/2",
    "t1": "1.1",
    "m3": "1.1/measure/1",
    "w1": "1.1/work/1",
    "t2": "1.2",
    "w2": "1.2/work/1",
    "w3": "1.2/work/2",
    "p2": "7",
    "a2": "7/aim",
    "a3": "7/aim/2",
    "t3": "7.1",
}


def test_codes_follow_the_tree_and_an_excerpt_keeps_the_numbers_of_its_sections() -> None:
    items = [
        PlanItem(key=key, kind=kind, parent=parent, number=number, title=Text({LANGUAGE: key}))
        for key, kind, parent, number in TREE
    ]
    assert {item.key: item.code for item in assign_codes(items, spec())} == EXPECTED


def test_a_code_that_an_item_has_already_is_kept_and_its_children_follow_it() -> None:
    title = Text({LANGUAGE: "x"})
    items = [
        PlanItem(key="p", kind="part", code="4", title=title),
        PlanItem(key="t", kind="task", parent="p", code="4.9", title=title),
        PlanItem(key="w", kind="work", parent="t", title=title),
    ]
    assert [item.code for item in assign_codes(items, spec())] == ["4", "4.9", "4.9/work/1"]


CASES = [
    ("2", "2", "2"),
    ("2.1", "2.1", "2.1"),
    ("2/aim", "2-A", "2-S"),
    ("2/aim/2", "2-A2", "2-S2"),
    ("2.1/measure/12", "2.1-M12", "2.1-MI12"),
    ("2.1/work/3", "2.1-W3", "2.1-L3"),
]


@pytest.mark.parametrize("code, here, there", CASES)
def test_a_code_prints_with_the_letters_of_the_language(code: str, here: str, there: str) -> None:
    assert printed_code(code, spec(), LANGUAGE) == here
    assert printed_code(code, spec(), OTHER) == there


@pytest.mark.parametrize("code, here, there", CASES)
def test_a_printed_code_reads_back_in_either_language(code: str, here: str, there: str) -> None:
    assert canonical_code(here, spec()) == code
    assert canonical_code(there, spec()) == code


@pytest.mark.parametrize("text", ["", "–", "12)", "2-Z1", "A1", "2.1-W3.4"])
def test_what_is_no_code_is_not_read_as_one(text: str) -> None:
    assert canonical_code(text, spec()) is None


@pytest.mark.parametrize("code, number", [("2", "2"), ("2.3", "3"), ("2/aim", "1"), ("2.1/measure/12", "12")])
def test_the_number_of_a_line_among_its_own_kind(code: str, number: str) -> None:
    assert number_in(code) == number
