"""Cells and labels that say one thing in two languages; and those that say two things."""

from __future__ import annotations

import pytest

from bagdar.documents.grammar.tests.register_cases import shipped_bodies
from bagdar.documents.reading.phrases import Grammars
from bagdar.documents.reading.tests.make import HEADER, items, reading, wide

SAME = [
    ("deadline", "тоқсан сайын / ежеквартально"),
    ("deadline", "жыл сайын, желтоқсан/ ежегодно, декабрь"),
    ("deadline", "2025 жылғы желтоқсан\nдекабрь 2025 года"),
    ("completion", "Үкіметке ақпарат / информация в Правительство"),
    ("financing", "талап етілмейді / не требуется"),
    ("executors", "СИМ / МТИ"),
    ("executors", "ҰЭМ, ҰҚК (келісу бойынша)\nМНЭ, КНБ (по согласованию)"),
]


@pytest.mark.parametrize(("role", "text"), SAME)
def test_what_is_said_twice_is_understood_once(role: str, text: str) -> None:
    grammars = Grammars(shipped_bodies())
    first = text.partition("/" if "/" in text else "\n")[0].strip()
    whole, half = grammars.read(role, text, "kk"), grammars.read(role, first, "kk")
    assert whole is not None
    assert half is not None
    assert whole.understood
    said, alone = whole.as_json(), half.as_json()
    assert said["text"] == text
    assert said["left_over"] == ""
    for key in ("occurrences", "executors", "documents", "required"):
        assert said.get(key) == alone.get(key)
    assert all(text[slice(*part["span"])] == part["text"] for part in said["parts"])
    assert max(part["span"][1] for part in said["parts"]) == len(text)


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("deadline", "2025 жылғы желтоқсан / декабрь 2026 года"),
        ("completion", "Үкіметке ақпарат / отчет в Правительство о"),
        ("financing", "талап етілмейді / РБ"),
    ],
)
def test_what_differs_between_the_languages_is_not_one_thing(role: str, text: str) -> None:
    whole = Grammars(shipped_bodies()).read(role, text, "kk")
    assert whole is not None
    assert not whole.understood


def test_two_bodies_with_a_stroke_between_them_stay_two() -> None:
    whole = Grammars(shipped_bodies()).read("executors", "МФ / МНЭ", "ru")
    assert whole is not None
    assert [one["body"] for one in whole.as_json()["executors"]] == ["mf", "mne"]


def test_a_label_in_two_languages_is_one_label() -> None:
    read = reading(
        [HEADER, wide("2-мақсат / Цель 2. Починить мосты"), wide("3-мақсат / Цель 4. Сушить зерно")]
    )
    assert items(read) == [("goal", "2", "Починить мосты"), ("goal", "3", "/ Цель 4. Сушить зерно")]
