"""Texts, figures, periods, messages and the clock."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from bagdar.kernel import clock, jsonio
from bagdar.kernel.exact import format_decimal, round_half_up
from bagdar.kernel.findings import Finding, Severity
from bagdar.kernel.messages import render
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text


def test_a_text_has_no_empty_languages_and_cannot_change() -> None:
    text = Text.of(kk="сөз", ru="  ")
    assert dict(text) == {"kk": "сөз"}
    assert not Text.of(ru="")
    with pytest.raises(TypeError):
        text.update(ru="x")
    with pytest.raises(TypeError):
        text["ru"] = "x"
    with pytest.raises(TypeError):
        text.clear()
    assert text.with_("ru", "слово") == Text.of(kk="сөз", ru="слово")
    assert hash(text) == hash(Text.of(kk="сөз"))
    assert pickle.loads(pickle.dumps(text)) == text


def test_a_text_falls_back_in_the_order_asked() -> None:
    text = Text.of(ru="слово", en="word")
    assert text.in_("kk", "en") == "word"
    assert Text().in_("kk") == ""


@pytest.mark.parametrize(
    "value, decimals, printed",
    [
        ("98748.9", None, "98\u00a0748,9"),
        ("1234567.5", 2, "1\u00a0234\u00a0567,50"),
        ("-2", None, "−2"),
        ("-0.04", 1, "0,0"),
        ("0.125", 2, "0,13"),
        ("1E+3", None, "1\u00a0000"),
        ("999.95", 1, "1\u00a0000,0"),
    ],
)
def test_figures_print_as_official_tables_do(value: str, decimals: int | None, printed: str) -> None:
    assert format_decimal(Decimal(value), decimals) == printed


def test_figures_take_the_mark_of_their_language() -> None:
    assert format_decimal(Decimal("-98748.9"), mark=".") == "−98\u00a0748.9"
    figures = {
        language: render("cli.place.row", language, n=Decimal("2.5")) for language in ("kk", "ru", "en")
    }
    assert figures == {"kk": "2,5-жол", "ru": figures["ru"], "en": "row 2.5"}
    assert "2,5" in figures["ru"]


def test_rounding_is_half_away_from_zero() -> None:
    assert round_half_up(Decimal("2.5"), 0) == 3
    assert round_half_up(Decimal("-2.5"), 0) == -3


@pytest.mark.parametrize(
    "period, first, last, label",
    [
        (Period(2025), date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (Period(2025, 2, 2, 4), date(2025, 10, 1), date(2026, 3, 31), "2025-2"),
        (Period(2024, 1, 4), date(2024, 1, 1), date(2024, 3, 31), "2024-1"),
    ],
)
def test_periods_know_their_days(period: Period, first: date, last: date, label: str) -> None:
    assert (period.first, period.last, period.label) == (first, last, label)
    assert first in period
    assert last in period
    assert period.previous.last < first


def test_periods_since_the_start_come_in_order() -> None:
    assert [p.label for p in Period(2026, 1, 2, 4).since(2025)] == ["2025-1", "2025-2", "2026-1"]


@pytest.mark.parametrize("wrong", [(2025, 0), (2025, 3, 2), (2025, 1, 5), (2025, 1, 1, 13)])
def test_there_is_no_such_period(wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no such period"):
        Period(*wrong)


def test_the_clock_stands_where_it_is_set() -> None:
    with clock.at(datetime(2026, 1, 9, 19, 30, tzinfo=UTC)):
        assert clock.today("Asia/Almaty") == date(2026, 1, 10)
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 1, 9)):
        pass


def test_the_time_zone_data_knows_almaty_moved_in_2024() -> None:
    from zoneinfo import ZoneInfo

    almaty = ZoneInfo("Asia/Almaty")
    before, after = (
        datetime(2024, month, day, 12, tzinfo=almaty).utcoffset() for month, day in ((2, 29), (3, 1))
    )
    assert before is not None
    assert after is not None
    assert (before.total_seconds(), after.total_seconds()) == (6 * 3600, 5 * 3600)


def test_json_is_canonical_and_strict() -> None:
    finding = Finding(check="x", clause="31", severity=Severity.ERROR, params={"b": 1, "a": "ә"})
    raw = jsonio.dumps(finding)
    assert raw == '{"check":"x","clause":"31","params":{"a":"ә","b":1},"severity":"error"}'.encode()
    assert jsonio.loads(raw, Finding) == finding
    with pytest.raises(msgspec.ValidationError):
        jsonio.loads('{"kk": 1}', Text)


def test_a_message_without_its_field_is_still_shown() -> None:
    assert render("cli.place.row", "en") == "row {n}"
    assert render("cli.place.row", "kk", n=3) == "3-жол"
