"""A small invented plan, report, report on the Strategy and conclusion, whole in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import (
    Act,
    Analysis,
    BodyRef,
    Case,
    Conclusion,
    Fact,
    Factor,
    Head,
    Passport,
    Plan,
    PlanItem,
    Proposal,
    Reason,
    Report,
    ReportLine,
    Statement,
    StrategyReport,
    Tally,
    Value,
    YearRow,
)
from bagdar.documents.forms.conclusion import Activity
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

LANGUAGES = ("kk", "ru", "en")
PERIOD = Period(2026)


def text(kk: str, ru: str = "", en: str = "") -> Text:
    return Text({"kk": kk, "ru": ru, "en": en})


def cells(
    executors: Text, deadline: Text, financing: Text, completion: Text | None = None
) -> dict[str, Text]:
    found = {"completion": completion or Text(), "executors": executors}
    found |= {"deadline": deadline, "financing": financing}
    return {key: value for key, value in found.items() if value}


ECONOMY = text("ҮЭМ", "МЭО", "MEO")
TRADE = text("ҮСМ", "МТО", "MTO")
FARMING = text(
    "ҮАШМ, Үлгі облысының әкімдігі", "МСХО, акимат Образцовой области", "MAO, akimat of Sample Region"
)
YEARLY = text("жыл сайын, желтоқсан", "ежегодно, декабрь", "every December")
LAST = text("2029 жылғы желтоқсан", "декабрь 2029 года", "December 2029")
BUDGET = text("РБ", "РБ", "RB")
BUDGETS = text("РБ, ЖБ", "РБ, МБ", "RB, LB")
NOT_NEEDED = text("Талап етілмейді", "Не требуется", "Not required")


def targets(first: int, *figures: str) -> dict[str, Decimal]:
    return {str(first + i): Decimal(figure) for i, figure in enumerate(figures)}


def items() -> tuple[PlanItem, ...]:
    """One section: goal, two target indicators, a task, two result indicators, three activities."""
    return (
        PlanItem(
            key="s2",
            kind="section",
            number="2",
            title=text("Экономикалық қауіпсіздік", "Экономическая безопасность", "Economic security"),
        ),
        PlanItem(
            key="g1",
            kind="goal",
            parent="s2",
            title=text(
                "Ұлттық экономиканың сыртқы күйзелістерге төзімділігін арттыру",
                "Повышение устойчивости национальной экономики к внешним потрясениям",
                "Making the national economy more resilient to external shocks",
            ),
            cells=cells(ECONOMY, LAST, BUDGETS),
        ),
        PlanItem(
            key="t1",
            kind="target_indicator",
            parent="g1",
            title=text(
                "Маңызды өнімдер импортындағы бір жеткізуші елдің ең жоғары үлесі",
                "Наибольшая доля одной страны-поставщика в импорте важнейшей продукции",
                "Largest share of one supplying country in imports of vital products",
            ),
            cells=cells(text("ҮЭМ, ҮСМ", "МЭО, МТО", "MEO, MTO"), YEARLY, BUDGET),
            passport=Passport(
                unit=text("пайыз", "процент", "per cent"),
                direction="down",
                base_period="2024",
                base=Decimal("46.8"),
                decimals=1,
                targets=targets(2025, "45.0", "43.0", "41.0", "38.5", "36.0"),
                actuals={"2025": Value(period="2025", number=Decimal("44.8"), standing="final")},
            ),
        ),
        PlanItem(
            key="t2",
            kind="target_indicator",
            parent="g1",
            title=text(
                "Негізгі азық-түлік тауарларымен өзін-өзі қамтамасыз ету деңгейі",
                "Уровень самообеспечения основными продовольственными товарами",
                "Self-sufficiency in basic foodstuffs",
            ),
            cells=cells(FARMING, YEARLY, BUDGETS),
            passport=Passport(
                unit=text("пайыз", "процент", "per cent"),
                direction="up",
                base_period="2024",
                base=Decimal("82.4"),
                decimals=1,
                targets=targets(2025, "83.5", "85.0", "87.0", "89.0", "91.0"),
            ),
        ),
        PlanItem(
            key="k1",
            kind="task",
            parent="g1",
            title=text(
                "Маңызды өнімдерді жеткізу тізбектерін әртараптандыру",
                "Диверсификация цепочек поставок важнейшей продукции",
                "Diversifying the supply chains of vital products",
            ),
            cells=cells(ECONOMY, LAST, BUDGETS),
        ),
        PlanItem(
            key="r1",
            kind="result_indicator",
            parent="k1",
            title=text(
                "Баламалы жеткізу бағыты бар маңызды тауар топтарының саны",
                "Число важнейших товарных групп с запасным направлением поставок",
                "Number of vital commodity groups with an alternative route",
            ),
            cells=cells(TRADE, YEARLY, BUDGET),
            passport=Passport(
                unit=text("бірлік", "единиц", "items"),
                direction="up",
                base_period="2024",
                base=Decimal(12),
                targets=targets(2025, "15", "19", "24", "30", "36"),
                actuals={"2025": Value(period="2025", number=Decimal(16), standing="final")},
            ),
        ),
        PlanItem(
            key="r2",
            kind="result_indicator",
            parent="k1",
            title=text(
                "Азық-түліктің тұрақтандыру қорларымен қамтылу мерзімі",
                "Срок обеспеченности стабилизационными запасами продовольствия",
                "Days covered by stabilisation stocks of food",
            ),
            cells=cells(FARMING, YEARLY, BUDGETS),
            passport=Passport(
                unit=text("күн", "дней", "days"),
                direction="up",
                base_period="2024",
                base=Decimal(45),
                targets=targets(2025, "50", "60", "70", "80", "90"),
                actuals={"2025": Value(period="2025", number=Decimal(48), standing="final")},
            ),
        ),
        PlanItem(
            key="a1",
            kind="activity",
            parent="k1",
            title=text(
                "Маңызды өнімдер импортының тәуекел картасын әзірлеу және жыл сайын жаңарту",
                "Разработка и ежегодное обновление карты рисков импорта важнейшей продукции",
                "Drawing up a risk map of vital imports and renewing it every year",
            ),
            cells=cells(
                text("ҮЭМ, ҮСМ", "МЭО, МТО", "MEO, MTO"),
                YEARLY,
                NOT_NEEDED,
                text("Бекітілген тәуекел картасы", "Утверждённая карта рисков", "Approved risk map"),
            ),
        ),
        PlanItem(
            key="a2",
            kind="activity",
            parent="k1",
            title=text(
                "Баламалы көлік-логистика дәліздері бойынша келісімдер жасасу",
                "Заключение соглашений по запасным транспортно-логистическим коридорам",
                "Concluding agreements on alternative transport corridors",
            ),
            cells=cells(
                text(
                    "ҮКМ; бірлесіп орындаушы: «Үлгі-Логистика» АҚ (келісу бойынша)",
                    "МТрО; соисполнитель: АО «Образец-Логистика» (по согласованию)",
                    "MTrO; co-executor: Sample Logistics JSC (by agreement)",
                ),
                text("2026 жылғы маусым", "июнь 2026 года", "June 2026"),
                BUDGET,
                text("Қол қойылған келісімдер", "Подписанные соглашения", "Signed agreements"),
            ),
        ),
        PlanItem(
            key="a3",
            kind="activity",
            parent="k1",
            title=text(
                "Өңірлерде азық-түліктің тұрақтандыру қорларын толықтыру және сақтау қоймаларын жаңғырту",
                "Пополнение стабилизационных запасов продовольствия и модернизация хранилищ в регионах",
                "Topping up stabilisation stocks of food and modernising stores in the regions",
            ),
            cells=cells(
                FARMING,
                text("2028 жылғы қараша", "ноябрь 2028 года", "November 2028"),
                BUDGETS,
                text(
                    "Мемлекеттік комиссияның қабылдау актілері",
                    "Акты приёмки государственной комиссии",
                    "Acceptance acts of the state commission",
                ),
            ),
        ),
    )


STRATEGY_ACT = Act(
    text=text(
        "Қазақстан Республикасы Президентінің 2024 жылғы 30 желтоқсандағы № 000 Жарлығы",
        "Указ Президента Республики Казахстан от 30 декабря 2024 года № 000",
        "Decree of the President of the Republic of Kazakhstan No. 000 of 30 December 2024",
    ),
    number="000",
    day=date(2024, 12, 30),
)
PLAN_ACT = Act(
    text=text(
        "Қазақстан Республикасы Үкіметінің 2025 жылғы 28 ақпандағы № 000 қаулысы",
        "постановление Правительства Республики Казахстан от 28 февраля 2025 года № 000",
        "Resolution of the Government of the Republic of Kazakhstan No. 000 of 28 February 2025",
    ),
    number="000",
    day=date(2025, 2, 28),
)
MINISTRY = BodyRef(
    id="economy",
    name=text(
        "Үлгі экономика министрлігі", "Министерство экономики (образец)", "Ministry of Economy (sample)"
    ),
)
FOOD = BodyRef(
    id="farming",
    name=text(
        "Үлгі ауыл шаруашылығы министрлігі",
        "Министерство сельского хозяйства (образец)",
        "Ministry of Agriculture (sample)",
    ),
)


def bodies() -> Bodies:
    return Bodies(
        Body(id=ref.id or "", kind="state", name=ref.name, abbreviations={"kk": (short,)})
        for ref, short in ((MINISTRY, "ҮЭМ"), (FOOD, "ҮАШМ"))
    )


def plan() -> Plan:
    return Plan(
        methodology="kz-mne-82-2021",
        languages=LANGUAGES,
        first_year=2025,
        last_year=2029,
        strategy_act=STRATEGY_ACT,
        plan_act=PLAN_ACT,
        agreed=text(
            "Қазақстан Республикасы Президентінің Әкімшілігі\n2025 жылғы 20 ақпан",
            "Администрация Президента Республики Казахстан\n20 февраля 2025 года",
            "Administration of the President of the Republic of Kazakhstan\n20 February 2025",
        ),
        developer=MINISTRY,
        items=items(),
        abbreviations={"ҮЭМ": "Үлгі экономика министрлігі", "ҮСМ": "Үлгі сауда министрлігі"},
        demonstration=True,
    )


def said(kk: str, ru: str = "", en: str = "", author: str | None = None) -> tuple[Statement, ...]:
    """What a body wrote, and its translations."""
    return tuple(
        Statement(
            language=language, text=words, author=author, translation_of=None if language == "kk" else "kk"
        )
        for language, words in (("kk", kk), ("ru", ru), ("en", en))
        if words
    )


def lines() -> tuple[ReportLine, ...]:
    told: dict[str, dict[str, object]] = {
        "t1": {
            "status": "partly_executed",
            "value": Value(period="2026", number=Decimal("44.2"), standing="preliminary"),
            "reason": Reason(
                statements=said(
                    "баламалы жеткізушілермен шарттар IV тоқсанда ғана күшіне енді.",
                    "договоры с запасными поставщиками вступили в силу только в IV квартале.",
                    "the contracts with alternative suppliers entered into force only in the fourth quarter.",
                ),
            ),
        },
        "t2": {
            "status": None,
            "value": Value(period="2026", standing="not_published", expected=date(2027, 3, 31)),
        },
        "r1": {
            "status": "executed",
            "value": Value(period="2026", number=Decimal(21), standing="final"),
        },
        "r2": {
            "status": "not_executed",
            "value": Value(period="2026", number=Decimal(47), standing="final"),
            "reason": Reason(
                kind="procurement",
                statements=said(
                    "екі қойманы жаңғырту аяқталмады.",
                    "не завершена модернизация двух хранилищ.",
                    "the modernisation of two stores was not completed.",
                ),
            ),
        },
        "a1": {
            "status": "executed",
            "information": said(
                "2026 жылғы тәуекел картасы 11.12.2026 бекітілді.",
                "Карта рисков на 2026 год утверждена 11.12.2026.",
                "The risk map for 2026 was approved on 11.12.2026.",
            ),
        },
        "a2": {
            "status": "partly_executed",
            "information": said("Үш келісімнің екеуіне қол қойылды."),
            "reason": Reason(
                kind="external",
                statements=said(
                    "үшінші тарап келіссөздерді 2027 жылғы ақпанға ауыстырды.",
                    "третья сторона перенесла переговоры на февраль 2027 года.",
                    "the third party put the talks off to February 2027.",
                ),
            ),
        },
        "a3": {
            "state": "not_yet_due",
            "information": said(
                "Техникалық тапсырма бекітілді; бөлінгені: 1 250,0 млн ₸, игерілгені: 318,4 млн ₸.",
                "Техническое задание утверждено; выделено: 1 250,0 млн ₸, освоено: 318,4 млн ₸.",
                "Terms of reference approved; allotted: 1 250,0 mln ₸, spent: 318,4 mln ₸.",
            ),
        },
    }
    return tuple(
        ReportLine(
            key=item.key,
            kind=item.kind,
            parent=item.parent,
            number=item.number,
            title=item.title,
            cells=item.cells,
            **told.get(item.key, {}),  # type: ignore[arg-type]
        )
        for item in items()
    )


def factors() -> tuple[Factor, ...]:
    return (
        Factor(
            side="internal",
            sign="-",
            keys=("r2",),
            statements=said(
                "Конкурстық құжаттаманы келісу мерзімі екі айға созылды.",
                "Согласование конкурсной документации затянулось на два месяца.",
                "Agreeing the tender documents took two months longer.",
            ),
            measures=said(
                "Үлгілік құжаттама әзірленді, келісу мерзімі 10 жұмыс күніне дейін қысқартылды.",
                "Разработана типовая документация, срок согласования сокращён до 10 рабочих дней.",
                "Standard documents were drawn up; agreeing now takes 10 working days.",
            ),
        ),
        Factor(
            side="external",
            sign="+",
            keys=("t2",),
            statements=said(
                "Астық бағасының тұрақталуы тұрақтандыру қорларын толықтыруды жеңілдетті.",
                "Стабилизация цен на зерно облегчила пополнение запасов.",
                "Stable grain prices made topping up the stocks easier.",
            ),
            measures=said(
                "Қосымша 40 мың тонна астық қолайлы бағамен сатып алынды.",
                "Дополнительно закуплено 40 тыс. тонн зерна по выгодной цене.",
                "A further 40 thousand tonnes of grain were bought at a good price.",
            ),
        ),
    )


def head(*, acting: bool = True) -> Head:
    return Head(
        name=text("Үлгібаев Сынақ Демоұлы", "Образцов Опыт Примерович", "Sample Test"),
        post=text("Үлгі экономика министрі", "Министр экономики (образец)", "Minister of Economy (sample)"),
        capacity="acting_head" if acting else "first_head",
        act=Act(text=text("12.01.2027 № 7 бұйрық", "приказ от 12.01.2027 № 7", "order No. 7 of 12.01.2027"))
        if acting
        else None,
    )


def report() -> Report:
    return Report(
        methodology="kz-mne-82-2021",
        languages=LANGUAGES,
        period=PERIOD,
        strategy_act=STRATEGY_ACT,
        plan_act=PLAN_ACT,
        sender=MINISTRY,
        lines=lines(),
        factors=factors(),
        note={
            "proposals": said(
                "2.1-Ш3 іс-шарасының мерзімін өзгертпей, жауапты органдардың айлық есеп беру тәртібін енгізу ұсынылады.",
                "Предлагается, не меняя срока мероприятия 2.1-МР3, ввести ежемесячную отчётность.",
                "It is proposed to introduce monthly reports without moving the deadline of 2.1-A3.",
            )
        },
        head=head(),
        demonstration=True,
    )


def tallies() -> tuple[Tally, ...]:
    return (
        Tally(
            kind="target_indicator",
            total=2,
            due=2,
            counts={"attained": 0, "not_attained": 1, "not_published": 1},
        ),
        Tally(kind="result_indicator", total=2, due=2, counts={"attained": 1, "not_attained": 1}),
        Tally(
            kind="activity", total=3, due=2, counts={"executed": 1, "partly_executed": 1, "not_yet_due": 1}
        ),
        Tally(
            kind="activity",
            section="s2",
            total=3,
            due=2,
            counts={"executed": 1, "partly_executed": 1, "not_yet_due": 1},
        ),
        Tally(
            kind="result_indicator", section="s2", total=2, due=2, counts={"attained": 1, "not_attained": 1}
        ),
    )


def strategy_report() -> StrategyReport:
    told = {line.key: line for line in lines()}
    analysed = ("goal", "target_indicator", "result_indicator", "activity")
    codes = {"g1": "2/goal", "t1": "2/target_indicator/1", "t2": "2/target_indicator/2"}
    codes |= {"r1": "2.1/result_indicator/1", "r2": "2.1/result_indicator/2"}
    codes |= {"a1": "2.1/activity/1", "a2": "2.1/activity/2", "a3": "2.1/activity/3"}
    return StrategyReport(
        methodology="kz-mne-82-2021",
        languages=LANGUAGES,
        name=STRATEGY_NAME,
        act=STRATEGY_ACT,
        developer=MINISTRY,
        executors=(FOOD, MINISTRY),
        first_year=2025,
        last_year=2029,
        period=PERIOD,
        tallies=tallies(),
        analysis=tuple(
            Analysis(
                key=item.key,
                kind=item.kind,
                code=codes[item.key],
                parent=item.parent,
                title=item.title,
                bodies=(MINISTRY,),
                status=told[item.key].status,
                state=told[item.key].state,
                value=told[item.key].value,
                statements=told[item.key].information,
                reason=told[item.key].reason,
            )
            for item in items()
            if item.kind in analysed
        ),
        annex=report(),
        head=head(acting=False),
        demonstration=True,
    )


STRATEGY_NAME = text(
    "Қазақстан Республикасының Ұлттық қауіпсіздік стратегиясы",
    "Стратегия национальной безопасности Республики Казахстан",
    "National Security Strategy of the Republic of Kazakhstan",
)


def case() -> Case:
    return Case(
        key="r2",
        code="2.1/result_indicator/2",
        kind="result_indicator",
        title=items()[6].title,
        unit=text("күн", "дней", "days"),
        direction="up",
        years=(
            YearRow(period="2025", plan=Decimal(50), actual=Decimal(48), standing="final"),
            YearRow(period="2026", plan=Decimal(60), actual=Decimal(47), standing="final"),
        ),
        bodies=(FOOD,),
        activities=(
            Activity(
                key="a3",
                number="3",
                code="2.1/activity/3",
                title=items()[9].title,
                status="not_executed",
                bodies=(FOOD,),
                reason=Reason(
                    statements=said(
                        "құрылыс-монтаждау жұмыстарының конкурсы екі рет өткізілмеді деп танылды.",
                        "конкурс на строительно-монтажные работы дважды признан несостоявшимся.",
                        "the tender for building works was twice declared void.",
                    )
                ),
            ),
        ),
        reasons=(
            Reason(
                kind="procurement",
                statements=said(
                    "Құрылыс-монтаждау жұмыстарының конкурсы екі рет өткізілмеді деп танылды",
                    "Конкурс на строительно-монтажные работы дважды признан несостоявшимся",
                    "The tender for building works was twice declared void",
                    author="farming",
                ),
            ),
        ),
        facts_for=(
            Fact(
                message="fact",
                text=text(
                    "Екі конкурсқа бір ғана қатысушы өтінім берген.",
                    "В двух конкурсах заявку подал один участник.",
                    "Only one bidder took part in the two tenders.",
                ),
            ),
        ),
        position=Text(),
    )


def conclusion(*, final: bool = False) -> Conclusion:
    decided = text(
        "Себеп объективті. Ауытқу сыртқы факторға байланысты",
        "Причина объективна. Отклонение вызвано внешним фактором",
        "The reason is objective. The deviation comes from an external factor",
    )
    other = Case(
        key="t1",
        code="2/target_indicator/1",
        kind="target_indicator",
        title=items()[2].title,
        unit=text("пайыз", "процент", "per cent"),
        decimals=1,
        years=(
            YearRow(period="2025", plan=Decimal("45.0"), actual=Decimal("44.8")),
            YearRow(period="2026", plan=Decimal("43.0"), actual=Decimal("44.2")),
        ),
        bodies=(MINISTRY,),
        position=decided,
    )
    return Conclusion(
        methodology="kz-mne-82-2021",
        languages=LANGUAGES,
        name=STRATEGY_NAME,
        act=STRATEGY_ACT,
        developer=MINISTRY,
        executors=(MINISTRY, FOOD),
        first_year=2025,
        last_year=2029,
        period=PERIOD,
        tallies=tallies(),
        cases=(case(), other),
        proposals=(
            Proposal(
                text=text(
                    "2.1-Ш3 іс-шарасы бойынша ай сайынғы есеп беруді енгізу",
                    "Ввести ежемесячную отчётность по мероприятию 2.1-МР3",
                    "Introduce monthly reports on activity 2.1-A3",
                ),
                body=FOOD,
                due=text("2027 жылғы 1 сәуір", "1 апреля 2027 года", "1 April 2027"),
            ),
        ),
        final=final,
        head=head(acting=False),
        demonstration=True,
    )
