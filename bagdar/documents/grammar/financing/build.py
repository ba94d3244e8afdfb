"""From matched patterns to what they say about money; and what no list of words can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from bagdar.documents.grammar.financing.model import Amount, Code, Mention, Said, Source
from bagdar.documents.grammar.lexicon import Lexicon, Pattern
from bagdar.documents.grammar.matching import Builder, Builtin, Match, Matcher, Slots
from bagdar.documents.grammar.numbers import figure
from bagdar.documents.grammar.spans import Token, tokens

FREE_TEXT: Final = 5
SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ENDS: Final = frozenset(",;()")
Labels = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First letters of a label's first word → the label's words and the source's id."""


def _said(kind: str) -> Builder:
    def build(slots: Slots, pattern: Pattern) -> Said:
        mentions = tuple(_mentions(slots, pattern))
        words, inside = slots.get("words", ""), slots.get("inside", "")
        code = slots["code"].code if "code" in slots else None
        return Said(kind=kind, mentions=mentions, words=words, programme=inside, code=code)

    return build


def _mentions(slots: Slots, pattern: Pattern) -> Iterator[Mention]:
    yield from slots.get("sources", ())
    yield from slots.get("second", ())
    if holder := slots.get("holder", ""):
        yield Mention(ids=(str(pattern.constants.get("source", "own_funds")),), words=holder, holder=holder)
    elif source := pattern.constants.get("source"):
        yield Mention(ids=(str(source),), words="")


def _budget(slots: Slots, _: Pattern) -> str | None:
    """A budget by its adjective; an abbreviation in brackets after it must mean the same."""
    kind = str(slots["budgetkind"])
    return kind if "short" not in slots or kind in slots["short"].ids else None


def _mention(slots: Slots, pattern: Pattern) -> Mention | None:
    mention: Mention = slots["src"]
    if "short" in slots and not set(mention.ids) & set(slots["short"].ids):
        return None
    only = pattern.constants.get("only")
    if only and not set(mention.ids) <= set(str(only).split("+")):
        return None
    if "brief" in slots and " " not in mention.words:
        return None  # "инвестор МИД" names two, "средства инвесторов КТЖ" one
    holder = slots.get("holder", slots.get("brief", ""))
    return Mention(ids=mention.ids, words=mention.words, holder=holder) if holder else mention


def _mentions_together(slots: Slots, pattern: Pattern) -> tuple[Mention, ...] | None:
    """Several sources: a list of them (in brackets after what they are together), budgets by their adjectives, or one turn of phrase that names two."""
    if "wide" in slots:
        wide: Mention = slots["wide"]
        parts = tuple(slots["list"])
        meant = {one for mention in parts for one in mention.ids}
        return parts if len(wide.ids) > 1 and len(parts) > 1 and meant <= set(wide.ids) else None
    if "list" in slots:
        return tuple(slots["list"])
    ids = slots["kinds"] if "kinds" in slots else str(pattern.constants["both"]).split("+")
    return tuple(Mention(ids=(source,), words="") for source in ids)


def _code(slots: Slots, _: Pattern) -> Said | None:
    code = Code(programme=slots["b"], administrator=slots.get("a"), sub=slots.get("c"))
    return Said(kind="code", code=code, words=slots.get("words", ""))


def _source(slots: Slots, pattern: Pattern) -> Said | None:
    """A source, and the figure of unknown unit or the share that stands beside it."""
    mentions = tuple(_mentions(slots, pattern))
    only = pattern.constants.get("only")
    if only and any(mention.ids != (only,) for mention in mentions):
        return None
    beside = slots.get("beside", "")
    if isinstance(beside, str):
        return Said(kind="source", mentions=mentions, words=beside)
    return Said(kind="source", mentions=mentions, amount=Amount(value=beside))


def _year_head(slots: Slots, _: Pattern) -> Said:
    """A year to which the amounts after it belong."""
    return Said(kind="year", words=str(slots["year"]))


def _amount(slots: Slots, pattern: Pattern) -> Said | None:
    scale, currency = slots.get("scale"), slots.get("currency", "")
    amount = Amount(
        value=slots["money"],
        scale=SCALES[scale] if scale else 0,
        year=slots.get("year"),
        currency=str(currency),
        total=bool(pattern.constants.get("total")),
        bound=str(slots.get("bound", "")),
    )
    return Said(kind="amount", amount=amount)


def _unit(slots: Slots, _: Pattern) -> Said:
    """``млн тенге`` by itself."""
    scale = slots.get("scale")
    amount = Amount(value=Decimal(0), scale=SCALES[scale] if scale else 0, currency=str(slots["currency"]))
    return Said(kind="unit", amount=amount)


BUILDERS: Final[dict[str, Builder]] = {
    "not_required": _said("not_required"),
    "blank": _said("blank"),
    "source": _source,
    "budgetadj": _budget,
    "within": _said("within"),
    "later": _said("later"),
    "yearhead": _year_head,
    "programme": _said("programme"),
    "purpose": _said("purpose"),
    "period": _said("period"),
    "mention": _mention,
    "mentions": _mentions_together,
    "code": _code,
    "amount": _amount,
    "moneyunit": _unit,
}


def _code3(matcher: Matcher, at: int) -> Iterator[Match]:
    form = matcher.form(at)
    if len(form) == 3 and form.isascii() and form.isdigit() and not _in_figure(matcher, at):
        yield Match(at + 1, form, 0)


def _in_figure(matcher: Matcher, at: int) -> bool:
    """Are the three digits a part of a longer figure, as in ``2 400`` or ``400,5``?"""
    before = matcher.form(at - 1) if at else ""
    if len(before) < 3 and before.isascii() and before.isdigit():
        return True
    inside = matcher.tokens[at + 1 : at + 3]
    return (
        len(inside) == 2 and inside[0].form in {",", "."} and inside[1].kind == "number" and inside[1].glued
    )


def _year(matcher: Matcher, at: int) -> Iterator[Match]:
    form = matcher.form(at)
    if len(form) == 4 and form.isascii() and form.isdigit() and 1950 <= int(form) <= 2149:
        yield Match(at + 1, int(form), 0)


def _money(matcher: Matcher, at: int) -> Iterator[Match]:
    """A figure over several tokens: ``1 234,5``. The longest run that is one figure."""
    end = at
    while end < min(at + 10, len(matcher.tokens)) and _of_figure(matcher, at, end):
        if (
            end > at
            and matcher.form(end - 1) == ","
            and not matcher.tokens[end].glued
            and any(_year(matcher, end))
        ):
            break  # "500, 2026" is a figure and a year
        end += 1
    while end > at:
        if matcher.tokens[end - 1].kind == "number":
            value = figure(matcher.written(at, end), matcher.lexicon.decimal_mark)
            if value is not None:
                yield Match(end, value, 0)
                return
        end -= 1


def _bare_figure(matcher: Matcher, at: int) -> Iterator[Match]:
    """A figure no unit follows: neither a year nor a code."""
    for match in _money(matcher, at):
        one = match.end == at + 1
        if _below_nought(matcher, at):
            continue
        form = matcher.form(at)
        if one and (form.startswith("0") or any(_year(matcher, at))):
            continue
        if one and len(form) == 3 and matcher.form(at - 1) != "-":
            continue
        if matcher.form(match.end) != "%" and not matcher.match("moneyunit", match.end):
            yield match


def _share(matcher: Matcher, at: int) -> Iterator[Match]:
    """``70 %``, as written."""
    for match in _money(matcher, at):
        if matcher.form(match.end) == "%":
            yield Match(match.end + 1, matcher.written(at, match.end + 1), 0)


def _short_name(apart: frozenset[str]) -> Builtin:
    """One abbreviation in capitals that is no source itself."""

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        token = matcher.tokens[at]
        if _short(token, 3) and token.form not in apart:
            yield Match(at + 1, token.raw, FREE_TEXT)

    return match


def _below_nought(matcher: Matcher, at: int) -> bool:
    tokens_ = matcher.tokens
    return at > 0 and tokens_[at - 1].form == "-" and tokens_[at].glued and not tokens_[at - 1].glued


def _named(kind: str) -> Builtin:
    """A word of the class *kind* as it is written, with a case ending if it is an abbreviation."""

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        if matcher.has(at, kind):
            yield Match(_past_suffix(matcher, at + 1), matcher.written(at, at + 1), 0)

    return match


def _firm(matcher: Matcher, at: int) -> Iterator[Match]:
    """A company: its legal form and its name in quotation marks, in either order."""
    for lead in (0, 1):
        if lead and not matcher.has(at, "firmword"):
            return
        for name in _quoted(matcher, at + lead):
            end = name.end if lead else name.end + 1
            if lead or matcher.has(name.end, "firmword"):
                yield Match(end, matcher.written(at, end), FREE_TEXT + end - at)


def _place(matcher: Matcher, at: int) -> Iterator[Match]:
    """The name of a place: up to three words with a capital letter."""
    for end in range(at, min(at + 5, len(matcher.tokens))):
        token = matcher.tokens[end]
        if token.form == "-" and end > at:
            continue
        short = end == at and matcher.has(at, "regionword")
        if token.kind != "word" or not token.raw[0].isupper() or (token.raw.isupper() and not short):
            return
        yield Match(end + 1, matcher.written(at, end + 1), FREE_TEXT + end - at)


def _of_figure(matcher: Matcher, at: int, end: int) -> bool:
    token = matcher.tokens[end]
    return token.kind == "number" or (end > at and token.glued and token.form in {",", "."})


def _free(
    what: str,
    longest: int,
    *,
    early: bool = False,
    short: int = 0,
    apart: frozenset[str] = frozenset(),
    lead: frozenset[str] = frozenset(),
) -> Builtin:
    """Words up to a mark or a stop word, one of which begins or ends as the lexicon says of *what*.

    *early*: they may also end with that very word. *short*: an abbreviation of so many letters will do
    for such a word. *apart*: words that never stand in it, nor figures then. *lead*: those that never open it.
    """

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        named, quoted = False, False
        if (
            matcher.form(at) in lead
            or matcher.has(at, "lacking")
            or _ends(matcher, at)
            or matcher.form(at) == "-"
            or matcher.has(at, "and")
            or _listed(matcher, at)
        ):
            return
        for end in range(at, min(at + longest, len(matcher.tokens)) + 1):
            over = end == len(matcher.tokens)
            if over or (not quoted and (_ends(matcher, end) or matcher.has(end, "stop"))):
                if named and end > at and not _hangs(matcher, end - 1):
                    yield Match(end, matcher.written(at, end), FREE_TEXT + end - at)
                if over or apart or _ends(matcher, end) or not matcher.has(end, "pass"):
                    return
            token = matcher.tokens[end]
            if token.form in apart or (apart and token.kind == "number"):
                return
            quoted = _quotes(token, quoted)
            this = token.kind == "word" and (_is(matcher, end, what) or (short > 0 and _short(token, short)))
            named = named or this
            if early and this and end + 1 < len(matcher.tokens):
                yield Match(end + 1, matcher.written(at, end + 1), FREE_TEXT + end + 1 - at)

    return match


def _ends(matcher: Matcher, at: int) -> bool:
    """Does the token close a turn of phrase: a comma, a bracket, a dash with space on both sides?"""
    if at >= len(matcher.tokens):
        return False
    token = matcher.tokens[at]
    if token.form != "-":
        return token.form in _ENDS
    return at + 1 < len(matcher.tokens) and not token.glued and not matcher.tokens[at + 1].glued


def _listed(matcher: Matcher, at: int) -> bool:
    """Does a source begin here that is joined with another: ``республикалық бюджет және …``?"""
    return any(matcher.has(match.end, "and") for match in matcher.match("src", at))


def _hangs(matcher: Matcher, at: int) -> bool:
    """Is the word at *at* one whose noun is cut off, as in ``средства акционерного``?"""
    form, endings = matcher.form(at), matcher.lexicon.endings.get("hanging", ())
    return matcher.has(at, "needy") or matcher.has(at, "and") or form.endswith(endings)


def _quotes(token: Token, quoted: bool) -> bool:
    """Are we inside quotation marks after *token*? One closing mark may close several."""
    if token.form != '"':
        return quoted
    return token.raw in "«„“" if token.raw in "«„“»”" else not quoted


def _short(token: Token, least: int) -> bool:
    """An abbreviation in capitals: whoever it is, money is said to be theirs."""
    return least <= len(token.raw) <= 8 and token.raw.isalpha() and token.raw.isupper()


def _is(matcher: Matcher, at: int, what: str) -> bool:
    form, lexicon = matcher.form(at), matcher.lexicon
    return (
        matcher.has(at, f"{what}noun")
        or form.startswith(lexicon.stems.get(what, ()))
        or (len(form) > 3 and form.endswith(lexicon.endings.get(what, ())))
    )


def _quoted(matcher: Matcher, at: int) -> Iterator[Match]:
    """A name in quotation marks, however they nest; to each closing mark in turn."""
    if matcher.form(at) != '"':
        return
    for end in range(at + 1, min(at + 40, len(matcher.tokens))):
        if matcher.form(end) == '"' and end > at + 1:
            yield Match(end + 1, matcher.written(at, end + 1), 0)


def _src(labels: Labels) -> Builtin:
    """A source by its label in any case of the language; an abbreviation may carry a case ending."""

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        found: dict[int, dict[str, None]] = {}
        for words, source in labels.get(matcher.form(at)[:2], ()):
            end = at + len(words)
            if (
                end <= len(matcher.tokens)
                and all(_same(word, matcher.form(at + i)) for i, word in enumerate(words))
                and not _adjective(words[-1], matcher, end - 1)
            ):
                found.setdefault(_past_suffix(matcher, end), {})[source] = None
        for end, ids in found.items():
            yield Match(end, Mention(ids=tuple(ids), words=matcher.written(at, end)), 0)

    return match


def _adjective(label: str, matcher: Matcher, at: int) -> bool:
    """Is the word an adjective made of the label's noun: ``бюджетная``?"""
    endings = matcher.lexicon.endings.get("adjective", ())
    return matcher.form(at).endswith(endings) and not label.endswith(endings)


def _past_suffix(matcher: Matcher, at: int) -> int:
    """Past ``-да`` or ``-ға`` glued to an abbreviation."""
    tokens_ = matcher.tokens
    if (
        at + 1 < len(tokens_)
        and tokens_[at].form == "-"
        and tokens_[at].glued
        and matcher.has(at + 1, "abbrsuf")
    ):
        return at + 2
    return at


def _same(label: str, form: str) -> bool:
    """One word in two cases: the stem agrees and only an ending differs."""
    if label == form:
        return True
    if len(label) < 5:
        return len(label) == 4 and form.startswith(label) and len(form) <= 7
    common = next(
        (i for i, (a, b) in enumerate(zip(label, form, strict=False)) if a != b), min(len(label), len(form))
    )
    return common >= max(4, len(label) - 3) and len(form) - common <= 5


def labels_of(lexicon: Lexicon, sources: Sequence[Source]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The pack's labels in the lexicon's language first, then the language's own."""
    pairs = [(label, source.id) for source in sources for label in source.labels.get(lexicon.language, ())]
    pairs += [(label, source) for source, names in lexicon.labels.items() for label in names]
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for label, source in pairs:
        words = tuple(token.form for token in tokens(label))
        if words and (words, source) not in index.setdefault(words[0][:2], []):
            index[words[0][:2]].append((words, source))
    return index


def _abbreviations(labels: Labels) -> frozenset[str]:
    """Labels of one short word: РБ, МБ."""
    return frozenset(
        words[0] for found in labels.values() for words, _ in found if len(words) == 1 and len(words[0]) < 5
    )


def builtins(labels: Labels) -> dict[str, Builtin]:
    return {
        "code3": _code3,
        "year": _year,
        "money": _money,
        "holdertext": _free("holder", 8),
        "ownertext": _free("holder", 8, short=3),
        "bodytext": _free("holder", 6, early=True, short=2, apart=_abbreviations(labels)),
        "ownername": _named("ownerword"),
        "donorname": _named("donorword"),
        "firmname": _firm,
        "figure": _bare_figure,
        "share": _share,
        "shortname": _short_name(_abbreviations(labels)),
        "place": _place,
        "purposetext": _free("purpose", 30, early=True),
        "progtext": _free("programme", 40, lead=_abbreviations(labels)),
        "quoted": _quoted,
        "src": _src(labels),
    }
