"""Financing: sources, amounts, codes and "not required", and nothing read into other words."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from bagdar.documents.grammar.financing import FinancingReading, Source, read_financing
from bagdar.kernel.tests.each import each

CASES = Path(__file__).parent / "cases"
PACK = (
    Source(id="republican_budget", labels={"ru": ("РБ", "республиканский бюджет"), "kk": ("РБ",)}),
    Source(id="fund_of_the_pack", labels={"ru": ("ФП", "фонд поддержки"), "kk": ("ҚҚ", "қолдау қоры")}),
)


def _cases() -> list[tuple[str, str, str]]:
    table = tomllib.loads((CASES / "financing.toml").read_text("utf-8"))
    return [
        (language, text, case["expect"])
        for language, cases in table.items()
        for case in cases
        for text in case["texts"]
    ]


def _told(reading: FinancingReading) -> str:
    """The reading in the words of the table, apart from its JSON."""
    sources = [
        "|".join(mention.ids) + (f"({mention.holder})" if mention.holder else "")
        for mention in reading.sources
    ]
    amounts = []
    for amount in reading.amounts:
        power = f"e{amount.scale}" if amount.scale else ""
        amounts.append(f"{'total' if amount.total else amount.year or ''}={amount.value}{power}")
    codes = [
        f"code {f'{code.administrator}/' if code.administrator else ''}{code.programme}"
        for code in reading.codes
    ]
    words = ["none"] * (reading.required is False) + ["within"] * reading.within
    words += ["blank"] * any(item.kind == "blank" for item in reading.said)
    programmes = [f"prog:{name}" for name in reading.programmes]
    return " ".join([*sources, *words, *codes, *programmes, *amounts])


@each("language, text, expect", _cases())
def test_a_phrase_is_read_as_the_table_says(language: str, text: str, expect: str) -> None:
    reading = read_financing(text, language)
    assert reading.understood, reading.left_over
    assert reading.language == language
    assert _told(reading) == expect


def _negatives() -> list[str]:
    table = tomllib.loads((CASES / "not_financing.toml").read_text("utf-8"))
    return [text for texts in table.values() for text in texts]


@each("text", _negatives())
def test_what_says_nothing_about_money_is_not_understood(text: str) -> None:
    for language in ("kk", "ru", "en", None):
        reading = read_financing(text, language, sources=PACK)
        assert not reading.understood
        assert bool(reading.left_over) is bool(text.strip())


def test_the_sources_of_the_pack_are_known_by_their_labels_in_any_case() -> None:
    reading = read_financing("за счет фонда поддержки, ФП", "ru", sources=PACK)
    assert reading.understood
    assert [mention.ids for mention in reading.sources] == [("fund_of_the_pack",), ("fund_of_the_pack",)]
    assert not read_financing("за счет фонда поддержки, ФП", "ru").understood


def test_words_that_may_mean_two_sources_say_so() -> None:
    reading = read_financing("ВБ", "ru")
    assert [mention.words for mention in reading.ambiguous] == ["ВБ"]
    assert reading.as_json()["ambiguous"] == ["ВБ"]
    assert read_financing("Всемирный банк", "ru").ambiguous == ()


def test_amounts_are_exact() -> None:
    (amount,) = read_financing("2025 г. – 1 234,567 млрд тенге", "ru").amounts
    assert (amount.year, amount.value, amount.exact) == (2025, Decimal("1234.567"), Decimal("1234567000000"))


def test_spans_are_places_in_the_unchanged_text() -> None:
    text = "РБ,\n098\u00a0107 (не более)"
    reading = read_financing(text, "ru")
    assert [text[slice(*part.span)] for part in reading.parts] == ["РБ", ",", "098\u00a0107", "(", ")"]
    assert (reading.understood, reading.left_over) == (False, "не более")
