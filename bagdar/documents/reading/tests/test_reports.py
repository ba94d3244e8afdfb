"""Reports as people fill them in: column 7, head, factors, note, signature."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bagdar.documents.reading.execution import Execution, ExecutionReader
from bagdar.documents.reading.tests.make import BODIES, Rows, reading, wide
from bagdar.documents.reading.tests.spec import FORMS
from bagdar.documents.reading.texts import Texts
from bagdar.documents.reading.vocabulary import Vocabulary

VOCABULARY = Vocabulary(FORMS)


def execution(text: str, *, measured: bool = False, language: str = "ru") -> Execution:
    reader = ExecutionReader(VOCABULARY, BODIES, Texts(VOCABULARY, language), "grain", "2027")
    return reader.read(text, measured=measured)


def said(found: Execution) -> list[tuple[str | None, str]]:
    return [(statement.author, statement.text) for statement in found.information]


@pytest.mark.parametrize(
    "text, status, state, information",
    [
        ("Исполнено. Склад построен.", "done", None, "Склад построен."),
        ("исполнено", "done", None, ""),
        ("«Исполнено». Склад построен.", "done", None, "Склад построен."),
        ("Статус: исполнено. Склад построен.", "done", None, "Склад построен."),
        ("Исполнено полностью 12.03.2027", "done", None, "12.03.2027"),
        ("Исполнен 12.03.2027 на 100 %", "done", None, "12.03.2027 на 100 %"),
        ("Исполнено частично.\nДва из трёх.", "part", None, "Два из трёх."),
        ("Частично исполнено", "part", None, ""),
        ("Не исполнено в связи с переносом", "failed", None, "в связи с переносом"),
        ("Срок не наступил. Конкурс объявлен.", None, "later", "Конкурс объявлен."),
        ("Исполнено ранее (в 2026 году)", None, "earlier", "(в 2026 году)"),
        # What follows takes the word back, so the cell names no status.
        ("исполнено на 70 %, работа идёт", None, None, "исполнено на 70 %, работа идёт"),
        ("Исполнительная документация готова", None, None, "Исполнительная документация готова"),
        ("Проведён форум.", None, None, "Проведён форум."),
        ("–", None, None, ""),
        ("", None, None, ""),
    ],
)
def test_the_status_is_the_word_that_opens_the_cell(
    text: str, status: str | None, state: str | None, information: str
) -> None:
    found = execution(text)
    assert (found.status, found.state) == (status, state)
    assert "\n".join(words for _, words in said(found)) == information


def test_kazakh_statuses_and_reasons_are_read_alike() -> None:
    found = execution("Орындалған жоқ. Себебі: шарт кеш жасалды.", language="kk")
    assert found.status == "failed"
    assert found.reason is not None
    assert [s.text for s in found.reason.statements] == ["шарт кеш жасалды."]


@pytest.mark.parametrize(
    "text, number, standing, information",
    [
        ("Исполнено. План: 43,0 %; факт: 44,2 % (предварительное).", "44.2", "early", ""),
        ("Исполнено. Факт: 1 250,5 млн (окончательное). Рост шестой год.", "1250.5", "final", "Рост шестой год."),
        ("Не исполнено. План 45 %, факт – 44,2 % (предварительные данные).", "44.2", "early", "План 45 %, факт – 44,2 % (предварительные данные)."),
        ("План: 43; факт: значения нет (ещё не опубликовано).", None, "none_yet", ""),
    ],
)  # fmt: skip
def test_the_value_comes_with_its_standing(
    text: str, number: str | None, standing: str, information: str
) -> None:
    found = execution(text, measured=True)
    assert found.value is not None
    assert found.value.period == "2027"
    assert found.value.number == (Decimal(number) if number else None)
    assert found.value.standing == standing
    assert "".join(words for _, words in said(found)) == information


def test_an_activity_has_no_value() -> None:
    assert execution("Исполнено. Факт: 5").value is None


def test_the_reason_has_its_kind_and_goes_out_of_the_information() -> None:
    found = execution("Исполнено частично. Два склада. Причина (нехватка средств): денег хватило на два.")
    assert said(found) == [("grain", "Два склада.")]
    assert found.reason is not None
    assert found.reason.kind == "money"
    assert found.reason.statements[0].text == "денег хватило на два."


def test_words_of_several_bodies_are_several_statements() -> None:
    found = execution("Исполнено. МЗР: склад готов.\nОткрыт в мае.\nМДР: дорога готова.")
    assert said(found) == [("grain", "склад готов.\nОткрыт в мае."), ("roads", "дорога готова.")]


def test_the_same_words_of_several_bodies_are_a_statement_of_each() -> None:
    found = execution("Исполнено. МЗР, МДР: склад готов.")
    assert said(found) == [("grain", "склад готов."), ("roads", "склад готов.")]


HEADER = [
    "№",
    "Действие",
    "Форма завершения",
    "Ответственные исполнители",
    "Срок исполнения",
    "Информация об исполнении",
]
ROWS: Rows = [
    HEADER,
    ["1", "2", "3", "4", "5", "6"],
    wide("Раздел 1. Зерно", 6),
    [
        "",
        "Целевой индикатор 1. Доля складов",
        "-",
        "МЗР",
        "ежегодно",
        "Исполнено. Факт: 12 % (окончательное).",
    ],
    wide("Задача 1. Склады", 6),
    ["1", "Построить склад", "акт", "МЗР", "2027 год", "Исполнено. Склад построен."],
]
FACTORS: Rows = [
    ["Факторы и их влияние на показатели", "Меры"],
    ["1", "2"],
    [("Внутренние факторы:", 2)],
    ["Отрицательное влияние (−). Нет кадров.\nСтроки: 1-ЦИ1.", "Нанять"],
    [("Внешние факторы:", 2)],
    ["Рост цен – положительное влияние", "–"],
    ["…", ""],
]


def filled(*head: str) -> tuple[str | Rows, ...]:
    return (
        "Отчёт о плане по зерну", *head, "1. Ход реализации Плана", ROWS, "2. Анализ воздействия", FACTORS,
        "3. Аналитическая записка", "1) Степень решения проблем: решено.", "2) Выводы и предложения. Строить дальше.",
        "Второй абзац.", "И.о. министра зерна ____________ Зернов П.П.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        ("Отчётный период: 2027 год", "Утверждено: постановлением № 5", "Государственный орган: Министерство зерна"),
        ("Отчётный период 2027 год Утверждено: постановлением № 5", "Государственный орган: Министерство зерна"),
        ("Отчётный период ___2027 год___ Утверждено ___постановлением № 5___ Государственный орган ___Министерство зерна___",),
        ("Отчётный период:", "2027 год", "Утверждено:\tпостановлением № 5", "Государственный орган:\tМинистерство зерна"),
    ],
)  # fmt: skip
def test_head_fields_are_found_however_they_are_typed(head: tuple[str, ...]) -> None:
    report = reading(*filled(*head)).report()
    assert report.period is not None
    assert report.period.year == 2027
    assert report.approved == {"ru": "постановлением № 5"}
    assert (report.sender.id, report.sender.name) == ("grain", {"ru": "Министерство зерна"})


def test_head_fields_may_stand_in_a_table() -> None:
    fields: Rows = [["Отчётный период:", "2027 год"], ["Государственный орган:", "Министерство зерна"]]
    read = reading("Отчёт о плане по зерну", fields, "1. Ход реализации Плана", ROWS)
    assert read.tables[0].account()["items"] == {"field": 2}
    assert read.report().sender.id == "grain"


def test_parts_two_and_three_and_the_signature_are_read() -> None:
    read = reading(*filled("Отчётный период: 2027 год", "Государственный орган: МЗР"))
    report = read.report()
    assert read.form == "report"
    assert [not table.not_understood() for table in read.tables] == [True, True]
    assert [(f.side, f.sign, f.keys, [s.text for s in f.measures]) for f in report.factors] == [
        ("internal", "-", ("1/target_indicator/1",), ["Нанять"]),
        ("external", "+", (), []),
    ]
    assert report.factors[0].statements[0].text == "Нет кадров."
    assert {k: [s.text for s in v] for k, v in report.note.items()} == {
        "solved": ["решено."],
        "proposals": ["Строить дальше.\nВторой абзац."],
    }
    assert report.evaluation_year
    assert report.head is not None
    assert (report.head.post, report.head.name, report.head.capacity) == (
        {"ru": "И.о. министра зерна"},
        {"ru": "Зернов П.П."},
        "acting_head",
    )


def test_lines_repeat_the_plan_and_keep_column_seven_unchanged() -> None:
    report = reading(*filled("Отчётный период: 2027 год")).report()
    line = report.lines[-1]
    assert (line.kind, line.number, line.code, line.title) == (
        "activity",
        "1",
        "1.1/activity/1",
        {"ru": "Построить склад"},
    )
    assert line.execution == {"ru": "Исполнено. Склад построен."}
    assert line.cells.keys() == {"completion", "executors", "deadline"}
    assert report.lines[1].value is not None
    assert report.lines[1].value.number == Decimal(12)


def test_a_signature_by_the_form_is_read_with_its_ground() -> None:
    report = reading(
        "Отчётный период: 2027 год", ROWS, "Первый руководитель", "Министр зерна\t\t\tЗернов П.П.",
        "Полномочие: исполняющий обязанности\tподпись\tфамилия, имя", "Основание: приказ № 5 от 10.01.2028",
    ).report()  # fmt: skip
    assert report.head is not None
    assert report.head.capacity == "acting_head"
    assert report.head.act is not None
    assert (report.head.act.number, str(report.head.act.day)) == ("5", "2028-01-10")


def test_bodies_that_report_otherwise_are_contributions_and_not_information() -> None:
    found = execution(
        "Исполнено. Склад готов.\nМДР: не исполнено; факт: 5 % (иные сведения).\nПричина: зима.",
        measured=True,
    )
    assert said(found) == [("grain", "Склад готов.")]
    (other,) = found.contributions
    assert (other.body, other.status) == ("roads", "failed")
    assert other.value is not None
    assert other.value.number == Decimal(5)
    assert found.reason is not None


def test_what_a_body_tells_alone_is_its_contribution_and_what_it_writes_is_information() -> None:
    found = execution("МДР: исполнено; факт: 5 %.\nМДР: Исполнено на всех складах.", measured=True)
    (told,) = found.contributions
    assert (told.body, told.status) == ("roads", "done")
    assert told.value is not None
    assert told.value.number == Decimal(5)
    assert [words for _, words in said(found)] == ["Исполнено на всех складах."]


@pytest.mark.parametrize(
    ("text", "reason", "left"),
    [
        ("Не исполнено. Причина – дожди.", "дожди.", ""),
        ("Не исполнено. Построено 2 км. Причина: дожди.", "дожди.", "Построено 2 км."),
        ("Не исполнено в связи с отсутствием средств", "в связи с отсутствием средств", ""),
        # Done in spite of it: no reason of failure.
        ("Исполнено. В связи с ростом цен средства увеличены.", None,
         "В связи с ростом цен средства увеличены."),
        ("Не исполнено. Связи с банком нет.", None, "Связи с банком нет."),
    ],
)  # fmt: skip
def test_a_reason_is_set_off_by_a_colon_or_a_dash_or_follows_because(
    text: str, reason: str | None, left: str
) -> None:
    found = execution(text)
    told = found.reason.statements[0].text if found.reason else None
    assert (told, "\n".join(words for _, words in said(found))) == (reason, left)


def test_kazakh_because_opens_the_reason() -> None:
    found = execution("Орындалған жоқ. Себебі шарт кеш жасалды.", language="kk")
    assert found.reason is not None
    assert found.reason.statements[0].text == "Себебі шарт кеш жасалды."


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Исполнено. По итогам года показатель составил 6,2 % при плане 6,5 %.", "ru", "6.2"),
        ("Исполнено. Показатель составил в 2027 году 44,2 %.", "ru", "44.2"),
        ("Орындалды. 2027 жылы көрсеткіш 44,2 %-ды құрады.", "kk", "44.2"),
        ("Орындалды. Жоспар 43 % болса, нәтиже 1 240 адамды құрады.", "kk", "1240"),
    ],
)
def test_the_value_stands_by_its_verb(text: str, language: str, value: str) -> None:
    found = execution(text, measured=True, language=language).value
    assert found is not None
    assert found.number == Decimal(value)


def test_the_kind_of_the_line_may_be_the_subject_of_its_status() -> None:
    assert execution("Мероприятие исполнено.").status == "done"
    assert execution("Мероприятие будет исполнено.").status is None


def test_an_acting_head_signs_with_the_act_on_the_same_line_or_the_next() -> None:
    for lines in (
        ("И.о. министра ________ А. Зернов, приказ от 26 декабря 2027 года № 5",),
        ("И.о. министра ________ А. Зернов", "Приказ от 26 декабря 2027 года № 5"),
    ):
        head = reading("Отчетный период: 2027 год", *lines).report().head
        assert head is not None
        assert (head.name, head.capacity) == ({"ru": "А. Зернов"}, "acting_head")
        assert head.act is not None
        assert head.act.number == "5"


def test_factors_are_read_past_their_numbers_and_with_the_sign_behind() -> None:
    rows: Rows = [
        ["№", "Факторы", "Принятые меры"], ["1", "Засуха (–)", "Полив полей"],
    ]  # fmt: skip
    (factor,) = reading("2. Анализ", rows).report().factors
    assert (factor.sign, factor.statements[0].text) == ("-", "Засуха")
    assert factor.measures[0].text == "Полив полей"


def test_part_two_may_be_told_in_paragraphs() -> None:
    told = (
        "2. Анализ воздействия",
        "Внутренние факторы: нехватка кадров (отрицательное влияние). Меры: наняты три мастера.",
        "Внешние факторы:",
        "Рост цен – положительное влияние.",
        "Принятые меры: заключены договоры.",
        "3. Аналитическая записка",
        "2) Выводы и предложения. Строить дальше.",
    )
    report = reading("Отчёт о плане по зерну", "1. Ход реализации Плана", ROWS, *told).report()
    assert [
        (f.side, f.sign, [s.text for s in f.statements], [s.text for s in f.measures]) for f in report.factors
    ] == [
        ("internal", "-", ["нехватка кадров (отрицательное влияние)."], ["наняты три мастера."]),
        ("external", "+", ["Рост цен – положительное влияние."], ["заключены договоры."]),
    ]
    assert [s.text for s in report.note["proposals"]] == ["Строить дальше."]


_DONE, _BUILD = "Достигнута высокая степень решения проблем.", "Предлагается строить дальше."


@pytest.mark.parametrize(
    "lines, note",
    [
        (
            ["1) Проблемы сняты.", "2) Строить дальше."],
            {"solved": "Проблемы сняты.", "proposals": "Строить дальше."},
        ),
        (
            ["1. Проблемы сняты.", "Второй абзац.", "2. Строить дальше."],
            {"solved": "Проблемы сняты.\nВторой абзац.", "proposals": "Строить дальше."},
        ),
        (["2) Строить дальше."], {"proposals": "Строить дальше."}),
        ([_DONE, _BUILD, "И чинить."], {"solved": _DONE, "proposals": f"{_BUILD}\nИ чинить."}),
        # Not the form's items: proposals numbered one by one, conclusions before a proposal, a lone number.
        (["1) Предлагается строить.", "2) Чинить."], {"proposals": "1) Предлагается строить.\n2) Чинить."}),
        (["1) Строить.", "2) Чинить.", "3) Красить."], {"proposals": "1) Строить.\n2) Чинить.\n3) Красить."}),
        (["Склады работают.", _BUILD], {"proposals": f"Склады работают.\n{_BUILD}"}),
        (["1) Строить дальше."], {"proposals": "1) Строить дальше."}),
        ([_DONE], {"proposals": _DONE}),
    ],
)
def test_a_note_without_captions_is_read_by_its_numbers_and_its_turns_of_speech(
    lines: list[str], note: dict[str, str]
) -> None:
    report = reading(
        "Отчёт о плане по зерну", "1. Ход реализации Плана", ROWS, "3. Аналитическая записка", *lines
    ).report()
    assert {item: "\n".join(s.text for s in said) for item, said in report.note.items()} == note


@pytest.mark.parametrize(
    "closing, signed",
    [
        (("Министр зерна ____________ Зернов П.П.", "20.01.2028"), "2028-01-20"),
        (("Министр зерна ____________ Зернов П.П.", "«20» января 2028 г."), "2028-01-20"),
        (("Министр зерна ____________ Зернов П.П.", "Дата: 20 января 2028 года"), "2028-01-20"),
        (("Министр зерна ____________ Зернов П.П.\t20.01.2028",), "2028-01-20"),
        (("Министр зерна ____________ Зернов П.П.", "М.П.", "20.01.2028"), "2028-01-20"),
        (("Первый руководитель", "Министр зерна\t\t\tЗернов П.П.", "20.01.2028"), "2028-01-20"),
        (("Первый руководитель", "Министр зерна\t\t20.01.2028\tЗернов П.П."), "2028-01-20"),
        (("И.о. министра зерна ____________ Зернов П.П.", "приказ № 5 от 10.01.2028"), None),
        (("Министр зерна ____________ Зернов П.П.", "Исп. Мукин М., тел. 70-20-28"), None),
        (("Министр зерна ____________ Зернов П.П.",), None),
    ],
)
def test_the_day_of_signing_stands_on_its_own_line_or_beside_the_name(
    closing: tuple[str, ...], signed: str | None
) -> None:
    head = (
        reading("Отчётный период: 2027 год", ROWS, "3. Аналитическая записка", "Строить.", *closing)
        .report()
        .head
    )
    assert head is not None
    assert head.name == {"ru": "Зернов П.П."}
    assert (str(head.signed) if head.signed else None) == signed
