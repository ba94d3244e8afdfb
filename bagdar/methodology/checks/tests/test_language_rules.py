"""Two language texts compared: how rows are paired and what counts as a difference."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Plan, Source, Value
from bagdar.kernel.findings import Finding
from bagdar.kernel.text import Text
from bagdar.methodology.checks import compare_languages
from bagdar.methodology.checks.languages import figures_of
from bagdar.methodology.checks.pairing import pair_plans
from bagdar.methodology.checks.tests import make

FRENCH = replace(make.plan(), languages=("fr",))
SPANISH = replace(make.plan(), languages=("es",))


def findings(one: Plan, other: Plan | None = None) -> list[Finding]:
    return compare_languages(
        one, other, methodology=make.methodology(), bodies=make.BODIES, reader=make.PlainReader(),
        other_reader=make.PlainReader(),
    )  # fmt: skip


def seen(one: Plan, other: Plan | None = None) -> dict[str, int]:
    found = findings(one, other)
    return dict(Counter(finding.check.removeprefix("checks.languages.") for finding in found))


def rekeyed(plan: Plan) -> Plan:
    """As a second file is read: keys of its own."""
    return replace(
        plan,
        items=tuple(
            replace(item, key=f"es-{item.key}", parent=item.parent and f"es-{item.parent}")
            for item in plan.items
        ),
    )


def without(plan: Plan, *keys: str) -> Plan:
    return replace(plan, items=tuple(item for item in plan.items if item.key not in keys))


def test_keys_need_not_be_the_same() -> None:
    assert seen(FRENCH, rekeyed(SPANISH)) == {}


@pytest.mark.parametrize(
    "lost, expected",
    [
        (("d11",), 1),
        (("g2",), 1),
        (("j2", "g2", "d21", "d22"), 4),  # a task goes with all that stands under it
        (("p2", "a2", "k2", "j2", "g2", "d21", "d22"), 7),
    ],
)
def test_rows_of_one_text_only(lost: tuple[str, ...], expected: int) -> None:
    missing = rekeyed(without(SPANISH, *lost))
    assert seen(FRENCH, missing) == {"row_missing": expected}
    assert seen(missing, FRENCH) == {"row_missing": expected}
    assert {finding.place.key for finding in findings(FRENCH, missing)} == set(lost)


def test_row_lost_in_the_middle_does_not_shift_the_others() -> None:
    """Unnumbered indicators are told apart by their figures."""
    more = make.insert(
        FRENCH,
        "g1",
        make.gauge("g1b", "gauge", "j1", targets={"2026": Decimal(1), "2027": Decimal(2)}),
        make.gauge("g1c", "gauge", "j1", targets={"2026": Decimal(7), "2027": Decimal(8)}),
    )
    spanish = rekeyed(without(replace(more, languages=("es",)), "g1b"))
    found = findings(more, spanish)
    assert [(finding.check, finding.place.key) for finding in found] == [
        ("checks.languages.row_missing", "g1b")
    ]


def test_row_whose_parent_is_lost_is_still_compared() -> None:
    orphan = make.deed("o", 9, "nowhere")
    assert seen(replace(FRENCH, items=(*FRENCH.items, orphan)), SPANISH) == {"row_missing": 1}


def test_wrong_number_is_a_difference_not_two_missing_rows() -> None:
    assert seen(FRENCH, make.edit(SPANISH, "d22", number="40")) == {"number": 1}


def test_pairs_keep_the_order_of_the_first_text() -> None:
    keys = [pair.first.key for pair in pair_plans(FRENCH, rekeyed(SPANISH)) if pair.first]
    assert keys == [item.key for item in FRENCH.items]


@pytest.mark.parametrize(
    "text, figures",
    [
        ("Bâtir 12 ponts", {"12"}),
        ("98 748,9 millions", {"98748.9"}),
        ("98\u00a0748.90 millions", {"98748.9"}),
        ("2022–2026", {"2022", "2026"}),
        ("de 5 000 à 10 000", {"5000", "10000"}),
        ("25 2024", {"25", "2024"}),  # not one figure: groups are of three
        ("1,0", {"1"}),
        ("rien", set()),
    ],
)
def test_figures_are_read_as_people_write_them(text: str, figures: set[str]) -> None:
    assert figures_of(text) == figures


def test_commas_divide_thousands_where_a_point_is_the_decimal_mark() -> None:
    assert figures_of("98,748.9 million, 1,200 bridges, 17.5 %", ".") == {"98748.9", "1200", "17.5"}
    assert figures_of("98,748") == {"98.748"}


@pytest.mark.parametrize(
    "fr, es, expected",
    [
        ("Bâtir 12 ponts en 2026", "Construir 12 puentes en 2026", {}),
        ("Bâtir 1 200 ponts", "Construir 1200 puentes", {}),
        ("Bâtir 12 ponts", "Construir 13 puentes", {"figures": 1}),
        ("Bâtir 12 ponts, 3 par an", "Construir 12 puentes", {"figures": 1}),
        ("Bâtir deux ponts", "Construir 2 puentes", {"figures": 1}),  # shown, for a person to judge
    ],
)
def test_figures_of_the_wording(fr: str, es: str, expected: dict[str, int]) -> None:
    assert seen(make.edit(make.plan(), "d11", title=Text.of(fr=fr, es=es))) == expected


def test_values_that_a_title_repeats_are_compared_once_as_values() -> None:
    one = make.edit(FRENCH, "g1", title=Text.of(fr="Part de 20 % en 2026"))
    other = make.edit(SPANISH, "g1", title=Text.of(es="Cuota del 22 % en 2026"))
    other = make.passport(other, "g1", targets={"2026": Decimal(22), "2027": Decimal(30)})
    assert seen(one, other) == {"values": 1}


def test_figures_found_are_named() -> None:
    (found,) = findings(make.edit(make.plan(), "d11", title=Text.of(fr="5, 12 et 7", es="5 y 13")))
    assert (found.params["one"], found.params["other"]) == (["7", "12"], ["13"])


@pytest.mark.parametrize(
    "fr, es, expected",
    [
        ("2026-12-31", "2026-12-31", {}),
        ("2026-12-31, 2027-12-31", "2027-12-31, 2026-12-31", {}),
        ("2026-12-31", "2027-12-31", {"deadline": 1}),
        ("2026-12-31", "", {"deadline": 1}),
        ("?2026", "?2026 ", {}),  # neither is understood: the figures are the same
        ("?2026", "?2027", {"deadline": 1}),
    ],
)
def test_deadlines_by_their_days(fr: str, es: str, expected: dict[str, int]) -> None:
    cells = {**FRENCH.item("d11").cells, "until": Text.of(fr=fr, es=es)}
    assert seen(make.edit(make.plan(), "d11", cells=cells)) == expected


@pytest.mark.parametrize(
    "fr, es, expected",
    [
        ("m1, m2", "m2, m1", {}),
        ("m1, m2", "m1", {"executors": 1}),
        ("m1", "", {"executors": 1}),
        ("m1, m2", "m1, zz", {}),  # the name not recognised may be the one that seems to lack
        ("m1, zz", "m1", {}),
        ("m2, zz", "m1", {"executors": 1}),
        ("towns", "towns", {}),
    ],
)
def test_executors_by_the_bodies_meant(fr: str, es: str, expected: dict[str, int]) -> None:
    cells = {**FRENCH.item("d11").cells, "who": Text.of(fr=fr, es=es)}
    assert seen(make.edit(make.plan(), "d11", cells=cells)) == expected


@pytest.mark.parametrize(
    "changes, years",
    [
        ({}, []),
        ({"targets": {"2026": Decimal(20), "2027": Decimal("30.0")}}, []),
        ({"targets": {"2026": Decimal(21), "2027": Decimal(30)}}, ["2026"]),
        ({"targets": {"2026": Decimal(20)}}, ["2027"]),
        ({"base": Decimal(9)}, ["2025"]),
        ({"actuals": {"2024": Value(period="2024", number=Decimal(3))}}, ["2024"]),
    ],
)
def test_values_year_by_year(changes: dict[str, object], years: list[str]) -> None:
    found = findings(FRENCH, make.passport(SPANISH, "g1", **changes))
    assert [finding.params["year"] for finding in found] == years


def test_value_that_differs_is_shown_at_its_own_cell() -> None:
    cell = Source(sha256="0" * 64, table=2, row=7, column=5)
    one = make.passport(FRENCH, "g1", sources={"target:2027": cell})
    (found,) = findings(one, make.passport(SPANISH, "g1", targets={"2026": Decimal(20), "2027": Decimal(31)}))
    assert (found.place.table, found.place.row, found.place.column, found.place.key) == (2, 7, 5, "g1")


def test_every_further_language_is_compared_with_the_first() -> None:
    items = tuple(replace(i, title=i.title.with_("en", f"{i.title['fr']} 9")) for i in make.plan().items)
    plan = replace(make.plan(), languages=("fr", "es", "en"), items=items)
    found = [f for f in findings(plan) if f.check == "checks.languages.figures"]
    assert {f.params["second"] for f in found} == {"en"}
    assert len(found) == len(items)


def test_missing_text_of_one_plan_is_a_missing_row() -> None:
    assert seen(make.edit(make.plan(), "d11", title=Text.of(fr="x"))) == {"row_missing": 1}
