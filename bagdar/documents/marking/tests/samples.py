"""Documents that bear a mark, in every way people put one, and ordinary ones that merely speak of such a thing."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml

Sample = tuple[str, str, bytes]
"""What it is, the file's name, its bytes."""

WRITTEN = (
    "Қызмет бабында пайдалану үшін",
    "ҚЫЗМЕТ БАБЫНДА ПАЙДАЛАНУ ҮШІН",
    "Для служебного пользования",
    "ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ",
    "ҚБП",
    "ДСП",
    "«ҚБП»",
    "(ДСП)",
    "қбп",
    "Пометка: ДСП",
    "Белгісі: ҚБП",
    "Қызмет бабында пайдалану үшін № 3 дана",
    "ҚБП 2-дана",
    "ҚБП. Дана № 5",
    "Для служебного пользования Экз. № 1",
    "ДСП экз. №___",
    "Экз. № 2 ДСП",
    "Для служебного пользования (п. 12 Перечня)",
    "Д С П",
    "Қ. Б. П.",
    "Д л я  с л у ж е б н о г о  п о л ь з о в а н и я",
    "Қ ы з м е т  б а б ы н д а  п а й д а л а н у  ү ш і н",
    "Для служебнoгo пoльзoвaния",
    "ДCП",
    "KБП",
    "Қызмeт бaбындa пaйдaлaну үшін",
    "КБП",
    "Для служеб\u00adного поль\u200bзования",
    "№ 15-4/112-дсп",
    "Исх. № 03-2/77ДСП от 12.03.2026",
    "Өте құпия",
    "Совершенно секретно Экз. № 1",
)
OTHERS = (
    "Ескерту: есеп уақтылы ұсынылады",
    "О ходе исполнения плана за отчетный год",
    "Жоспардың орындалуы туралы есеп",
)
LONGEST_NAME = 31
"""Letters that Excel allows a sheet."""
Put = Callable[[Any, str, random.Random], None]


def _paragraph(document: Any, text: str, _: random.Random) -> None:
    document.paragraphs[0].insert_paragraph_before(text).alignment = 2


def _runs(document: Any, text: str, draw: random.Random) -> None:
    """The same, in as many pieces as Word likes."""
    paragraph = document.paragraphs[0].insert_paragraph_before()
    at = 0
    while at < len(text):
        step = draw.randint(1, 4)
        paragraph.add_run(text[at : at + step]).bold = bool(draw.randint(0, 1))
        at += step


def _header(document: Any, text: str, draw: random.Random) -> None:
    words = draw.choice(("", "\tҰлттық экономика министрлігі", "\tСтр. 1"))
    document.sections[0].header.paragraphs[0].text = text + words


def _footer(document: Any, text: str, _: random.Random) -> None:
    document.sections[0].footer.paragraphs[0].text = text


def _tab(document: Any, text: str, _: random.Random) -> None:
    document.paragraphs[0].insert_paragraph_before(f"Министрлікке\t\t{text}")


def _frame(document: Any, text: str, _: random.Random) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 1).text = text
    document.element.body.insert(0, table._element)


def _box(document: Any, text: str, _: random.Random) -> None:
    inner = text.replace("&", "&amp;").replace("<", "&lt;")
    document.paragraphs[0]._p.append(
        parse_xml(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
            f"<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{inner}</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )


def _watermark(document: Any, text: str, _: random.Random) -> None:
    shape = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<w:pict><v:shape><v:textpath string="x"/></v:shape></w:pict></w:r>'
    )
    element = parse_xml(shape)
    next(element.iter("{urn:schemas-microsoft-com:vml}textpath")).set("string", text)
    document.sections[0].header.paragraphs[0]._p.append(element)


def _title(document: Any, text: str, _: random.Random) -> None:
    document.core_properties.title = text


def _keywords(document: Any, text: str, _: random.Random) -> None:
    document.core_properties.keywords = f"есеп; 2026; {text}" if " " not in text else text


WORD: tuple[Put, ...] = (
    _paragraph, _runs, _header, _footer, _tab, _frame, _box, _watermark, _title, _keywords,
)  # fmt: skip


def _sheet_cell(book: Any, text: str, draw: random.Random) -> None:
    book.active.cell(draw.randint(1, 2), draw.randint(1, 6), text)


def _sheet_name(book: Any, text: str, _: random.Random) -> None:
    name = "".join(sign for sign in text if sign not in "[]:*?/\\")
    book.active.title = name if len(name) <= LONGEST_NAME else "ҚБП"


def _sheet_header(book: Any, text: str, _: random.Random) -> None:
    book.active.oddHeader.right.text = text.replace("&", "&&")


def _book_title(book: Any, text: str, _: random.Random) -> None:
    book.properties.title = text


EXCEL: tuple[Put, ...] = (_sheet_cell, _sheet_name, _sheet_header, _book_title)


def word(name: str, put: Put, text: str, draw: random.Random) -> Sample:
    document = docx.Document()
    for words in OTHERS:
        document.add_paragraph(words)
    table = document.add_table(3, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = draw.choice(OTHERS)
    put(document, text, draw)
    target = io.BytesIO()
    document.save(target)
    return f"{put.__name__}: {text}", f"{name}.docx", target.getvalue()


def excel(name: str, put: Put, text: str, draw: random.Random) -> Sample:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in range(5, 9):
        for column in range(1, 5):
            sheet.cell(row, column, draw.choice(OTHERS))
    put(book, text, draw)
    target = io.BytesIO()
    book.save(target)
    return f"{put.__name__}: {text}", f"{name}.xlsx", target.getvalue()


def marked(draw: random.Random, count: int) -> Iterator[Sample]:
    for number in range(count):
        text = WRITTEN[number % len(WRITTEN)]
        if number % 17 == 0:
            yield word(f"есеп {text}".replace("/", "-"), lambda *_: None, "", draw)
        elif number % 3 == 2:
            yield excel(f"есеп-{number}", EXCEL[number // 3 % len(EXCEL)], text, draw)
        else:
            yield word(f"есеп-{number}", WORD[number % len(WORD)], text, draw)


SPEAKING = (
    "Құжаттарды «ҚБП» белгісімен есепке алу журналы жүргізіледі.",
    "Ведется журнал учета документов с пометкой «Для служебного пользования».",
    "Журнал ДСП ведет канцелярия; за его ведение отвечает начальник отдела.",
    "Закуп плит ДСП 16 мм для школьной мебели.",
    "древесно-стружечная плита (ДСП), 16 мм, 120 листов",
    "Мебель из ламинированной ДСП поставлена в 14 школ области.",
    "Ағаш-жоңқа тақтасынан (ДСП) жасалған жиһаз сатып алынды.",
    "Қызмет бабында пайдалану үшін берілген көліктер саны 12-ге жетті.",
    "Автомобили, выделенные для служебного пользования, переданы на баланс.",
    "Порядок обращения с документами ДСП утвержден приказом № 429.",
    "Документы с пометкой ДСП в работе не использовались.",
    "Секретность сведений обеспечена, нарушений не выявлено.",
    "Құпиялылық режимі сақталды, бұзушылықтар болған жоқ.",
    "Секретно проводимых мероприятий в плане нет.",
    "На особой важности работ настаивают все соисполнители.",
    "Отдел ДСП (дорожно-строительных проектов) реорганизован.",
    "Бағдарламаның құпия сөзі ауыстырылды.",
    "Корпус шкафа – ДСП, фасад – МДФ.",
    "Приказ о снятии пометки «Для служебного пользования» с протоколов 2019 года исполнен.",
    "ҚБП белгісі бар құжаттар бөлек жөнелтіледі, олардың тізілімін кеңсе жүргізеді.",
)


def _deep_cell(document: Any, text: str, _: random.Random) -> None:
    """As one material among others, far down a table."""
    table = document.add_table(6, 3)
    for number, words in enumerate(("Материал", "МДФ", "Шпон", "Фанера", "ДСП", text)):
        table.cell(number, 0).text = words


def _mention(document: Any, text: str, draw: random.Random) -> None:
    document.paragraphs[draw.randint(0, 2)].text = text


def _book_mention(book: Any, text: str, draw: random.Random) -> None:
    book.active.cell(draw.randint(1, 12), 2, text)
    book.active.cell(30, 2, "ДСП")


def _note(document: Any, text: str, _: random.Random) -> None:
    document.core_properties.comments = text
    document.sections[0].footer.paragraphs[0].text = "Журнал ДСП, бет 3"


ORDINARY: tuple[Put, ...] = (_mention, _deep_cell, _mention, _note)


def ordinary(draw: random.Random, count: int) -> Iterator[Sample]:
    for number in range(count):
        text = SPEAKING[number % len(SPEAKING)]
        if number % 5 == 4:
            yield excel("Плиты ДСП" if number % 2 else "учет", _book_mention, text, draw)
        else:
            yield word(f"есеп-{number}", ORDINARY[number % len(ORDINARY)], text, draw)
