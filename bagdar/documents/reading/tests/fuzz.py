"""Mutated office files through the whole reading: python -m … COUNT SEED; every file has its own seed."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from bagdar.documents.opening import parse_document
from bagdar.documents.opening.tests.make import c, docx_parts, p, sheet, tbl, tc, tr, xlsx_parts
from bagdar.documents.opening.tests.mutate import Parts, docx_seed, mutated, xlsx_seed
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading import read
from bagdar.documents.reading.tests.make import BODIES
from bagdar.documents.reading.tests.spec import FORMS
from bagdar.kernel.errors import DomainError

_HEAD = ("№", "Мероприятие", "Форма завершения", "Срок исполнения", "Ответственные исполнители")
_EXECUTION = "Информация об исполнении"
_ROWS = (
    ("", "Задача 1. Сохранить зерно", "", "", "", ""),
    ("", "Показатель результатов 1. Доля зерна, %", "", "2027 год", "МЗР", "Исполнено. План: 3; факт: 4 (оценка)"),
    ("1", "Построить амбар", "приказ", "декабрь 2027 года", "МЗР, МДР", "Не исполнено. Причина: дожди"),
    ("2.", "Починить дорогу", "отчет", "ежегодно", "МДР", "Исполнено\nМДР: 4 км"),
    ("", "Итого", "", "1 200,5", "", ""),
)  # fmt: skip


def report_docx() -> Parts:
    """A report with a head, lines, factors and a signature."""
    rows = [tr(*_HEAD, _EXECUTION), *(tr(*row) for row in _ROWS)]
    merged = tr(tc("Раздел 1. Зерно", properties='<w:gridSpan w:val="6"/>'))
    factors = tbl(tr("Факторы", "Принятые меры"), tr("Внутренние факторы", ""), tr("Засуха (–)", "Полив"))
    body = (
        p("Отчетный период ____ 2027 год ____ Государственный орган ____ Министерство зерна")
        + tbl(rows[0], merged, *rows[1:], columns=6) + p("2. Анализ") + factors
        + p("3. Аналитическая записка") + p("Зерна больше.") + p("Министр ______ И. Зернов")
    )  # fmt: skip
    return docx_parts(body)


def report_xlsx() -> Parts:
    """The same lines in a sheet, with a merged title."""
    lines = [(*_HEAD, _EXECUTION), *_ROWS]
    rows = [f'<row r="1">{c("A1", "Отчет за 2027 год")}</row>']
    for number, texts in enumerate(lines, 3):
        cells = "".join(c(f"{'ABCDEF'[n]}{number}", text) for n, text in enumerate(texts) if text)
        rows.append(f'<row r="{number}">{cells}</row>')
    after = '<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="D5:D7"/></mergeCells>'
    return xlsx_parts(sheet(*rows, after=after))


def read_all(raw: RawDocument) -> None:
    """Everything that a reading gives; the account must add up."""
    for language in (None, "ru"):
        reading = read(raw, FORMS, BODIES, language=language)
        told = reading.as_json()
        (
            reading.as_account(),
            reading.plan(),
            reading.report(),
            reading.conclusion(),
            reading.strategy_report(),
        )
        assert reading.remarks is not None
        for table in told["tables"]:
            counts = dict(table["account"])
            items = sum(counts.pop("items").values())
            assert sum(counts.values()) + items + len(table["not_understood"]) == table["rows"]


def run(count: int, seed: int) -> Counter[str]:
    """Outcomes by name; prints the seed and raises at the first exception that is no DomainError."""
    seeds = (("docx", report_docx()), ("xlsx", report_xlsx()), ("docx", docx_seed()), ("xlsx", xlsx_seed()))
    outcomes: Counter[str] = Counter()
    for number in range(seed, seed + count):
        kind, parts = seeds[number % len(seeds)]
        data = mutated(parts, kind, random.Random(number))
        try:
            read_all(parse_document(data, f"a.{kind}"))
            outcomes["read"] += 1
        except DomainError as refusal:
            outcomes[refusal.message] += 1
        except BaseException:
            print(f"seed {number}")
            raise
    return outcomes


if __name__ == "__main__":
    begun = time.perf_counter()
    found = run(int(sys.argv[1]), int(sys.argv[2]))
    print(
        f"{sys.argv[1]} files from seed {sys.argv[2]} in {time.perf_counter() - begun:.0f} s: {dict(found)}"
    )
