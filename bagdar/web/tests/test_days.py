"""Days in forms: read as typed in each language, the same in every browser."""

from __future__ import annotations

from datetime import date

import pytest
from django.forms import Form, ValidationError
from django.utils import translation

from bagdar.web.forms.days import DayField


class ADay(Form):
    day = DayField()


PATTERNS = {"kk": "кк.аа.жжжж", "ru": "дд.мм.гггг", "en": "dd.mm.yyyy"}


@pytest.mark.parametrize("typed", ["24.11.2026", " 24.11.2026 ", "24. 11. 2026", "24/11/2026", "2026-11-24"])
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["31.02.2026", "11.24.2026", "24.11.26", "кеше", "2026"])
@pytest.mark.parametrize("tongue", ["kk", "ru", "en"])
def test_what_is_no_day_is_repeated_with_how_to_write_one(typed: str, tongue: str) -> None:
    with translation.override(tongue), pytest.raises(ValidationError) as caught:
        DayField().clean(typed)
    assert typed in caught.value.message
    assert "24.11.2026" in caught.value.message


@pytest.mark.parametrize("tongue", ["kk", "ru", "en"])
def test_the_field_shows_the_pattern_of_the_language_and_no_calendar_of_the_browser(tongue: str) -> None:
    with translation.override(tongue):
        shown = str(ADay(initial={"day": date(2026, 1, 9)})["day"])
    assert f'placeholder="{PATTERNS[tongue]}"' in shown
    assert 'value="09.01.2026"' in shown
    assert 'type="text"' in shown
