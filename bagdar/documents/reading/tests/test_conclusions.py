"""The conclusion back from Word: items by captions, case tables, proposals, places left to fill in."""

from __future__ import annotations

from decimal import Decimal

from bagdar.documents.reading import Reading
from bagdar.documents.reading.tests.make import Rows, kinds, reading

CASE: Rows = [
    [("6.1. 2.1-ПР2 Срок обеспеченности запасами", 4)],
    ["v:Значения, дней (больше – лучше)", "Год", "2026", "2027"],
    ["^", "План", "50", "60"],
    ["^", "Факт", "48", "47"],
    ["^", "Отклонение", "−2", "−13"],
    ["^", "Вид данных", "окончательное", "предварительное"],
    ["Ответственный орган", ("Министерство зерна, Министерство дорог", 3)],
    ["Неисполненное мероприятие", ("№ 3 (2.1-МР3). Пополнить запасы – не исполнено\nМинистерство зерна\nПричина: торги сорваны", 3)],
    ["Причина, названная органом", ("МЗР: торги не состоялись (нехватка средств)", 3)],
    ["Факты за", ("Не выявлены", 3)],
    ["Факты против", ("Значение удалилось от плана.", 3)],
    ["Позиция", ("Причина не объективна. Торги объявлены поздно.", 3)],
]  # fmt: skip
PROPOSALS: Rows = [
    ["№", "Предложение", "Исполнитель", "Срок"],
    ["1", "Пополнить запасы", "Министерство зерна", "июль 2028 года"],
    ["2", "[Вписывается предложение]".replace("предложение", "позиция"), "–", "–"],
]
HEAD = (
    "Проект заключения",
    "1. Наименование документа: Стратегия зерна",
    "2. Номер и дата акта: указ от 30 декабря 2025 года № 7",
    "3. Разработчик: Министерство зерна",
    "4. Соисполнители (включая компании): Министерство дорог, АО «Весы»",
    "5. Срок реализации: 2026–2030 годы",
)
TAIL = (
    "7. Выводы и предложения:",
    "Цели достигаются.",
    "Отчёт не является итоговым.",
    PROPOSALS,
    "Первый руководитель",
    "Министр зерна\t\t\tЗернов П.П.",
)


def conclusion(*head: str) -> Reading:
    return reading(
        *(head or HEAD), "6. Анализ результатов и позиция:", "Отчётный период: 2027 год.", CASE, *TAIL
    )


def test_requisites_are_read_by_their_captions() -> None:
    found = conclusion().conclusion()
    assert found.name == {"ru": "Стратегия зерна"}
    assert found.act is not None
    assert (found.act.number, str(found.act.day)) == ("7", "2025-12-30")
    assert found.developer.id == "grain"
    assert [(body.id, body.name.in_("ru")) for body in found.executors] == [
        ("roads", "Министерство дорог"),
        (None, "АО «Весы»"),
    ]
    assert (found.first_year, found.last_year, found.period.year, found.final) == (2026, 2030, 2027, False)
    assert found.assessment == {"ru": "Цели достигаются."}


def test_a_paragraph_broken_in_two_changes_nothing() -> None:
    broken = (
        HEAD[0], "1. Наименование", "документа: Стратегия", "зерна", *HEAD[2:4],
        "4. Соисполнители (включая", "компании): Министерство дорог,", "АО «Весы»", HEAD[5],
    )  # fmt: skip
    assert conclusion(*broken).conclusion() == conclusion().conclusion()


def test_a_case_has_years_reasons_facts_and_position() -> None:
    read = conclusion()
    assert read.form == "conclusion"
    assert kinds(read, 0) == ["case", *["continuation"] * 11]
    (case,) = read.conclusion().cases
    assert (case.code, case.kind, case.title, case.unit, case.direction) == (
        "2.1/result_indicator/2",
        "result_indicator",
        {"ru": "Срок обеспеченности запасами"},
        {"ru": "дней"},
        "up",
    )
    assert [(y.period, y.plan, y.actual, y.standing) for y in case.years] == [
        ("2026", Decimal(50), Decimal(48), "final"),
        ("2027", Decimal(60), Decimal(47), "early"),
    ]
    assert [body.id for body in case.bodies] == ["grain", "roads"]
    assert [(r.kind, [(s.author, s.text) for s in r.statements]) for r in case.reasons] == [
        ("money", [("grain", "торги не состоялись")])
    ]
    assert case.facts_for == ()
    assert [fact.text for fact in case.facts_against] == [{"ru": "Значение удалилось от плана."}]
    assert case.position == {"ru": "Причина не объективна. Торги объявлены поздно."}


def test_an_activity_not_executed_stands_under_its_case() -> None:
    (activity,) = conclusion().conclusion().cases[0].activities
    assert (activity.number, activity.code, activity.title, activity.status) == (
        "3",
        "2.1/activity/3",
        {"ru": "Пополнить запасы"},
        "failed",
    )
    assert [body.id for body in activity.bodies] == ["grain"]
    assert activity.reason is not None
    assert activity.reason.statements[0].text == "торги сорваны"


def test_places_nobody_filled_in_are_empty() -> None:
    case: Rows = [*CASE[:-1], ["Позиция", ("[Вписывается позиция]", 3)]]
    tail = ["[Вписываются выводы]" if block == "Цели достигаются." else block for block in TAIL]
    found = reading(*HEAD, "6. Анализ результатов и позиция:", case, *tail).conclusion()
    assert found.cases[0].position == {}
    assert found.assessment == {}
    assert [proposal.text for proposal in found.proposals] == [{"ru": "Пополнить запасы"}]
    assert found.proposals[0].body is not None
    assert found.proposals[0].body.id == "grain"
    assert found.head is not None
    assert found.head.name == {"ru": "Зернов П.П."}
