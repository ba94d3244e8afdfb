"""Forms of completion as published plans write them; each reading worked out by hand."""

from __future__ import annotations

from bagdar.documents.grammar.completion import read_completion
from bagdar.documents.grammar.tests.register_cases import documents, shipped_bodies
from bagdar.kernel.tests.each import each

PUBLISHED = [
    ("kk", "Мемлекеттік комиссияның қабылдау актілері", "act"),
    ("ru", "информация в правительство", "!information(>government)"),
    ("ru", "предложения в Правительство", "proposals(>government)"),
    ("ru", "предложение в Правительство", "proposals(>government)"),
    ("ru", "информация в МНЭ", "information(>mne)"),
    ("ru", "информация в МИД", "information(>mid)"),
    ("ru", "доклад в Правительство", "!briefing(>government)"),
    ("ru", "рекомендации для МИО", "recommendations(>local-bodies)"),
    ("ru", "программа обучения", "training_programme"),
    ("ru", "инвестиционный рейтинг регионов", "rating"),
    ("ru", "проект приказа", "draft order"),
    ("ru", "методические рекомендации", "methodical_materials"),
    ("ru", "внесение законопроекта в Правительство", "submission:draft law(>government)"),
    ("ru", "сводный перечень проектов ГЧП", "list"),
    ("ru", "подготовленные инвестиционные предложения", "proposals"),
    ("ru", "получение услуг через портал «Электронное Правительство»", "obtaining:services"),
    ("ru", "публикация на информационных ресурсах органов государственных доходов Республики Казахстан", "publication"),
    ("ru", "Постановление Правительства", "adopted resolution(government>)"),
    ("ru", "постановление Правительства Республики Казахстан", "adopted resolution(government>)"),
    ("ru", "Постанов-ление Правитель-ства Республики Казахстан", "adopted resolution(government>)"),
    ("ru", "проведение курсов повышения квалификации", "holding:training"),
    ("ru", "акты ввода объектов", "act"),
    ("ru", "отчет МИО в МОН", "report(local-bodies>mon)"),
    ("ru", "методическое пособие информация МИО в МОН", "methodical_materials + information(local-bodies>mon)"),
    ("ru", "Предложения в Правительство Республики Казахстан", "proposals(>government)"),
    ("ru", "Предложения в Администрацию Президента Республики Казахстан", "proposals(>presidential-administration)"),
    ("ru", "отчетная информация в соответствии с Правилами СГП", "information"),
    ("ru", "проекты норматив-ных правовых актов", "draft legal_act"),
    ("ru", "проекты стандартов апробация проектов стандартов", "draft standard + development:draft standard"),
    ("ru", "материалы в печатных и электронных СМИ", "publication"),
    ("ru", "аналитический отчет", "report"),
    ("ru", "Дорожная карта", "roadmap"),
    ("ru", "отчет в МФ", "report(>mf)"),
    ("ru", "типология", "analysis"),
    ("ru", "публикации", "publication"),
    ("ru", "анализ", "analysis"),
    ("ru", "предложения в Аппарат Правительства Республики Казахстан", "proposals(>government-office)"),
    ("ru", "отчет о СОР", "report"),
    ("ru", "отчет о принятых мерах", "report"),
    ("ru", "реестр рисковых криптокошельков", "list"),
    ("ru", "план мероприятий на 2025-2027 годы", "plan"),
    ("kk", "Үкіметке ақпарат", "!information(>government)"),
    ("kk", "Үкіметке ұсыныстар", "proposals(>government)"),
    ("kk", "ҰЭМ-ге ұсыныстар", "proposals(>mne)"),
    ("kk", "СІМ-ге ақпарат", "information(>mid)"),
    ("kk", "ЖАО үшін ұсынымдар", "recommendations(>local-bodies)"),
    ("kk", "оқыту бағдарламасы", "training_programme"),
    ("kk", "ұлттық баяндама", "briefing"),
    ("kk", "бұйрық жобасы", "draft order"),
    ("kk", "әдістемелік ұсынымдар", "methodical_materials"),
    ("kk", "заң жобасын Үкіметке енгізу", "submission:draft law(>government)"),
    ("kk", "МЖӘ жобаларының жиынтық тізбесі", "list"),
    ("kk", "Үкімет қаулысы", "adopted resolution(government>)"),
    ("kk", "біліктілікті арттыру курстарын өткізу", "holding:training"),
    ("kk", "БҒМ-ге ақпарат", "information(>mon)"),
    ("kk", "Қаржы-миніне ұсыныс-тар", "proposals(>mf)"),
    ("kk", "объектілерді іске қосу актісі", "act"),
    ("kk", "ЖАО-ның БҒМ-ге есебі", "report(local-bodies>mon)"),
    ("kk", "әдістеме-лік құрал ЖАО-ның БҒМ-ге ақпараты", "methodical_materials + information(local-bodies>mon)"),
    ("kk", "БҒМ бұйрығы, ЖАО бұйрықтары", "adopted order(mon>) + adopted order(local-bodies>)"),
    ("kk", "Қазақстан Республикасы Президентінің Әкімшілігіне ұсыныстар", "proposals(>presidential-administration)"),
    ("kk", "Қазақстан Республи-касы Үкіметі-нің қаулысы", "adopted resolution(government>)"),
    ("kk", "талдама-лық есеп", "report"),
    ("kk", "жол картасы", "roadmap"),
    ("kk", "типология", "analysis"),
    ("kk", "қабылданған шаралар туралы есеп", "report"),
    ("kk", "ТСБ туралы есеп", "report"),
    ("kk", "2025-2027 жылдарға арналған іс-шаралар жоспары", "plan"),
]  # fmt: skip


@each("language, phrase, expected", PUBLISHED)
def test_a_published_phrase_is_read_as_an_official_would(language: str, phrase: str, expected: str) -> None:
    reading = read_completion(phrase, shipped_bodies(), language)
    assert (documents(reading), reading.understood, reading.left_over) == (expected, True, "")
    assert reading.informing_higher is expected.startswith("!")


@each("language, phrase, expected", PUBLISHED)
def test_the_language_need_not_be_known(language: str, phrase: str, expected: str) -> None:
    assert documents(read_completion(phrase, shipped_bodies())) == expected


def test_what_a_document_is_about_is_kept_with_its_place() -> None:
    for phrase, subject in (
        ("отчет о принятых мерах", "о принятых мерах"),
        ("реестр рисковых криптокошельков", "рисковых криптокошельков"),
        ("қабылданған шаралар туралы есеп", "қабылданған шаралар туралы"),
        ("өңірлердің инвестициялық рейтингі", "өңірлердің"),
    ):
        (document,) = read_completion(phrase, shipped_bodies()).documents
        assert document.subject is not None
        assert phrase[slice(*document.subject)] == subject
