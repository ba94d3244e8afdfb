"""Which section a row names, and who leads the lines under it."""

from __future__ import annotations

import pytest

from bagdar.methodology.loader import load
from bagdar.methodology.sections import leads_of, section_items, section_of_title
from bagdar.methodology.tests.make import item, plan


@pytest.mark.parametrize(
    "language, title, number",
    [
        ("kk", "2-бөлім. Экономикалық қауіпсіздік", 2),
        ("kk", "«ЭКОЛОГИЯЛЫҚ ҚАУІПСІЗДІК ЖӘНЕ АЗАМАТТЫҚ ҚОРҒАУ»", 3),
        ("kk", "Ұлттық мүдделерді іске асыру үшін қолайлы халықаралық ортаны қалыптастыру", 5),
        ("ru", "Раздел 4. «Информационная   безопасность»", 4),
        ("ru", "Безопасность граждан, общества и государства", 1),
        ("en", "6. Strengthening the country’s defence capability", 6),
        ("en", "6. Strengthening the country's defence capability", 6),
        ("ru", "Продовольственная безопасность", None),
        ("ru", "", None),
    ],
)
def test_a_section_is_known_by_its_name(language: str, title: str, number: int | None) -> None:
    found = section_of_title(load(), {language: title})
    assert (found.number if found else None) == number


def test_every_line_has_the_lead_of_the_section_it_stands_under() -> None:
    rows = plan(
        item("s2", "section", title="Экономическая безопасность"),
        item("g2", "goal", "s2"),
        item("a2", "activity", "g2"),
        item("s9", "section", title="Прочее"),
        item("a9", "activity", "s9"),
        item("a0", "activity"),
    )
    assert section_items(rows, load()) == {
        "s2": "s2",
        "g2": "s2",
        "a2": "s2",
        "s9": "s9",
        "a9": "s9",
        "a0": None,
    }
    assert leads_of(rows, load()) == {"s2": "mne", "g2": "mne", "a2": "mne"}


def test_a_circle_of_parents_ends() -> None:
    rows = plan(item("a", "activity", "b"), item("b", "activity", "a"))
    assert section_items(rows, load()) == {"a": None, "b": None}
