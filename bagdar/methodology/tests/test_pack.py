"""The packs that come with the program: complete, consistent, different from each other."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.loader import available, default_pack, load, load_bodies, load_lexicons
from bagdar.methodology.model import Methodology
from bagdar.methodology.tests.make import VALDOR

KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
ORDER = [
    *(str(n) for n in range(1, 37)),
    *(f"2.{n}" for n in range(1, 8)),
    *(f"24({n})" for n in (1, 2)),
    *(f"32({n})" for n in range(1, 7)),
    "A1", "A2", "A3",
    *(f"A1.{n}" for n in range(1, 11)),
    *(f"A2.{n}" for n in range(1, 8)),
    *(f"A2.4({n})" for n in range(1, 8)),
    *(f"A2.5({n})" for n in (1, 2)),
    *(f"A2.7({n})" for n in (1, 2)),
    *(f"A3.{n}" for n in range(1, 8)),
    "SPS", "SPS.8", "SPS.11", "SPS.12", "SPS.25", "SPS.111", "SPS.112", "LAW.5",
]  # fmt: skip
PRINTED = (
    "case.", "conclusion.", "fact.", "factors.", "footer.", "head.", "offline.", "part.", "passports.",
    "prompt.", "signature.", "strategy.", "tally.", "value.",
)  # fmt: skip


def texts(methodology: Methodology) -> Iterator[tuple[str, Text]]:
    for key, clause in methodology.clauses.items():
        yield f"clause {key}", clause.statement
        yield from ((f"clause {key}, {reading}", text) for reading, text in clause.readings.items())
        yield f"clause {key}, slip", clause.slip
    for kind in methodology.kinds:
        yield from ((f"{kind.id}.{field}", getattr(kind, field)) for field in ("name", "plural", "label"))
    for parameter in methodology.parameters:
        yield parameter.id, parameter.name
        yield from ((f"{parameter.id}.{reading}", text) for reading, text in parameter.readings.items())
    for group in (methodology.offices, methodology.roles, methodology.body_kinds, methodology.levels):
        yield from ((item.id, item.name) for item in group)
    yield from ((f"section {section.number}", section.name) for section in methodology.sections)
    for form in methodology.forms.values():
        yield form.id, form.title
        yield from ((f"{form.id}: {key}", text) for key, text in form.words.items())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_kazakh_pack_is_the_default_and_has_every_clause_of_the_order() -> None:
    methodology = load()
    assert methodology.id == default_pack()
    assert sorted(methodology.clauses) == sorted(ORDER)


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_clause_speaks_each_language_of_the_program(language: str) -> None:
    for key, clause in load().clauses.items():
        assert len(clause.statement[language]) > 5, key


@pytest.mark.parametrize("pack", available())
def test_no_text_is_left_in_another_language(pack: str) -> None:
    """No two languages say a thing with the same words, unless the words are a sign or an abbreviation."""
    same = [
        (key, text)
        for key, text in texts(load(pack))
        for one in text
        for other in text
        if one < other and text[one] == text[other] and _is_wording(text[one])
    ]
    assert not same


def _is_wording(text: str) -> bool:
    """More than signs, fields, a code and a word that two related languages share."""
    bare = "".join(part for part, *_ in Formatter().parse(text) if part)
    return bare.strip(" :–.[]()") not in _SHARED and sum(letter.isalpha() for letter in bare) > 3


_SHARED = {
    # Kazakh has taken these words over from Russian and writes them alike.
    "Стратегия", "План", "Код", "Факт", "Позиция", "редакция",
    # French and Spanish.
    "Total", "Note", "original",
}  # fmt: skip


def test_kazakh_texts_are_written_with_kazakh_letters() -> None:
    """A Russian text under "kk" would have none of the letters that Russian lacks."""
    wrong = [
        key for key, text in texts(load()) if len(text.get("kk", "")) > 24 and not KAZAKH & set(text["kk"])
    ]
    assert not wrong


def test_russian_and_english_texts_have_no_letters_of_another_language() -> None:
    for key, text in texts(load()):
        allowed = {"slip", "clause A1.9", "clause A2"}
        if any(part in key for part in allowed):
            continue  # a slip quotes the Kazakh words it is about
        assert not KAZAKH & set(text.get("ru", "").replace("І", "")), key
        english = text.get("en", "")
        assert not any("а" <= letter.lower() <= "я" for letter in english), key


@pytest.mark.parametrize("pack", available())
def test_a_printed_word_has_the_same_fields_in_every_language(pack: str) -> None:
    for form in load(pack).forms.values():
        for key, text in form.words.items():
            assert set(text) == set(form.languages), key
            assert len({frozenset(fields(string)) for string in text.values()}) == 1, key


def test_both_packs_print_the_same_things() -> None:
    """A word that one pack lacks would cost a document of the other. Languages name themselves; some
    words are of half-years only."""
    kazakh, valdor = load(), load(VALDOR)
    for form in kazakh.forms:
        ours, theirs = set(kazakh.forms[form].words), set(valdor.forms[form].words)
        ours = {key for key in ours if key.startswith(PRINTED)}
        assert ours <= theirs
        assert ours


@pytest.mark.parametrize("pack", available())
def test_every_pack_has_the_four_forms_and_writes_their_columns(pack: str) -> None:
    methodology = load(pack)
    assert set(methodology.forms) == {"plan", "report", "strategy_report", "conclusion"}
    for name in ("plan", "report"):
        written = [column for column in methodology.forms[name].columns if column.width]
        assert sum(column.width for column in written) == 265  # the field of an A4 sheet in landscape, mm
        roles = [column.role for column in written]
        assert {"number", "title", "completion", "executors", "deadline", "financing"} <= set(roles)
        assert ("execution" in roles) == (name == "report")


@pytest.mark.parametrize("pack", available())
def test_holders_of_offices_are_in_the_register(pack: str) -> None:
    methodology, bodies = load(pack), load_bodies(pack)
    assert len(bodies) >= 12
    for office in methodology.offices:
        assert office.body in bodies


@pytest.mark.parametrize("pack", available())
def test_the_program_knows_what_each_state_stands_for(pack: str) -> None:
    assert {state.sense for state in load(pack).states} == {
        "not_yet_due",
        "executed_earlier",
        "condition_not_arisen",
        "continuing",
    }


def test_the_legal_status_is_said_and_no_day_is_guessed() -> None:
    methodology = load()
    act = next(act for act in methodology.acts if act.id == methodology.act)
    assert (act.number, act.day.isoformat(), act.repealed_by) == ("82", "2021-09-01", "order-96")
    for day in (act.in_force, act.repealed):
        assert day is not None
        assert not day.known
        assert day.on is None
        assert set(day.note) == set(UI_LANGUAGES)


def test_slips_are_kept_as_published_and_as_used() -> None:
    clauses = load().clauses
    for key, published, used in (
        ("A3.6", "қол жеткізуге", "қол жеткізбеуге"),
        ("A1.9", "индикаторлар көрсеткіштерін", "нәтижелер көрсеткіштерін"),
        ("A2", "тапсырма", "міндет"),
    ):
        assert published in clauses[key].published["kk"]
        assert used in clauses[key].used["kk"]
        assert clauses[key].slip
    assert clauses["32(5)"].published["kk"].startswith('"Елдің сыртқы')
    assert clauses["32(5)"].used["kk"].startswith('"Ұлттық мүдделерді')


def test_open_points_give_both_readings_and_say_which_is_used() -> None:
    for pack in available():
        for parameter in load(pack).parameters:
            assert len(parameter.readings) >= 2, parameter.id
            assert parameter.value in parameter.readings
    assert load().parameter("by_day") == "inclusive"
    assert load().parameter("evaluation_note") == "both"
    with pytest.raises(KeyError):
        load().parameter("no such")


def test_readings_of_a_clause_are_the_readings_of_its_parameter() -> None:
    methodology = load()
    by_clause: dict[str, set[str]] = {}
    for parameter in methodology.parameters:
        by_clause.setdefault(parameter.clause, set()).update(parameter.readings)
    for key, clause in methodology.clauses.items():
        assert set(clause.readings) <= by_clause.get(key, set()), key


def test_the_chain_of_the_order() -> None:
    levels = load().levels
    assert [(level.clause, level.due.month, level.due.day, level.due.fixed) for level in levels] == [
        ("31", 1, 10, True),
        ("32", 1, 18, False),
        ("33", 1, 25, True),
        ("34", 2, 10, True),
        ("36", 2, 15, True),
    ]
    assert (levels[1].due.earliest, levels[1].due.latest) == ((1, 10), (1, 25))
    assert [level.form for level in levels[:3]] == ["report"] * 3
    assert levels[3].also == ("conclusion",)


def test_sections_and_their_lead_bodies() -> None:
    methodology, bodies = load(), load_bodies()
    holders = {office.id: office.body for office in methodology.offices}
    names = [bodies[holders[section.office] or ""].name["ru"] for section in methodology.sections]
    assert names == [
        "Министерство внутренних дел",
        "Министерство национальной экономики",
        "Министерство экологии и природных ресурсов",
        "Министерство искусственного интеллекта и цифрового развития",
        "Министерство иностранных дел",
        "Министерство обороны",
    ]


def test_who_may_be_responsible() -> None:
    kinds = {kind.id: kind.responsible for kind in load().body_kinds}
    assert {key for key, value in kinds.items() if value == "warn"} == {
        "managing_holding",
        "national_holding",
        "national_company",
    }
    assert kinds["subordinate"] == kinds["quasi_public"] == "no"
    assert kinds["central_body"] == kinds["local_body"] == "yes"


def test_the_invented_country_differs_in_everything() -> None:
    kazakh, valdor = load(), load(VALDOR)
    for name in ("languages", "zone", "currency", "year_starts", "reports_a_year", "act", "informing"):
        assert getattr(kazakh, name) != getattr(valdor, name), name
    assert not set(kazakh.languages) & set(valdor.languages)
    assert len(kazakh.levels) == 5
    assert len(valdor.levels) == 4
    for name in ("kinds", "statuses", "body_kinds", "offices", "levels", "finance"):
        ours = {item.id for item in getattr(kazakh, name)}
        assert not ours & {item.id for item in getattr(valdor, name)}, name
    assert not {c.id for c in kazakh.forms["plan"].columns if c.width} & {
        c.id for c in valdor.forms["plan"].columns
    }
    assert not set(kazakh.clauses) & set(valdor.clauses)
    assert not {body.id for body in load_bodies()} & {body.id for body in load_bodies(VALDOR)}
    assert kazakh.strategy != valdor.strategy
    assert kazakh.parameter("by_day") != valdor.parameter("by_day")
    assert set(load_lexicons(VALDOR)) == {"fr", "es"}


def test_its_clauses_too_are_told_in_each_of_its_languages() -> None:
    for key, clause in load(VALDOR).clauses.items():
        assert set(clause.statement) == {"fr", "es"}
        assert clause.statement["fr"] != clause.statement["es"], key


def test_every_open_point_says_from_where_on_it_matters() -> None:
    """What no file command uses is said to wait; the rest is used by checks, roles, obligations or the pack."""
    waiting = {p.id: p.matters for p in load().parameters if p.matters != "files"}
    assert waiting == {
        "previous_end": "drafting",
        "proposals_year": "drafting",
        "draft_year": "drafting",
        "strategy_sections": "drafting",
        "monitored_activities": "cycle",
        "correction_ground": "cycle",
    }


def test_columns_of_the_report_cite_the_notes_on_the_report() -> None:
    forms = load().forms
    assert [c.clause for c in forms["report"].columns if c.width] == [f"A2.4({n})" for n in range(1, 8)]
    assert [c.clause for c in forms["plan"].columns if c.width] == ["A1", *(f"A1.{n}" for n in range(6, 11))]


def test_annex_three_for_both_documents_leaves_no_form_of_its_own() -> None:
    levels = load(readings={"strategy_report_form": "annex_three"}).levels
    assert [(level.form, level.also) for level in levels[3:]] == [("conclusion", ())] * 2
