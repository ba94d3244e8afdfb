"""Executors as plans may write them: other bodies, other slips, other ways to say who does what."""

from __future__ import annotations

from datetime import date

import pytest

from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.tests.register_cases import cast, remarks, shipped_bodies
from bagdar.kernel.tests.each import each

UNSEEN = [
    # Full names, in the nominative and in other cases, with and without the country
    ("ru", "Министерство национальной экономики Республики Казахстан, Министерство финансов Республики Казахстан", "mne=M mf=R"),
    ("ru", "Министерство экологии, геологии и природных ресурсов РК", "megpr=M"),
    ("ru", "Министерством цифрового развития, инноваций и аэрокосмической промышленности, акиматами", "mcriap=M akimats=R"),
    ("ru", "Агентство Республики Казахстан по регулированию и развитию финансового рынка (по согласованию)", "arrfr=R?"),
    ("ru", "Генеральная прокуратура (по согласованию), Верховный Суд (по согласованию), Минюст", "gp=R? supreme-court=R? mj=M"),
    ("ru", "Национальный Банк Республики Казахстан (по согласованию), Минфин", "nb=R? mf=M"),
    ("kk", "Қазақстан Республикасының Ұлттық экономика министрлігі, Қазақстан Республикасының Қаржы министрлігі", "mne=M mf=R"),
    ("kk", "ҚР ҰЭМ, ҚР ІІМ", "mne=M mvd=R"),
    ("kk", "Экология және табиғи ресурстар министрлігі, облыстардың, республикалық маңызы бар қалалардың және астананың әкімдіктері", "mepr=M akimats=R"),
    ("kk", "Сыртқы істер министрлігі, Сауда және интеграция министрлігі", "mid=M mti=R"),
    # Two ministries that differ by one letter
    ("kk", "СИМ, СІМ", "mti=M mid=R"),
    ("kk", "CІM, CИM", "mid=M mti=R"),
    ("kk", "СIМ (келісім бойынша)", "mid=R?"),
    # Agreement written in every way
    ("ru", "КНБ (по согласо-ванию), МВД", "knb=R? mvd=M"),
    ("ru", "КНБ(по согласованию),МВД", "knb=R? mvd=M"),
    ("ru", "НИШ\n(по\nсогласованию), МП", "nis=C? mp=M"),
    ("ru", "МВД, КНБ, СГО (все по согласованию)", "mvd=R? knb=R? sgo=R?"),
    ("ru", "МП, НПП «Атамекен», по согласованию", "mp=M atameken=C?"),
    ("kk", "ҰҚК (келісім бойын-ша), ІІМ", "knb=R? mvd=M"),
    ("kk", "«Атамекен» ҰКП (келісу бойынша, ҰЭМ", "atameken=C? mne=M"),
    ("ru", "АО «ИЭИ» (по согласованию, МНЭ", "ieri=C? mne=M"),
    # Quotation marks
    ("ru", "АО НК «KAZAKH INVEST», АО \"НК \"KAZAKH INVEST\"\", АО “НК “KAZAKH INVEST””", "kazakh-invest=M kazakh-invest=R kazakh-invest=R"),
    ("ru", "АО «НУХ «Байтерек»», АО «Национальный управляющий холдинг «Байтерек» (по согласованию)", "baiterek=M baiterek=R?"),
    ("ru", "акционерное общество «Фонд национального благосостояния «Самрук-Қазына»", "samruk-kazyna=M"),
    ("ru", "«Самрук-Казына» (по согласованию), МЭ", "samruk-kazyna=R? me=M"),
    ("kk", "\"Самұрық-Қазына\" ҰӘҚ\" АҚ (келісу бойынша), «Самұрық-Қазына» ұлттық әл-ауқат қоры» акционерлік қоғамы", "samruk-kazyna=R? samruk-kazyna=M"),
    ("kk", "«QazTrade» сауда саясатын дамыту орталығы» АҚ, «QazTrade» АҚ", "qaztrade=C qaztrade=C"),
    ("ru", "АО «НК «KAZAKH INVESТ»", "kazakh-invest=M"),
    # Separators
    ("ru", "МНЭ; МФ; МЮ", "mne=M mf=R mj=R"),
    ("ru", "МНЭ\nМФ\nМЮ", "mne=M mf=R mj=R"),
    ("ru", "МНЭ МФ МЮ", "mne=M mf=R mj=R"),
    ("ru", "МНЭ,МФ,МЮ.", "mne=M mf=R mj=R"),
    ("ru", "МНЭ и МФ, а также МЮ", "mne=M mf=R mj=R"),
    ("ru", "1) МНЭ; 2) МФ", "mne=M mf=R"),
    ("ru", "МНЭ/МФ", "mne=M mf=R"),
    ("kk", "ҰЭМ және Қаржымині", "mne=M mf=R"),
    ("kk", "ҰЭМ мен Қаржымині, сондай-ақ ЖАО", "mne=M mf=R local-bodies=R"),
    # Suffixes
    ("kk", "ҰЭМ-мен, БҒМ-ның, ЖАО-лар", "mne=M mon=R local-bodies=R"),
    ("kk", "ЖАО-лармен, ЖОО-лармен (келісім бойынша)", "local-bodies=R universities=C?"),
    ("kk", "ҰЭМге, Қаржыминіне", "mne=M mf=R"),
    ("ru", "МОН, ВУЗы, НИИ", "mon=M universities=C research-institutes=C"),
    ("ru", "МНВО, вузы (по согласованию)", "mnvo=M universities=C?"),
    # Roles said in words
    ("ru", "МФ, МНЭ (свод), МЮ", "mf=R mne=M mj=R"),
    ("ru", "МФ, МНЭ (созыв), МЮ", "mf=R mne=M mj=R"),
    ("ru", "МФ, МНЭ – свод", "mf=R mne=M"),
    ("ru", "Ответственный: МНЭ; соисполнители: МФ, МЮ", "mne=M mf=C mj=C"),
    ("ru", "Ответственные исполнители: МНЭ, МФ. Соисполнители: АО «ИЭИ» (по согласованию)", "mne=M mf=R ieri=C?"),
    ("kk", "ҰЭМ (жинақтау), Қаржымині", "mne=M mf=R"),
    ("kk", "Қаржымині, ҰЭМ (жинақтау)", "mf=R mne=M"),
    ("kk", "Жауапты: ҰЭМ; бірлесіп орындаушылар: Қаржымині, Әділетмині", "mne=M mf=C mj=C"),
    # Groups
    ("ru", "акиматы областей, городов республиканского значения и столицы", "akimats=R"),
    ("ru", "МСХ, акиматы Алматинской, Жамбылской и Туркестанской областей", "msh=M akimats=R"),
    ("ru", "акимат города Астаны", "akimat-astana=M"),
    ("ru", "акимат г. Алматы, акимат Мангистауской области", "akimat-almaty=M akimat-mangystau=R"),
    ("ru", "акиматы ВКО, СКО, области Абай", "akimats=R"),
    ("ru", "МИО областей, гг. Астана, Алматы и Шымкент", "local-bodies=R"),
    ("ru", "МВД, иные заинтересованные государственные органы", "mvd=M interested-state-bodies=R"),
    ("ru", "МЭ, национальные компании (по согласованию)", "me=M national-companies=R?"),
    ("ru", "МФ, банки второго уровня (по согласованию), БВУ", "mf=M second-tier-banks=C? second-tier-banks=C"),
    ("kk", "Астана, Алматы және Шымкент қалаларының әкімдіктері, АШМ", "akimats=R msh=M"),
    ("kk", "Алматы облысының әкімдігі", "akimat-almaty-region=M"),
    ("kk", "Алматы қаласының әкімдігі", "akimat-almaty=M"),
    ("kk", "Ақмола, Қостанай облыстарының әкімдіктері", "akimats=R"),
    ("kk", "ОМО, ЖАО", "central-bodies=R local-bodies=R"),
    ("kk", "басқа да мүдделі мемлекеттік органдар", "interested-state-bodies=R"),
    # Units
    ("ru", "МФ (КГД), МНЭ", "mf=M mne=R"),
    ("ru", "КГД МФ, БНС АСПР", "kgd=M bns=R"),
    ("ru", "Комитет государственных доходов Министерства финансов", "kgd=M"),
    ("kk", "ҚМ МКК, ҰЭМ", "kgd=M mne=R"),
    ("ru", "Пограничная служба КНБ (по согласованию)", "knb-border=R?"),
    # Not in the register
    ("ru", "МНЭ, АО «ЦЭФ» (по согласованию)", "mne=M ‹АО «ЦЭФ»›=C?"),
    ("ru", "ТОО «Ромашка и К», МНЭ", "‹ТОО «Ромашка и К»›=C mne=M"),
    ("ru", "МП, отраслевые ассоциации (по согласованию)", "mp=M ‹отраслевые ассоциации›=C?"),
    ("ru", "МЗ, РГП на ПХВ «Национальный центр экспертизы» (по согласованию)", "mz=M ‹РГП на ПХВ «Национальный центр экспертизы»›=C?"),
    ("ru", "ОЮЛ «Ассоциация финансистов, аудиторов» (по согласованию), МФ", "‹ОЮЛ «Ассоциация финансистов, аудиторов»›=C? mf=M"),
    ("ru", "МОН, МКШ", "mon=M ‹МКШ›=R"),
    ("ru", "управления образования областей, МП", "‹управления образования областей›=R mp=M"),
    ("kk", "ДСМ, «Ұлттық сараптама орталығы» ШЖҚ РМК (келісім бойынша)", "mz=M ‹«Ұлттық сараптама орталығы» ШЖҚ РМК›=C?"),
    ("kk", "ОАМ, «Болашақ» ЖШС", "mp=M ‹«Болашақ» ЖШС›=C"),
    ("kk", "салалық қауымдастықтар (келісу бойынша), АШМ", "‹салалық қауымдастықтар›=C? msh=M"),
    # Bodies of other walks, companies under a short name or another kind of company
    ("ru", "МТ, АО «НК «ҚТЖ» (по согласованию)", "mt=M ktz=R?"),
    ("kk", "Көлікмині, «ҚТЖ» ҰК» АҚ (келісу бойынша)", "mt=M ktz=R?"),
    ("kk", "ӨҚМ, «QazIndustry» АҚ", "mps=M qazindustry=C"),
    ("ru", "МО, МЧС, МВД, КНБ (по согласованию), НГ МВД", "mo=M mchs=R mvd=R knb=R? national-guard=R"),
    ("ru", "КГА МТ, МИО", "‹КГА МТ›=M local-bodies=R"),
    ("ru", "МИД, Посольства РК", "mid=M ‹Посольства РК›=R"),
    ("ru", "ФНБ \"Самрук-Казына\", МНЭ", "samruk-kazyna=M mne=R"),
    ("ru", "банки второго уровня, страховые организации (по согласованию)", "second-tier-banks=C ‹страховые организации›=C?"),
    ("ru", "акимат города республиканского значения Шымкент", "akimat-shymkent=M"),
    ("ru", "центральные и местные исполнительные органы", "central-and-local-bodies=R"),
    ("ru", "заинтересованные центральные государственные и местные исполнительные органы", "interested-state-bodies=R"),
    ("kk", "облыс әкімдіктері, ОАМ", "akimats=R mp=M"),
    ("kk", "ШҚО әкімдігі", "akimat-east-kazakhstan=M"),
    ("kk", "«Атамекен» Қазақстан Республикасының Ұлттық кәсіпкерлер палатасы (келісу бойынша)", "atameken=C?"),
    # English
    ("en", "Ministry of Finance, Ministry of Foreign Affairs, National Bank (by agreement)", "mf=M mid=R nb=R?"),
    ("en", "MNE, MFA, interested state bodies", "mne=M mid=R interested-state-bodies=R"),
    ("en", "Ministry of National Economy of the Republic of Kazakhstan; Samruk-Kazyna JSC (by agreement)", "mne=M samruk-kazyna=R?"),
    ("en", "akimats of regions and the cities of Astana, Almaty and Shymkent", "akimats=R"),
]  # fmt: skip


@each("language, phrase, expected", UNSEEN)
def test_an_unseen_phrase_is_read(language: str, phrase: str, expected: str) -> None:
    reading = read_executors(phrase, shipped_bodies(), language)
    assert (cast(reading), reading.understood, reading.left_over) == (expected, True, "")


NOT_EXECUTORS = [
    ("ru", "йцукен апвро"), ("ru", "ЙЦУКЕН"), ("ru", "декабрь 2022 года"), ("ru", "ежегодно, декабрь"), ("ru", "IV квартал 2023 года"),
    ("ru", "информация в Правительство"), ("ru", "отчет МИО в МОН"), ("ru", "проект приказа"), ("ru", "акты ввода объектов"),
    ("ru", "не требуется"), ("ru", "в пределах предусмотренных средств"), ("ru", "РБ"), ("ru", "РБ, МБ"), ("ru", "за счет средств НФ"),
    ("ru", "методические рекомендации"), ("ru", "публикация на информационных ресурсах"), ("ru", "12345"), ("ru", "3 25 3,1"), ("ru", "98 748,9*"),
    ("ru", ""), ("ru", "   "), ("ru", "???"), ("ru", "(по согласованию)"), ("ru", "по согласованию"), ("ru", "РК"), ("ru", "Республики Казахстан"),
    ("ru", "МНЭ, йцукен"), ("ru", "МНЭ до 1 декабря"), ("ru", "МНЭ 2022"), ("ru", "повышение качества жизни населения"), ("ru", "свод"), ("ru", "Ответственный:"),
    ("ru", "и"), ("ru", "№ п/п"), ("ru", "Ответственные исполнители"), ("ru", "заключение контракта"), ("ru", "ГЧП"), ("ru", "IV"), ("ru", "млн. тенге"),
    ("kk", "желтоқсан 2022 жыл"), ("kk", "Үкіметке ақпарат"), ("kk", "ЖАО-ның БҒМ-ге есебі"), ("kk", "бұйрық жобасы"), ("kk", "жыл сайын"), ("kk", "талап етілмейді"),
    ("kk", "әдістемелік ұсынымдар"), ("kk", "көзделген қаражат шегінде"), ("kk", "қабылданған шаралар туралы есеп"), ("kk", "келісу бойынша"), ("kk", "фывапр лдор"),
    ("kk", "ҰЭМ, фывапр"), ("kk", "мемлекеттік бағдарлама"), ("kk", "облыстардың, Астана қалаларының"), ("kk", "жол картасы"), ("kk", "оқыту бағдарламасы"),
    ("en", "by December 2022"), ("en", "report to the Government"), ("en", "lorem ipsum"),
]  # fmt: skip


@each("language, phrase", NOT_EXECUTORS)
def test_what_names_no_executor_is_not_understood(language: str, phrase: str) -> None:
    reading = read_executors(phrase, shipped_bodies(), language)
    assert not reading.understood
    assert reading.left_over or not phrase.strip(" ?")


def test_the_rest_of_a_cell_stays_read_when_a_word_is_not() -> None:
    reading = read_executors("МНЭ, йцукен апвро, МФ (по согласованию)", shipped_bodies(), "ru")
    assert (cast(reading), reading.left_over) == ("mne=M mf=R?", "йцукен апвро")


def test_a_dash_says_that_there_are_none() -> None:
    reading = read_executors("–", shipped_bodies())
    assert reading.understood
    assert reading.nothing
    assert reading.executors == ()


def test_the_documents_own_table_goes_before_the_register() -> None:
    table = {"МП": "Министерство промышленности Республики Казахстан", "БП": "бюджетная программа", "МЗ": "Министерство здравоохранения Республики Казахстан", "НКО": "Национальная комиссия отбора"}  # fmt: skip
    reading = read_executors("МП, МЗ, НКО", shipped_bodies(), "ru", abbreviations=table)
    assert cast(reading) == "‹МП›=M mz=R ‹НКО›=C"
    assert remarks(reading) == {"document_only"}
    assert not read_executors("БП", shipped_bodies(), "ru", abbreviations=table).understood
    assert not read_executors("БП", shipped_bodies(), "ru").understood
    assert cast(read_executors("БП", shipped_bodies(), "kk")) == "gp=M"


def test_names_are_judged_by_the_day() -> None:
    early, late = date(2022, 7, 15), date(2024, 1, 10)
    assert remarks(read_executors("МЭГПР", shipped_bodies(), "ru", on=early)) == set()
    assert remarks(read_executors("МЭГПР", shipped_bodies(), "ru", on=late)) == {"out_of_date"}
    group = read_executors(
        "акиматы областей, гг. Нур-Султана, Шымкента и Алматы", shipped_bodies(), "ru", on=early
    )
    assert len(group.executors[0].members) == 20
    assert group.executors[0].named == ("akimat-nur-sultan", "akimat-shymkent", "akimat-almaty")
    before = read_executors("акиматы областей", shipped_bodies(), "ru", on=date(2017, 1, 1))
    assert "akimat-south-kazakhstan" in before.executors[0].members
    assert "akimat-ulytau" not in before.executors[0].members


@pytest.mark.parametrize(
    "language, phrase, named, count",
    [
        ("ru", "акиматы Алматинской, Жамбылской и Туркестанской областей", {"akimat-almaty-region", "akimat-zhambyl", "akimat-turkistan"}, 3),
        ("ru", "акиматы ВКО, СКО, области Абай", {"akimat-east-kazakhstan", "akimat-north-kazakhstan", "akimat-abai"}, 3),
        ("ru", "акиматы областей", set(), 17),
        ("ru", "акиматы областей, городов республиканского значения и столицы", set(), 20),
        ("ru", "акиматы гг. Астаны и Алматы", {"akimat-astana", "akimat-almaty"}, 2),
        ("ru", "МИО", set(), 20),
        ("ru", "МИО (Алматы, Шымкент)", {"akimat-almaty", "akimat-shymkent"}, 2),
        ("kk", "облыстардың, Астана, Шымкент және Алматы қалаларының әкімдіктері", {"akimat-astana", "akimat-shymkent", "akimat-almaty"}, 20),
        ("kk", "Алматы, Жамбыл облыстарының әкімдіктері", {"akimat-almaty-region", "akimat-zhambyl"}, 2),
        ("en", "akimats of regions and the cities of Astana, Almaty and Shymkent", {"akimat-astana", "akimat-almaty", "akimat-shymkent"}, 20),
    ],
)  # fmt: skip
def test_a_group_lists_its_members(language: str, phrase: str, named: set[str], count: int) -> None:
    (executor,) = read_executors(phrase, shipped_bodies(), language).executors
    assert (set(executor.named), len(executor.members)) == (named, count)


def test_a_part_of_a_body_in_brackets_stays_with_it() -> None:
    (executor,) = read_executors("АСПР\n(Бюро национальной статистики)", shipped_bodies(), "ru").executors
    assert [unit.body for unit in executor.units] == ["bns"]
    (executor,) = read_executors(
        "МНЭ (Министерство национальной экономики)", shipped_bodies(), "ru"
    ).executors
    assert executor.units == ()


@pytest.mark.parametrize(
    "phrase, body, unit",
    [
        ("КНБ (ПС) (по согласованию)", "knb", "knb-border"),
        ("ҰҚК (ШҚ) (келісу бойынша)", "knb", "knb-border"),
        ("МВД (КАП)", "mvd", None),
        ("МЭПР (КЛХЖМ), МНЭ", "mepr", "forestry"),
    ],
)
def test_an_abbreviation_in_brackets_is_a_part_of_the_body_before(
    phrase: str, body: str, unit: str | None
) -> None:
    executor = read_executors(phrase, shipped_bodies()).executors[0]
    assert (executor.body, [part.body for part in executor.units]) == (body, [unit])


def test_letters_of_another_script_are_remarked() -> None:
    for phrase, body in (
        ("М3", "mz"),
        ("MHЭ", "mne"),
        ("АО «НК «KAZAKH INVESТ»", "kazakh-invest"),
        ("Самрук-Қазына", "samruk-kazyna"),
    ):
        reading = read_executors(phrase, shipped_bodies(), "ru")
        assert [executor.body for executor in reading.executors] == [body]
        assert remarks(reading) == {"look_alike"}
    assert remarks(read_executors("МЗ, МНЭ", shipped_bodies(), "ru")) == set()
