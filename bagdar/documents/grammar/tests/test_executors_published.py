"""Executors as published plans write them; each reading worked out by hand."""

from __future__ import annotations

from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.tests.register_cases import cast, remarks, shipped_bodies
from bagdar.kernel.tests.each import each

PUBLISHED = [
    ("ru", "МИД, заинтересованные государственные органы", "mid=M interested-state-bodies=R"),
    ("ru", "МИД, ВС (по согласованию), ГП (по согласованию), МЮ, МФЦА (по согласованию), МИИР, МТИ, МЭ, МЭГПР, АО «НК «KAZAKH INVEST» (по согласованию)", "mid=M supreme-court=R? gp=R? mj=R aifc=C? miir=R mti=R me=R megpr=R kazakh-invest=R?"),
    ("ru", "МФ, МНЭ", "mf=M mne=R"),
    ("ru", "МВД, МИД, МТСЗН, МЦРИАП, КНБ (по согласованию)", "mvd=M mid=R mtszn=R mcriap=R knb=R?"),
    ("ru", "МНЭ, МИД, МИИР, МЭ, МТИ, АО «НК «KAZAKH INVEST» (по согласованию), АО «КЦИЭ «QazIndustry» (по согласованию)", "mne=M mid=R miir=R me=R mti=R kazakh-invest=R? qazindustry=C?"),
    ("ru", "МИИР, МИД, акиматы областей, гг. Нур-Султана, Шымкента и Алматы,", "miir=M mid=R akimats=R"),
    ("ru", "МНЭ, АО «ИЭИ» (по согласованию), АСПИР (по согласованию)", "mne=M ieri=C? aspr=R?"),
    ("ru", "МИД, АО «НК «KAZAKH INVEST» (по согласованию), загранучреждения", "mid=M kazakh-invest=R? missions-abroad=C"),
    ("ru", "МФЦА (по согласованию), заинтересованные государственные органы", "aifc=C? interested-state-bodies=R"),
    ("ru", "МФ, АФМ (по согласованию), АРРФР (по согласованию), НБ (по согласованию)", "mf=M afm=R? arrfr=R? nb=R?"),
    ("ru", "МИД, МИИР, МЭ, МТИ, МЭГПР, АО «ИЭИ (по согласованию)», АО «НК «KAZAKH INVEST» (по согласованию)", "mid=M miir=R me=R mti=R megpr=R ieri=C? kazakh-invest=R?"),
    ("ru", "МНЭ, МИД, МИИР, МСХ, М3, МКС, МЦРИАП, МТИ, МЭГПР,МЭ, МИОР, МП, МНВО, МТСЗН,МИО, АО «ФНБ «Самрук- Қазына», АО «НИХ «Зерде», АО «НК «Казахстан инжиниринг»", "mne=M mid=R miir=R msh=R mz=R mks=R mcriap=R mti=R megpr=R me=R mior=R mp=R mnvo=R mtszn=R local-bodies=R samruk-kazyna=R zerde=R kazakhstan-engineering=R"),
    ("ru", "МИД, АО «НК «KAZAKH INVEST» (по согласованию), акиматы областей, городов Нур-Султан, Алматы, Шымкент, заинтересованные государственные органы и организации (по согласованию)", "mid=M kazakh-invest=R? akimats=R interested-bodies=C?"),
    ("ru", "МИО", "local-bodies=R"),
    ("ru", "МИО, МОН", "local-bodies=R mon=M"),
    ("ru", "МОН, МИО, АО «НЦПК «Өрлеу» (по согласованию)", "mon=M local-bodies=R orleu=C?"),
    ("ru", "МОН, МФ, МЮ, МЗ, МИО, НПП «Атамекен» (по согласованию), НИШ (по согласованию)", "mon=M mf=R mj=R mz=R local-bodies=R atameken=C? nis=C?"),
    ("ru", "МИО, НПП «Атамекен» (по согласованию), НАО «Холдинг «Кәсіпқор» (по согласованию)", "local-bodies=R atameken=C? kasipkor=C?"),
    ("ru", "ВУЗы (по согласованию)", "universities=C?"),
    ("ru", "МОН МОАП МСХ, МИР, МФ, МЭ, МЗ, МТСЗН, МКС", "mon=M moap=R msh=R mir=R mf=R me=R mz=R mtszn=R mks=R"),
    ("ru", "МОН,\nНПО (по согласованию), МИО", "mon=M ngos=C? local-bodies=R"),
    ("ru", "МОН, ВБ (по согласованию)", "mon=M world-bank=C?"),
    ("ru", "АФМ (по согласованию), АРРФР (по согласованию)", "afm=R? arrfr=R?"),
    ("ru", "МКИ, МВД, АФМ (по согласованию)", "mki=M mvd=R afm=R?"),
    ("ru", "КПСиСУ ГП (по согласованию), АФМ (по согласованию)", "gp-statistics=R? afm=R?"),
    ("ru", "AML Academy (по согласованию), АФМ (по согласованию), МИИЦР, МФЦА (по согласованию), НБ (по согласованию),", "aml-academy=C? afm=R? ai-digital=M aifc=C? nb=R?"),
    ("ru", "АФМ (по согласованию), МФ, НАО «Государственная корпорация «Правительство для граждан» (по согласованию), МФЦА (по согласованию)", "afm=R? mf=M gov4c=C? aifc=C?"),
    ("ru", "ААЭ (по согласованию), МПС, АФМ (по согласованию), КНБ (по согласованию)", "aae=R? mps=M afm=R? knb=R?"),
    ("ru", "ЦГО, МИО", "central-bodies=R local-bodies=R"),
    ("ru", "АСПР\n(Бюро национальной статистики)", "aspr=M"),
    ("ru", "АПК", "apk=M"),
    ("ru", "АДГС", "adgs=M"),
    ("ru", "ГП", "gp=M"),
    ("ru", "МВД", "mvd=M"),
    ("kk", "СІМ, мүдделі мемлекеттік органдар", "mid=M interested-state-bodies=R"),
    ("kk", "СІМ, ЖС (келісу бойынша), БП (келісу бойынша), Әділетмині, АХҚО (келісу бойынша), ИИДМ, СИМ, ЭМ, ЭГТРМ, «KAZAKH INVEST ҰК» АҚ (келісу бойынша)", "mid=M supreme-court=R? gp=R? mj=R aifc=C? miir=R mti=R me=R megpr=R kazakh-invest=R?"),
    ("kk", "Қаржымині, ҰЭМ", "mf=M mne=R"),
    ("kk", "ҰЭМ, СІМ, ИИДМ, ЭМ, СИМ, «KAZAKH INVEST ҰК» АҚ (келісу бойынша), «QazIndustry» ҚИЭО» АҚ (келісу бойынша)", "mne=M mid=R miir=R me=R mti=R kazakh-invest=R? qazindustry=C?"),
    ("kk", "облыстардың, Нұр-Сұлтан, Шымкент және Алматы қалаларының әкімдіктері", "akimats=R"),
    ("kk", "ҰЭМ, «ЭЗИ» АҚ» (келісу бойынша), СЖРА (келісу бойынша)", "mne=M ieri=C? aspr=R?"),
    ("kk", "ҚНРДА (келісу бойынша), ҰБ (келісу бойынша)", "arrfr=R? nb=R?"),
    ("kk", "СІМ, «KAZAKH INVEST» ҰК» АҚ (келісу бойынша), облыстардың, Нұр-Сұлтан, Алматы, Шымкент қалаларының әкімдіктері, мүдделі мемлекеттік органдар мен ұйымдар (келісу бойынша)", "mid=M kazakh-invest=R? akimats=R interested-bodies=C?"),
    ("kk", "«Самұрық-Қазына» ҰӘҚ» АҚ (келісу бойынша), «Бәйтерек» ҰБХ» АҚ (келісу бойынша), мүдделі мемлекеттік органдар мен ұйымдар (келісу бойынша)", "samruk-kazyna=R? baiterek=R? interested-bodies=C?"),
    ("kk", "Қаржымині, ҚМА (келісу бойынша), ҚНРДА (келісу бойынша), ҰБ (келісу бойынша)", "mf=M afm=R? arrfr=R? nb=R?"),
    ("kk", "ҰЭМ, «Қазақстандық мемлекеттік-жекешелік әріптестік орталығы» АҚ (келісу бойынша)", "mne=M ppp-center=C?"),
    ("kk", "ҰЭМ, СІМ, ИИДМ, АШМ, ДСМ, МСМ, ЦДИАӨМ, СИМ, ЭГТРМ, ЭМ, АҚДМ, ҒЖБМ, ОАМ, Еңбекмині, ЖАО, «Самұрық-Қазына» ҰӘҚ» АҚ, «Зерде» ҰБХ» АҚ, «Қазақстан инжиниринг» ҰК» АҚ", "mne=M mid=R miir=R msh=R mz=R mks=R mcriap=R mti=R megpr=R me=R mior=R mnvo=R mp=R mtszn=R local-bodies=R samruk-kazyna=R zerde=R kazakhstan-engineering=R"),
    ("kk", "ЖАО, БҒМ", "local-bodies=R mon=M"),
    ("kk", "ЖАО БҒМ", "local-bodies=R mon=M"),
    ("kk", "БҒМ, ЖАО", "mon=M local-bodies=R"),
    ("kk", "НЗМ (келісім бойынша)", "nis=C?"),
    ("kk", "БҒМ, Қаржы-мині", "mon=M mf=R"),
    ("kk", "БҒМ, ДСӘДМ, ЖАО, «Атамекен» ҰКП (келісім бойынша), «Кәсіпқор» холдингі» КеАҚ (келісім бойынша)", "mon=M mzsr=R local-bodies=R atameken=C? kasipkor=C?"),
    ("kk", "ЖОО-лар (келісім бойынша)", "universities=C?"),
    ("kk", "БҒМ, ҚАӨМ, АШМ, ИДМ, Қаржы- мині, ЭМ, ДСМ, Еңбекмині,МСМ", "mon=M moap=R msh=R mir=R mf=R me=R mz=R mtszn=R mks=R"),
    ("kk", "БҒМ, ДБ (келісім бойынша)", "mon=M world-bank=C?"),
    ("kk", "Еңбекмині, «Атамекен» ҰКП (келісім бойынша), жұмыс берушілердің салалық қауымдастықтары (келісім бойынша)", "mtszn=M atameken=C? ‹жұмыс берушілердің салалық қауымдастықтары›=C?"),
    ("kk", "ДСӘДМ, ЖАО, ИДМ, АШМ, БҒМ, ЭМ, Қорғанысмині, Қаржы-мині, ҰЭМ, Әділетмині", "mzsr=M local-bodies=R mir=R msh=R mon=R me=R mo=R mf=R mne=R mj=R"),
    ("kk", "ҚМА (келісу бойынша), ҚНРДА (келісу бойынша)", "afm=R? arrfr=R?"),
    ("kk", "МАМ, ІІМ, ҚМА (келісу бойынша)", "mki=M mvd=R afm=R?"),
    ("kk", "БП ҚСжАЕК (келісу бойынша), ҚМА (келісу бойынша), ІІМ, ҰҚК (келісу бойынша), БП АҚК (келісу бойынша)", "gp-statistics=R? afm=R? mvd=M knb=R? gp-assets=R?"),
    ("kk", "АЭА (келісу бойынша), ӨҚМ, ҚМА (келісу бойынша), ҰҚК (келісу бойынша)", "aae=R? mps=M afm=R? knb=R?"),
    ("kk", "СЖРА\n(Ұлттық статистика бюросы)", "aspr=M"),
    ("kk", "ОСК", "cik=M"),
    ("kk", "ТЖМ", "mchs=M"),
    ("kk", "Қорғанысмині", "mo=M"),
]  # fmt: skip


@each("language, phrase, expected", PUBLISHED)
def test_a_published_phrase_is_read_as_an_official_would(language: str, phrase: str, expected: str) -> None:
    reading = read_executors(phrase, shipped_bodies(), language)
    assert (cast(reading), reading.understood, reading.left_over) == (expected, True, "")


@each("language, phrase, expected", PUBLISHED)
def test_the_language_need_not_be_known(language: str, phrase: str, expected: str) -> None:
    assert cast(read_executors(phrase, shipped_bodies())) == expected


def test_what_is_odd_in_published_phrases_is_remarked_and_not_repaired() -> None:
    odd = {
        phrase: remarks(read_executors(phrase, shipped_bodies(), language)) - {"must_be_named"}
        for language, phrase, _ in PUBLISHED
    }
    said = {phrase: codes for phrase, codes in odd.items() if codes}
    assert list(said.values()) == [{"look_alike"}, {"other_type"}, {"not_in_register"}]
    assert "М3" in next(iter(said))
