"""A1.9: whether proposals to a higher body inform it is an open point; both readings are applied."""

from __future__ import annotations

import pytest

from bagdar.documents.grammar.completion import read_completion
from bagdar.methodology.loader import load, load_bodies

CASES = [
    ("ru", "предложения в Правительство", False, True),
    ("ru", "внесение предложений в Администрацию Президента", False, True),
    ("kk", "Үкіметке ұсыныстар", False, True),
    ("en", "proposals to the Government", False, True),
    ("ru", "информация в Правительство", True, True),
    ("ru", "аналитическая записка в Канцелярию Премьер-Министра", True, True),
    ("kk", "Президент Әкімшілігіне есеп", True, True),
    ("ru", "предложения в МНЭ", False, False),
    ("ru", "проект закона в Правительство", False, False),
]


@pytest.mark.parametrize("language, text, telling, proposals_too", CASES)
def test_proposals_inform_by_one_reading_only(
    language: str, text: str, telling: bool, proposals_too: bool
) -> None:
    bodies = load_bodies()
    said = {
        reading: read_completion(
            text, bodies, language, informing=load(readings={"informing_acts": reading}).informing
        ).informing_higher
        for reading in ("telling", "proposals_too")
    }
    assert said == {"telling": telling, "proposals_too": proposals_too}


def test_without_a_choice_only_telling_informs() -> None:
    reading = read_completion("предложения в Правительство", load_bodies(), informing=load().informing)
    assert reading.understood
    assert not reading.informing_higher
