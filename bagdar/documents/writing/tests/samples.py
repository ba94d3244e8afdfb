"""Small documents of the official shapes, all invented, for looking at and for tests."""

from __future__ import annotations

from typing import Any

from bagdar.documents.layout import (
    Align,
    Block,
    Chart,
    Layout,
    PageBreak,
    Paragraph,
    Run,
    SignatureBlock,
    Table,
    TableCell,
    TableRow,
)

LANDSCAPE = (20.0, 12.0, 20.0, 16.0)
PORTRAIT = (25.0, 15.0, 20.0, 18.0)
PRODUCED = "2027-01-22T11:40:00Z"
PLAN_WIDTHS = (19.0, 87.0, 42.0, 47.0, 32.0, 38.0)

WORDS: dict[str, dict[str, Any]] = {
    "kk": {
        "act": ("Қазақстан Республикасы Үкіметінің", "2025 жылғы 28 ақпандағы", "№ 000 қаулысымен бекітілген"),
        "title": "Ұлттық қауіпсіздік тәуекелдерін басқару жөніндегі\nіс-қимыл жоспары",
        "years": "2025–2029 жылдар",
        "heads": ("№", "Әрекет", "Аяқтау нысаны", "Жауапты\nорындаушылар", "Орындау\nмерзімі", "Қаржыландыру көздері"),
        "section": "2-бөлім. Экономикалық қауіпсіздік",
        "goal": ("Мақсаты.", "Ұлттық экономиканың сыртқы күйзелістерге төзімділігін арттыру"),
        "indicator": ("1-нысаналы индикатор.", "Маңызды өнімдер импортындағы бір жеткізуші елдің ең жоғары үлесі"),
        "task": ("1-міндет.", "Маңызды өнімдерді жеткізу тізбектерін әртараптандыру"),
        "activity": "Өңірлерде азық-түліктің тұрақтандыру қорларын толықтыру және сақтау қоймаларын жаңғырту",
        "completion": "Мемлекеттік комиссияның қабылдау актілері",
        "bodies": "ҮАШМ; бірлесіп орындаушы: «Үлгі-Логистика» АҚ (келісу бойынша)",
        "deadline": "2026 жылғы қараша",
        "money": "РБ, ЖБ: 1 250,0 млн ₸",
        "codes": ("2-М", "2-НИ1", "2.1", "2.1-Ш{n}"),
        "note": "Ескертпе: 1-бағанда іс-шараның реттік нөмірі мен жол коды көрсетілген (М – мақсат, НИ – нысаналы индикатор, Ш – іс-шара).",
        "foot": ("Демонстрациялық үлгі: барлық деректер ойдан алынған", "Тіркелген дана: Ж-2025-2029-Р1 · 4B7E-90C1-5D2A-F318"),
        "missing": "[Қазақша мәтін енгізілмеген]",
    },
    "ru": {
        "act": ("Утвержден постановлением", "Правительства Республики Казахстан", "от 28 февраля 2025 года № 000"),
        "title": "План действий\nпо управлению рисками национальной безопасности",
        "years": "2025–2029 годы",
        "heads": ("№", "Действие", "Форма завершения", "Ответственные\nисполнители", "Срок\nисполнения", "Источники финансирования"),
        "section": "Раздел 2. Экономическая безопасность",
        "goal": ("Цель.", "Повышение устойчивости национальной экономики к внешним потрясениям"),
        "indicator": ("Целевой индикатор 1.", "Наибольшая доля одной страны-поставщика в импорте важных товаров"),
        "task": ("Задача 1.", "Диверсификация цепочек поставок важных товаров"),
        "activity": "Пополнение стабилизационных запасов продовольствия в регионах и модернизация складов",
        "completion": "Акты приемки государственной комиссии",
        "bodies": "МСХО; соисполнитель: АО «Образец-Логистика» (по согласованию)",
        "deadline": "ноябрь 2026 года",
        "money": "РБ, МБ: 1 250,0 млн ₸",
        "codes": ("2-Ц", "2-ЦИ1", "2.1", "2.1-М{n}"),
        "note": "Примечание: в графе 1 указаны порядковый номер мероприятия и код строки (Ц – цель, ЦИ – целевой индикатор, М – мероприятие).",
        "foot": ("Демонстрационный образец: все данные вымышлены", "Зарегистрированный экземпляр: П-2025-2029-Р1 · 4B7E-90C1-5D2A-F318"),
        "missing": "[Русский текст не введен]",
    },
    "en": {
        "act": ("Approved by Resolution", "of the Government of the Republic of Kazakhstan", "No. 000 of 28 February 2025"),
        "title": "Action Plan\nfor managing national security risks",
        "years": "2025–2029",
        "heads": ("No.", "Action", "Form of completion", "Responsible\nexecutors", "Deadline", "Sources of financing"),
        "section": "Section 2. Economic security",
        "goal": ("Goal.", "To make the national economy more resistant to external shocks"),
        "indicator": ("Target indicator 1.", "Largest share of one supplying country in imports of important goods"),
        "task": ("Task 1.", "To diversify the supply chains of important goods"),
        "activity": "To replenish regional stabilisation stocks of food and to modernise the warehouses",
        "completion": "Acceptance certificates of the state commission",
        "bodies": "Sample Ministry of Agriculture; co-executor: Sample-Logistics JSC (by agreement)",
        "deadline": "November 2026",
        "money": "RB, LB: 1 250.0 million ₸",
        "codes": ("2-G", "2-TI1", "2.1", "2.1-A{n}"),
        "note": "Note: column 1 gives the activity's ordinal number and the line's code (G – goal, TI – target indicator, A – activity).",
        "foot": ("Demonstration sample: all data are invented", "Registered copy: P-2025-2029-R1 · 4B7E-90C1-5D2A-F318"),
        "missing": "[No English text entered]",
    },
}  # fmt: skip


def text(*runs: Run | str, **fields: object) -> Paragraph:
    made = tuple(run if isinstance(run, Run) else Run(run) for run in runs)
    return Paragraph(runs=made, **fields)  # type: ignore[arg-type]


def cell(*lines: Paragraph | str, **fields: object) -> TableCell:
    paragraphs = tuple(
        line if isinstance(line, Paragraph) else text(line, role="cell", size=12, align="left")
        for line in lines
    )
    return TableCell(paragraphs=paragraphs, **fields)  # type: ignore[arg-type]


def lead(caption: str, words: str) -> Paragraph:
    return text(Run(caption + " ", bold=True), words, role="cell", size=12, align="left")


def code(words: str) -> Paragraph:
    return text(Run(words, mark="code"), role="cell", size=9, align="center")


def head(*captions: str) -> TableRow:
    return TableRow(
        cells=tuple(
            cell(text(Run(c, bold=True), role="cell", size=11, align="center"), align="center")
            for c in captions
        ),
        header=True,
        role="head",
    )


def numbers(count: int) -> TableRow:
    return TableRow(
        cells=tuple(cell(text(str(n + 1), role="cell", size=10, align="center")) for n in range(count)),
        header=True,
        role="numbers",
    )


def section_row(title: str, columns: int) -> TableRow:
    shown = text(Run(title, bold=True), role="cell", size=12, align="center")
    return TableRow(
        cells=(cell(shown, columns=columns, shade="E0E0E0", align="center"),), keep_next=True, role="section"
    )


def item_row(language: str, kind: str, key: str, shade: str = "", *, keep_next: bool = False) -> TableRow:
    words = WORDS[language]
    index = ("goal", "indicator", "task").index(kind)
    caption, action = words[kind]
    dash = text("–", role="cell", size=12, align="center")
    values = (words["bodies"].split(";")[0], words["deadline"], words["money"].split(":")[0])
    cells = (
        cell(code(words["codes"][index]), align="center", shade=shade),
        cell(lead(caption, action), shade=shade, field="action"),
        cell(dash, align="center", shade=shade),
        *(cell(value, shade=shade) for value in values),
    )
    return TableRow(cells=cells, key=key, keep_next=keep_next, role=kind)


def activity_row(language: str, number: int, *, words: str = "", untranslated: bool = False) -> TableRow:
    own = WORDS[language]
    label = code(own["codes"][3].format(n=number))
    action = cell(words or own["activity"], field="action")
    if untranslated:
        action = cell(text(Run(own["missing"], mark="untranslated"), role="cell", size=12, align="left"))
    cells = (
        cell(text(str(number), role="cell", size=12, align="center"), label, align="center"),
        action,
        *(cell(own[field], field=field) for field in ("completion", "bodies", "deadline", "money")),
    )
    return TableRow(cells=cells, key=f"k{number}", role="activity")


def plan_table(language: str, activities: int = 12) -> Table:
    words = WORDS[language]
    rows = [head(*words["heads"]), numbers(6), section_row(words["section"], 6)]
    rows.append(item_row(language, "goal", "g", "F0F0F0"))
    rows.append(item_row(language, "indicator", "i"))
    for start in range(0, activities, 4):
        rows.append(item_row(language, "task", f"t{start}", "F6F6F6", keep_next=True))
        rows.extend(
            activity_row(language, n + 1, untranslated=n == 5)
            for n in range(start, min(start + 4, activities))
        )
    return Table(widths=PLAN_WIDTHS, rows=tuple(rows), name=words["years"], role="plan")


def plan(language: str, activities: int = 12) -> Layout:
    words = WORDS[language]
    act: list[Block] = [text(line, role="annex", align="center", size=12) for line in words["act"]]
    blocks: list[Block] = [
        *act,
        text(Run(words["title"], bold=True), role="title", align="center", before=7, after=3, keep_next=True),
        text(words["years"], role="subtitle", align="center", size=12, after=4, keep_next=True),
        plan_table(language, activities),
        text(words["note"], role="note", size=11, align="left"),
    ]
    left, right = words["foot"]
    return Layout(
        language=language, title=words["title"].replace("\n", " "), landscape=True, margins=LANDSCAPE,
        blocks=tuple(blocks), footer_left=left, footer_right=right, produced=PRODUCED,
        properties={"fingerprint": "4B7E90C15D2AF318"},
    )  # fmt: skip


def passports() -> Table:
    heads = TableRow(
        cells=(
            *(_head(c, rows=2) for c in ("Код", "Индикатордың, көрсеткіштің атауы", "Өлшем бірлігі", "Ақпарат көзі", "Базалық мән, 2024 ж.")),
            _head("Жылдар бойынша нысаналы мәндер", columns=5),
        ),
        header=True,
    )  # fmt: skip
    years = TableRow(cells=tuple(_head(str(2025 + n)) for n in range(5)), header=True)
    values = ("82.4", "83.5", "85.0", "-1087.0", "11.25", "0.1")
    row = TableRow(
        cells=(
            cell(code("2-НИ2"), align="center"),
            cell("Негізгі азық-түлік тауарларымен өзін-өзі қамтамасыз ету деңгейі"),
            cell("пайыз"),
            cell("Азық-түлік баланстары"),
            *(_figure(value) for value in values),
        ),
        key="2-НИ2",
    )
    rows = (heads, years, numbers(10), section_row(WORDS["kk"]["section"], 10), row)
    return Table(widths=(20, 72, 22, 43, 23, 17, 17, 17, 17, 17), rows=rows, name="Паспорттар мен мәндер")


def _head(caption: str, **fields: object) -> TableCell:
    return cell(text(Run(caption, bold=True), role="cell", size=11, align="center"), align="center", **fields)


def _figure(value: str) -> TableCell:
    shown = value.replace(".", ",").replace("-", "−")
    align: Align = "right"
    return cell(text(shown, role="cell", size=12, align=align), align=align, number=value)


def report() -> Layout:
    """A report with head fields, two headings, a table in two parts, prose and the head's signature."""
    heads: list[Block] = [
        text(Run(caption), Run(value), role="head_field", left=53, align="left", after=0.6)
        for caption, value in (
            ("Есепті кезең:", "2026 жыл"),
            ("Бекітілген:", "Стратегия – Қазақстан Республикасы Президентінің 2024 жылғы 30 желтоқсандағы № 000 Жарлығы; Жоспар – Қазақстан Республикасы Үкіметінің 2025 жылғы 28 ақпандағы № 000 қаулысы (1-редакция)"),
            ("Мемлекеттік орган:", "Үлгі экономика министрлігі, 2-бөлім бойынша уәкілетті орган"),
        )
    ]  # fmt: skip
    long = "Бірінші: 2.1-Ш3 іс-шарасының мерзімін өзгертпей, жауапты органдардың айлық есеп беру тәртібін енгізу ұсынылады. "
    blocks: list[Block] = [
        text("Қазақстан Республикасының Ұлттық қауіпсіздік стратегиясын әзірлеу, мониторингтеу, іске асыру, бағалау және бақылау жүргізу әдістемесіне 2-қосымша", role="annex", align="center", size=12),
        text(Run("Ұлттық қауіпсіздік тәуекелдерін басқару жөніндегі\nіс-қимыл жоспарын іске асыру туралы есеп", bold=True), role="title", align="center", before=7, after=4),
        *heads,
        text(Run("1. Жоспарды іске асыру барысы туралы ақпарат", bold=True), role="heading", level=1, align="center", before=7, after=4),
        plan_table("kk", 3),
        text(Run("2. Ішкі және сыртқы әсерді талдау", bold=True), role="heading", level=1, align="center", before=7, after=4),
        _factors(),
        text(Run("3. Аналитикалық жазба", bold=True), role="heading", level=1, align="center", before=7, after=2),
        text(Run("1) Шешуге құжат бағытталған проблемалар мен міндеттерді шешу дәрежесі. ", bold=True), long * 2, indent=12.5, after=1),
        text(Run("2) Тұжырымдар мен ұсыныстар. ", bold=True), long * 2, indent=12.5, after=1),
        SignatureBlock(
            left=("Бірінші басшы", "Үлгі экономика министрі", "Өкілеттігі: бірінші басшы (міндетін атқарушы емес)"),
            under_line="қолы",
            name="Үлгібаев Сынақ Демоұлы",
            under_name="тегі, аты, әкесінің аты (бар болса)",
            box=("Тіркелген дана коды:\t9C41-7AF0-22BD-E681", "Есеп нұсқасы:\t3", "Тіркелген уақыты:\t22.01.2027, 16:40 (UTC+5)", "Қол қойылған күні:\t22.01.2027", "Электрондық цифрлық қолтаңба:\tсақталған, тексерілген", "Сертификат сериясы:\t00A1…7F (үлгі)"),
        ),
    ]  # fmt: skip
    left, right = WORDS["kk"]["foot"]
    return Layout(
        language="kk", title="Есеп", landscape=True, margins=LANDSCAPE, blocks=tuple(blocks),
        footer_left=left, footer_right=right, produced=PRODUCED,
    )  # fmt: skip


def _factors() -> Table:
    kind = cell(text(Run("Ішкі факторлар:", bold=True), size=12, align="left"), columns=2, shade="F0F0F0")
    rows = (
        head("Ішкі және сыртқы әсер ету факторлары және олардың нысаналы индикаторларға/нәтижелер көрсеткіштеріне қол жеткізуге әсері", "Қабылданған шаралар"),
        numbers(2),
        TableRow(cells=(kind,), keep_next=True),
        TableRow(cells=(cell(lead("Теріс әсер (−).", "Конкурстық құжаттаманы келісу мерзімі екі айға созылды; 2.1-НК2 көрсеткішіне қол жеткізілмеді.")), cell("Үлгілік құжаттама әзірленді, келісу мерзімі 10 жұмыс күніне дейін қысқартылды (10.09.2026 № 000 бұйрық)."))),
    )  # fmt: skip
    return Table(widths=(137, 128), rows=rows, name="Факторлар")


def conclusion() -> Layout:
    """Portrait: items with captions, a table with a tall first column, a place to fill in."""

    def item(number: str, caption: str, answer: str) -> Paragraph:
        return text(
            Run(f"{number}. ", bold=True), Run(caption + " ", italic=True), answer, role="caption", after=0.8
        )

    def line(caption: str, value: str) -> TableRow:
        return TableRow(cells=(cell(caption), cell(value, columns=3)))

    def figures(caption: str, *values: str) -> TableRow:
        return TableRow(cells=(cell(caption), *(_figure(v) for v in values)))

    title = text(Run("6.1. ", bold=True), Run("2.1-НК2 ", mark="code"), Run("Азық-түліктің тұрақтандыру қорларымен қамтылу мерзімі", bold=True), role="cell", size=12, align="left")  # fmt: skip
    rows = (
        TableRow(cells=(cell(title, columns=4, shade="E0E0E0"),), header=True),
        TableRow(cells=(cell("Мәндер, күн", rows=3), cell("Жыл"), *(cell(text(Run(y, bold=True), size=12, align="right")) for y in ("2025", "2026")))),
        figures("Жоспар", "50", "60"),
        figures("Ауытқу", "-2", "-13"),
        line("Жауапты орган", "Үлгі ауыл шаруашылығы министрлігі; Үлгі облысының әкімдігі"),
        line("Себепке қарсы фактілер", "Конкурстық құжаттама жоспарланған мерзімнен 74 күн кеш бекітілген"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        text("Қазақстан Республикасының Ұлттық қауіпсіздік стратегиясын әзірлеу, мониторингтеу, іске асыру, бағалау және бақылау жүргізу әдістемесіне 3-қосымша", role="annex", align="center", size=12),
        text(Run("Ұлттық қауіпсіздік стратегиясын іске асыру туралы\nқорытынды жобасы", bold=True), role="title", align="center", before=7, after=3),
        item("1", "Құжаттың атауы:", "Қазақстан Республикасының Ұлттық қауіпсіздік стратегиясы"),
        item("2", "Құжат бекітілген актінің нөмірі, күні:", "Қазақстан Республикасы Президентінің 2024 жылғы 30 желтоқсандағы № 000 Жарлығы"),
        item("5", "Іске асыру мерзімі:", "2025–2029 жылдар"),
        text("Есепті кезең – 2026 жыл. Есепті жылы қол жеткізілуге тиіс индикаторлар мен көрсеткіштер – 56, оның ішінде: қол жеткізілді – 41, ішінара – 8, қол жеткізілген жоқ – 7.", indent=12.5, after=4),
        Table(widths=(44, 80, 23, 23), rows=rows, name="6.1"),
        text(Run("Позиция: ", bold=True), "(толтырылады)", role="prompt", align="left", size=12),
    )  # fmt: skip
    left, right = WORDS["kk"]["foot"]
    return Layout(
        language="kk", title="Қорытынды жобасы", landscape=False, margins=PORTRAIT, blocks=blocks,
        footer_left=left, footer_right=right, produced=PRODUCED,
    )  # fmt: skip


def strategy_report() -> Layout:
    """Portrait with a chart, then a turned sheet with the passports."""
    rows = (
        ("1. Азаматтардың, қоғам мен мемлекеттің қауіпсіздігі", (23, 3, 3)),
        ("2. Экономикалық қауіпсіздік", (19, 6, 3)),
        ("3. Экологиялық қауіпсіздік және азаматтық қорғау", (18, 3, 4)),
        ("5. Ұлттық мүдделерді іске асыру үшін қолайлы халықаралық орта қалыптастыру", (11, 1, 0)),
    )
    chart = Chart(
        title="1-сурет. Есепті жылы орындалуға тиіс жолдар, бөлімдер бойынша",
        parts=("орындалды", "ішінара орындалды", "орындалған жоқ"),
        rows=rows,
        alt="Бөлімдер бойынша орындалған, ішінара орындалған және орындалмаған жолдар саны",
        total="оң жақтағы сан – барлығы",
    )
    blocks: tuple[Block, ...] = (
        text(Run("Қазақстан Республикасының\nҰлттық қауіпсіздік стратегиясын іске асыру туралы есеп", bold=True), role="title", align="center", after=4),
        text(Run("Есепті кезең:"), Run("2026 жыл (іске асырудың 2-жылы)"), role="head_field", left=54, size=12, align="left", after=0.5),
        text(Run("Іске асыру мерзімі:"), Run("2025–2029 жылдар"), role="head_field", left=54, size=12, align="left", after=0.5),
        text(Run("1. Орындалу қорытындысы", bold=True), role="heading", level=1, align="center", before=7, after=4),
        chart,
        text(Run("2. Мақсаттар, индикаторлар және іс-шаралар бойынша талдау", bold=True), role="heading", level=1, align="center", before=5, after=2),
        text("Есепті жылы орындалуға тиіс жолдар: 137; орындалды: 104 (75,9 %). Ең жоғары үлес: 5-бөлім (11 / 12), ең төмен үлес: 2-бөлім (19 / 28).", indent=12.5),
        PageBreak(landscape=True),
        text(Run("Паспорттар мен мәндер", bold=True), role="heading", level=1, align="center", after=4),
        passports(),
    )  # fmt: skip
    left, right = WORDS["kk"]["foot"]
    return Layout(
        language="kk", title="Стратегияны іске асыру туралы есеп", landscape=False, margins=PORTRAIT,
        turned_margins=LANDSCAPE, blocks=blocks, footer_left=left, footer_right=right, produced=PRODUCED,
    )  # fmt: skip
