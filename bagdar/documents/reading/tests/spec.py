"""A form of a plan and of a report in Russian and Kazakh, small and of no real country."""

from __future__ import annotations

from bagdar.documents.spec import Column, FormSpec, ItemKind, NoteItem, ReasonKind, Standing, State, Status
from bagdar.kernel.text import Text

LANGUAGES = ("kk", "ru")


def t(kk: str, ru: str) -> Text:
    return Text({"kk": kk, "ru": ru})


def _column(
    id_: str, role: str, kazakh: str, russian: str, width: float = 0, **more: tuple[str, ...]
) -> Column:
    return Column(id=id_, role=role, published=t(kazakh, russian), width=width, variants=more)


COLUMNS = (
    _column("number", "number", "№", "№", 10, ru=("№ п/п",), kk=("Р/с №",)),
    _column(
        "action", "title", "Әрекет", "Действие", 50,
        ru=("Наименование мероприятия", "Мероприятие"), kk=("Іс-шаралар атауы", "Іс-шара"),
    ),
    _column("completion", "completion", "Аяқтау нысаны", "Форма завершения", 30, kk=("Аяқталу нысаны",)),
    _column("executors", "executors", "Жауапты орындаушылар", "Ответственные исполнители", 30),
    _column("deadline", "deadline", "Орындау мерзімі", "Срок исполнения", 30, kk=("Орындалу мерзімі",)),
    _column("financing", "financing", "Қаржыландыру көздері", "Источники финансирования", 30),
    _column("unit", "unit", "Өлшем бірлігі", "Ед. изм."),
    _column("data_source", "data_source", "Ақпарат көзі", "Источник информации"),
    _column("programme", "programme", "Бюджеттік бағдарлама коды", "Код бюджетной программы"),
    _column("amounts", "amounts", "Жылдар бойынша", "В том числе по годам"),
)  # fmt: skip

KINDS = (
    ItemKind(
        id="section", name=t("бөлім", "раздел"), plural=t("Бөлімдер", "Разделы"),
        label=t("{n}-бөлім", "Раздел {n}"), merged=True, section=True,
    ),
    ItemKind(
        id="goal", name=t("мақсат", "цель"), plural=t("Мақсаттар", "Цели"), label=t("Мақсаты", "Цель"),
        labels={"kk": ("Мақсат",), "ru": ("Цель {n}",)}, code=t("М", "Ц"), parents=("section",),
    ),
    ItemKind(
        id="target_indicator", name=t("нысаналы индикатор", "целевой индикатор"),
        plural=t("Нысаналы индикаторлар", "Целевые индикаторы"),
        label=t("{n}-нысаналы индикатор", "Целевой индикатор {n}"), code=t("НИ", "ЦИ"),
        parents=("goal", "section"), measured=True, reported=True, strategy=True,
    ),
    ItemKind(
        id="task", name=t("міндет", "задача"), plural=t("Міндеттер", "Задачи"),
        label=t("{n}-міндет", "Задача {n}"), parents=("goal", "section"),
    ),
    ItemKind(
        id="result_indicator", name=t("нәтиже көрсеткіші", "показатель результата"),
        plural=t("Нәтижелер көрсеткіштері", "Показатели результатов"),
        label=t("{n}-нәтиже көрсеткіші", "Показатель результата {n}"), code=t("НК", "ПР"),
        parents=("task",), measured=True, reported=True,
    ),
    ItemKind(
        id="activity", name=t("іс-шара", "мероприятие"), plural=t("Іс-шаралар", "Мероприятия"),
        code=t("Ш", "МР"), parents=("task", "direction"), reported=True, ordinal=True,
        labels={"kk": ("{n}-іс-шара", "{n} іс-шара"), "ru": ("Мероприятие {n}",)},
    ),
    ItemKind(
        id="direction", name=t("бағыт", "направление"), plural=t("Бағыттар", "Направления"),
        label=t("{n}-бағыт", "Направление {n}"), parents=("goal", "section"), form=False,
    ),
)  # fmt: skip

STATUSES = (
    Status(id="done", words=t("орындалды", "исполнено"), result="full",
           variants={"ru": ("исполнен", "выполнено", "исполнено полностью")}),
    Status(id="part", words=t("ішінара орындалды", "исполнено частично"), result="part", reason=True,
           variants={"ru": ("частично исполнено",)}),
    Status(id="failed", words=t("орындалған жоқ", "не исполнено"), result="none", reason=True),
)  # fmt: skip
STATES = (
    State(id="later", words=t("мерзімі келген жоқ", "срок не наступил")),
    State(id="earlier", words=t("бұрын орындалды", "исполнено ранее")),
)
STANDINGS = (
    Standing(id="final", words=t("түпкілікті", "окончательное"), variants={"ru": ("окончательные данные",)}),
    Standing(id="early", words=t("алдын ала", "предварительное"), provisional=True,
             variants={"ru": ("предварительные данные",)}),
    Standing(id="none_yet", words=t("әлі жарияланған жоқ", "ещё не опубликовано"), figure=False),
)  # fmt: skip
REASONS = (ReasonKind(id="money", words=t("қаражат жетіспеуі", "нехватка средств")),)
NOTE = (
    NoteItem(
        id="solved", caption=t("Проблемаларды шешу дәрежесі", "Степень решения проблем"), when="evaluation"
    ),
    NoteItem(id="proposals", caption=t("Тұжырымдар мен ұсыныстар", "Выводы и предложения")),
)

VARIANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "note_says.solved": {"ru": ("степень решен",)},
    "note_says.proposals": {"ru": ("предлага", "предлож")},
}

WORDS = {
    "period.year": t("{year} жыл", "{year} год"),
    "untranslated.missing": t("[Қазақша мәтін жоқ]", "[Русского текста нет]"),
    "untranslated.mark": t(
        "[Қазақша мәтін жоқ; тілі: {language}]", "[Русского текста нет; язык: {language}]"
    ),
    "language.kk": t("қазақ тілі", "казахский"),
    "language.ru": t("орыс тілі", "русский"),
    "approval.approved": t("Бекітілген:", "Утверждён:"),
    "approval.agreed": t("Келісілген:", "Согласован:"),
    "abbreviations.note": t("Қысқартулар: {list}.", "Сокращения: {list}."),
    "value.plan": t("Жоспар: {value}", "План: {value}"),
    "value.actual": t("нақты: {value}", "факт: {value}"),
    "value.only": t("Нақты: {value}", "Факт: {value}"),
    "value.none": t("мән жоқ", "значения нет"),
    "report.differs": t("{body}: {said} (өзге мәлімет).", "{body}: {said} (иные сведения)."),
    "report.told": t("{body}: {said}.", "{body}: {said}."),
    "reason": t("Себебі:", "Причина:"),
    "head.period": t("Есепті кезең:", "Отчётный период:"),
    "head.approved": t("Бекітілген:", "Утверждено:"),
    "head.body": t("Мемлекеттік орган:", "Государственный орган:"),
    "head.recipient": t("Есеп алатын орган:", "Орган-получатель:"),
    "head.strategy": t("Стратегия – {act}", "Стратегия – {act}"),
    "head.plan": t("Жоспар – {act}", "План – {act}"),
    "part.1": t("1. Жоспардың орындалу барысы", "1. Ход реализации Плана"),
    "part.2": t("2. Әсерді талдау", "2. Анализ воздействия"),
    "part.3": t("3. Аналитикалық жазба", "3. Аналитическая записка"),
    "factors.influence": t("Факторлар және олардың әсері", "Факторы и их влияние"),
    "factors.measures": t("Қабылданған шаралар", "Принятые меры"),
    "factors.internal": t("Ішкі факторлар:", "Внутренние факторы:"),
    "factors.external": t("Сыртқы факторлар:", "Внешние факторы:"),
    "factors.minus": t("Теріс әсер (−).", "Отрицательное влияние (−)."),
    "factors.plus": t("Оң әсер (+).", "Положительное влияние (+)."),
    "factors.lines": t("Жолдар: {codes}.", "Строки: {codes}."),
    "note.not_evaluation": t("Бағалау жылы емес.", "Не год проведения оценки."),
    "signature.head": t("Бірінші басшы", "Первый руководитель"),
    "signature.line": t("қолы", "подпись"),
    "signature.name": t("тегі, аты", "фамилия, имя"),
    "signature.first_head": t("Өкілеттігі: бірінші басшы", "Полномочие: первый руководитель"),
    "signature.acting_head": t("Өкілеттігі: міндетін атқарушы", "Полномочие: исполняющий обязанности"),
    "signature.ground": t("Негізі: {act}", "Основание: {act}"),
    "passports.title": t("Паспорттар мен мәндер", "Паспорта и значения"),
    "passports.code": t("Код", "Код"),
    "passports.indicator": t("Индикатордың атауы", "Наименование индикатора"),
    "passports.unit": t("Өлшем бірлігі", "Единица измерения"),
    "passports.direction": t("Бағыты", "Направление"),
    "passports.base_period": t("Базалық кезең", "Базовый период"),
    "passports.base": t("Базалық мән", "Базовое значение"),
    "passports.value": t("Мән", "Значение"),
    "passports.periods": t("Жылдар бойынша мәндер", "Значения по годам"),
    "passports.target": t("Жоспар", "План"),
    "passports.actual": t("Нақты", "Факт"),
    "passports.standing": t("Дерек түрі", "Вид данных"),
    "direction.up": t("артқаны жақсы", "больше – лучше"),
    "direction.down": t("кемігені жақсы", "меньше – лучше"),
    "conclusion.1": t("Құжаттың атауы:", "Наименование документа:"),
    "conclusion.2": t("Акт нөмірі, күні:", "Номер и дата акта:"),
    "conclusion.3": t("Әзірлеуші:", "Разработчик:"),
    "conclusion.4": t("Орындаушылар (компанияларды қоса алғанда):", "Соисполнители (включая компании):"),
    "conclusion.5": t("Іске асыру мерзімі:", "Срок реализации:"),
    "conclusion.6": t("Нәтижелерді талдау және позиция:", "Анализ результатов и позиция:"),
    "conclusion.7": t("Тұжырымдар мен ұсыныстар:", "Выводы и предложения:"),
    "conclusion.period": t("Есепті кезең: {period}.", "Отчётный период: {period}."),
    "conclusion.not_final": t("Есеп қорытынды емес.", "Отчёт не является итоговым."),
    "case.values": t("Мәндер, {unit}", "Значения, {unit}"),
    "case.year": t("Жыл", "Год"),
    "case.plan": t("Жоспар", "План"),
    "case.actual": t("Нақты", "Факт"),
    "case.deviation": t("Ауытқу", "Отклонение"),
    "case.bodies": t("Жауапты орган", "Ответственный орган"),
    "case.activities": t("Орындалмаған іс-шара", "Неисполненное мероприятие"),
    "case.reason": t("Орган келтірген себеп", "Причина, названная органом"),
    "case.facts_for": t("Растайтын фактілер", "Факты за"),
    "case.facts_against": t("Қарсы фактілер", "Факты против"),
    "case.position": t("Позиция", "Позиция"),
    "case.none": t("Анықталған жоқ", "Не выявлены"),
    "prompt.position": t("[Позиция жазылады]", "[Вписывается позиция]"),
    "prompt.assessment": t("[Тұжырым жазылады]", "[Вписываются выводы]"),
    "proposals.number": t("№", "№"),
    "proposals.text": t("Ұсыныс", "Предложение"),
    "proposals.body": t("Орындаушы", "Исполнитель"),
    "proposals.due": t("Мерзімі", "Срок"),
}


def _form(id_: str, title: Text, columns: tuple[Column, ...]) -> FormSpec:
    return FormSpec(
        id=id_, languages=LANGUAGES, title=title, columns=columns, kinds=KINDS, statuses=STATUSES,
        states=STATES, standings=STANDINGS, reasons=REASONS, note=NOTE, words=WORDS,
        word_variants=VARIANTS,
    )  # fmt: skip


EXECUTION = _column("execution", "execution", "Орындалуы туралы ақпарат", "Информация об исполнении", 50)
FORMS = {
    "plan": _form("plan", t("Астық жоспары", "План по зерну"), COLUMNS),
    "report": _form(
        "report", t("Астық жоспары бойынша есеп", "Отчёт о плане по зерну"), (*COLUMNS, EXECUTION)
    ),
    "conclusion": _form("conclusion", t("Қорытынды жобасы", "Проект заключения"), ()),
}
