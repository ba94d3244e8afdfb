"""Forms of completion as plans may write them, and phrases that are none."""

from __future__ import annotations

import msgspec

from bagdar.documents.grammar.completion import read_completion
from bagdar.documents.grammar.tests.register_cases import documents, shipped_bodies
from bagdar.kernel.tests.each import each

UNSEEN = [
    ("ru", "отчет в Правительство", "!report(>government)"),
    ("ru", "информация в Аппарат Правительства", "!information(>government-office)"),
    ("ru", "информация в КПМ", "!information(>prime-minister-office)"),
    ("ru", "доклад Президенту", "!briefing(>president)"),
    ("ru", "доклад Главе государства", "!briefing(>president)"),
    ("ru", "доклад в Администрацию Президента", "!briefing(>presidential-administration)"),
    ("ru", "информация в Совет Безопасности", "!information(>security-council)"),
    ("ru", "аналитическая записка в Администрацию Президента", "!note(>presidential-administration)"),
    ("ru", "ежегодный доклад в Правительство Республики Казахстан", "!briefing(>government)"),
    ("ru", "сводная информация в Правительство", "!information(>government)"),
    ("ru", "отчет МНЭ в Правительство", "!report(mne>government)"),
    ("ru", "представление информации в Правительство", "!submission:information(>government)"),
    ("ru", "информация в вышестоящие органы", "!information(>higher-bodies)"),
    ("ru", "информация в МНЭ и МФ", "information(>mne,mf)"),
    ("ru", "отчеты в МНЭ, МФ", "report(>mne,mf)"),
    ("ru", "информация в уполномоченный орган", "information(>‹уполномоченный орган›)"),
    ("ru", "отчет АО «ИЭИ» в МНЭ", "report(ieri>mne)"),
    ("ru", "отчет о реализации программы в МНЭ", "report(>mne)"),
    ("ru", "информация об исполнении в Правительство", "!information(>government)"),
    ("ru", "приказ", "adopted order"),
    ("ru", "приказы МЗ, МП", "adopted order(mz+mp>)"),
    ("ru", "совместный приказ МНЭ и МФ", "adopted order(mne+mf>)"),
    ("ru", "приказ Министра финансов", "adopted order(mf>)"),
    ("ru", "проект совместного приказа", "draft order"),
    ("ru", "проект постановления Правительства Республики Казахстан", "draft resolution(government>)"),
    ("ru", "проект Закона Республики Казахстан", "draft law"),
    ("ru", "проект Указа Президента", "draft decree(president>)"),
    ("ru", "распоряжение Премьер-Министра", "adopted directive(prime-minister>)"),
    ("ru", "Указ Президента Республики Казахстан", "adopted decree(president>)"),
    ("ru", "Закон Республики Казахстан", "adopted law"),
    ("ru", "решения маслихатов", "adopted decision(maslikhats>)"),
    ("ru", "постановление акимата", "adopted resolution(akimats>)"),
    ("ru", "внесение проекта постановления в Правительство", "submission:draft resolution(>government)"),
    ("ru", "законопроект", "draft law"),
    ("ru", "акт приемки выполненных работ", "act"),
    ("ru", "акты приемки государственной комиссии", "act"),
    ("ru", "акт ввода в эксплуатацию", "act"),
    ("ru", "договор, акт выполненных работ", "contract + act"),
    ("ru", "соглашение с инвестором", "agreement"),
    ("ru", "меморандум о сотрудничестве", "agreement"),
    ("ru", "протокол заседания", "protocol"),
    ("ru", "утвержденный план мероприятий", "adopted plan"),
    ("ru", "утвержденная Дорожная карта", "adopted roadmap"),
    ("ru", "проведение форума", "holding:event"),
    ("ru", "форум, публикации в СМИ", "event + publication"),
    ("ru", "семинары, круглые столы, конференции", "event + event + event"),
    ("ru", "размещение на сайте", "publication:publication"),
    ("ru", "список предприятий", "list"),
    ("ru", "перечень приоритетных проектов", "list"),
    ("ru", "база данных", "list"),
    ("ru", "5 семинаров", "event"),
    ("ru", "не менее 2 публикаций", "publication"),
    ("ru", "сертификаты о прохождении курсов", "certificate"),
    ("ru", "годовой отчет", "report"),
    ("ru", "справка", "note"),
    ("ru", "методика", "methodology"),
    ("ru", "концепция развития", "concept"),
    ("ru", "анализ рынка", "analysis"),
    ("ru", "социологическое исследование", "analysis"),
    ("ru", "заключение экспертизы", "conclusion"),
    ("ru", "письмо в МНЭ", "letter(>mne)"),
    ("ru", "презентация", "presentation"),
    ("ru", "информация;\nприказ", "information + adopted order"),
    ("ru", "разработка программы", "development:programme"),
    ("ru", "подписание меморандума", "signing:agreement"),
    ("ru", "методическая литература (рекомендации, программы, сборники и т.д.)", "methodical_materials"),
    ("ru", "издание учебников и учебно-методических комплексов", "publication:textbook"),
    ("ru", "информа-ция в Прави-тельство", "!information(>government)"),
    ("ru", "информация Премьер-Министру", "!information(>prime-minister)"),
    ("ru", "информация в МНЭ, доклад в Правительство", "information(>mne) + !briefing(>government)"),
    ("ru", "сводный отчет МНЭ в Правительство", "!report(mne>government)"),
    ("ru", "внесение в Правительство проекта закона", "submission:draft law(>government)"),
    ("ru", "внесение предложений в Правительство", "submission:proposals(>government)"),
    ("ru", "внесение изменений и дополнений в НПА", "amendments"),
    ("ru", "заключение договора", "contract"),
    ("ru", "введение в эксплуатацию", "commissioning:commissioning"),
    ("ru", "создание рабочей группы", "development:working_group"),
    ("ru", "размещение информации на сайте МЧС", "publication:information"),
    ("ru", "рекомендации государственным органам", "recommendations(>state-bodies)"),
    ("ru", "результаты исследования", "results"),
    ("kk", "Үкіметке және Президент Әкімшілігіне ақпарат", "!information(>government,presidential-administration)"),
    ("kk", "ҰЭМ-нің Үкіметке жиынтық есебі", "!report(mne>government)"),
    ("kk", "ІІМ, ҰҚК бірлескен бұйрығы", "adopted order(mvd+knb>)"),
    ("kk", "жол картасын бекіту", "adoption:roadmap"),
    ("kk", "өзгерістер мен толықтырулар енгізу туралы бұйрық", "adopted order"),
    ("kk", "ТЖМ сайтында ақпарат орналастыру", "publication:information"),
    ("kk", "Парламентке заң жобасын енгізу", "submission:draft law(>parliament)"),
    ("kk", "Үкіметке есеп", "!report(>government)"),
    ("kk", "ПМК-ге ақпарат", "!information(>prime-minister-office)"),
    ("kk", "Президентке баяндама", "!briefing(>president)"),
    ("kk", "Президент Әкімшілігіне ақпарат", "!information(>presidential-administration)"),
    ("kk", "Қауіпсіздік Кеңесіне баяндама", "!briefing(>security-council)"),
    ("kk", "Үкімет Аппаратына ақпарат", "!information(>government-office)"),
    ("kk", "жоғары тұрған органдарға ақпарат", "!information(>higher-bodies)"),
    ("kk", "Үкіметке талдамалық жазба", "!note(>government)"),
    ("kk", "ҰЭМ-нің Үкіметке есебі", "!report(mne>government)"),
    ("kk", "Үкіметке ақпарат беру", "!submission:information(>government)"),
    ("kk", "ІІМ-ге ақпарат", "information(>mvd)"),
    ("kk", "СИМ-ге есеп", "report(>mti)"),
    ("kk", "Әділетминіне ұсыныс", "proposals(>mj)"),
    ("kk", "бұйрық", "adopted order"),
    ("kk", "Үкімет қаулысының жобасы", "draft resolution(government>)"),
    ("kk", "қаулы жобасы", "draft resolution"),
    ("kk", "заң жобасы", "draft law"),
    ("kk", "Президент Жарлығы", "adopted decree(president>)"),
    ("kk", "ДСМ бұйрығы", "adopted order(mz>)"),
    ("kk", "бірлескен бұйрық", "adopted order"),
    ("kk", "Премьер-Министрдің өкімі", "adopted directive(prime-minister>)"),
    ("kk", "мәслихат шешімі", "adopted decision(maslikhats>)"),
    ("kk", "қабылдау актісі", "act"),
    ("kk", "пайдалануға беру актілері", "act"),
    ("kk", "шарт, орындалған жұмыстар актісі", "contract + act"),
    ("kk", "форум өткізу", "holding:event"),
    ("kk", "семинарлар, дөңгелек үстелдер", "event + event"),
    ("kk", "БАҚ-тағы жарияланымдар", "publication"),
    ("kk", "сайтта орналастыру", "publication:publication"),
    ("kk", "кәсіпорындар тізбесі", "list"),
    ("kk", "сертификаттар", "certificate"),
    ("kk", "хаттама", "protocol"),
    ("kk", "келісім жобасы", "draft agreement"),
    ("kk", "бекітілген жоспар", "adopted plan"),
    ("kk", "оқу-әдістемелік кешендер", "methodical_materials"),
    ("kk", "тест тапсырмалары", "test"),
    ("kk", "жылдық есеп", "report"),
    ("kk", "Үкіметке ақпарат, бұйрық жобасы", "!information(>government) + draft order"),
    ("kk", "ақпарат;\nбұйрық", "information + adopted order"),
    ("kk", "меморандумға қол қою", "signing:agreement"),
    ("kk", "талдау", "analysis"),
    ("en", "report to the Government", "!report(>government)"),
    ("en", "information to the Ministry of Finance", "information(>mf)"),
    ("en", "draft order", "draft order"),
    ("en", "methodological recommendations", "methodical_materials"),
    ("en", "acceptance acts", "act"),
    ("en", "Government resolution", "adopted resolution(government>)"),
]  # fmt: skip


@each("language, phrase, expected", UNSEEN)
def test_an_unseen_phrase_is_read(language: str, phrase: str, expected: str) -> None:
    reading = read_completion(phrase, shipped_bodies(), language)
    assert (documents(reading), reading.understood, reading.left_over) == (expected, True, "")


NOT_COMPLETIONS = [
    ("ru", "йцукен апвро"), ("ru", "ЙЦУКЕН"), ("ru", "информация йцукен"), ("ru", "отчет в"), ("ru", "отчет МИО в"), ("ru", "информация о"), ("ru", "проект"),
    ("ru", "внесение"), ("ru", "постановление Прави"), ("ru", "предложения в Прави"), ("ru", "декабрь 2022 года"), ("ru", "ежегодно, декабрь"), ("ru", "IV квартал"),
    ("ru", "МНЭ, МФ"), ("ru", "МОН, МИО"), ("ru", "АО «НК «KAZAKH INVEST» (по согласованию)"), ("ru", "заинтересованные государственные органы"), ("ru", "акиматы областей"),
    ("ru", "не требуется"), ("ru", "в пределах предусмотренных средств из МБ"), ("ru", "РБ"), ("ru", "РБ, МБ"), ("ru", "республиканский бюджет"), ("ru", "98 748,9*"), ("ru", "12345"),
    ("ru", ""), ("ru", "  "), ("ru", "???"), ("ru", "в Правительство"), ("ru", "для МИО"), ("ru", "по согласованию"), ("ru", "Республики Казахстан"), ("ru", "и"),
    ("ru", "информация в МНЭ декабрь 2022 года"), ("ru", "до 1 декабря"), ("ru", "отчет %%%"), ("ru", "млн. тенге"), ("ru", "МНЭ информация"), ("ru", "Национальный Банк"),
    ("kk", "фывапр лдор"), ("kk", "желтоқсан, 2022 жыл"), ("kk", "жыл сайын"), ("kk", "СІМ, ҰЭМ"), ("kk", "ЖАО, БҒМ"), ("kk", "талап етілмейді"), ("kk", "көзделген қаражат шегінде"),
    ("kk", "Үкіметке"), ("kk", "заң жобасын"), ("kk", "ЖАО-ның БҒМ-ге"), ("kk", "енгізу"), ("kk", "шаралар туралы"), ("kk", "келісім бойынша"), ("kk", "мүдделі мемлекеттік органдар"),
    ("kk", "республикалық бюджет"), ("kk", "облыстардың, Алматы қаласының әкімдіктері"), ("kk", "есеп туралы"), ("kk", "ЖБ"), ("kk", "жобасы"),
    ("en", "lorem ipsum"), ("en", "by December 2022"), ("en", "report to"), ("en", "Ministry of Finance"),
]  # fmt: skip


@each("language, phrase", NOT_COMPLETIONS)
def test_what_names_no_completion_is_not_understood(language: str, phrase: str) -> None:
    reading = read_completion(phrase, shipped_bodies(), language)
    assert not reading.understood
    assert reading.left_over or not phrase.strip()


class Rule(msgspec.Struct, frozen=True):
    recipients: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]


def test_the_methodologys_words_decide_what_informing_is() -> None:
    rule = Rule(
        {"ru": ("Министерство национальной экономики",), "kk": ("Ұлттық экономика министрлігі",)},
        {"ru": ("предложения",), "kk": ("ұсыныстар",)},
    )
    for phrase, informs in (
        ("предложения в МНЭ", True),
        ("ҰЭМ-ге ұсыныстар", True),
        ("информация в МНЭ", False),
        ("предложения в Правительство", False),
    ):
        assert read_completion(phrase, shipped_bodies(), informing=rule).informing_higher is informs
