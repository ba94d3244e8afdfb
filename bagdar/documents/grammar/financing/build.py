"""From matched patterns to what they say about money; and what no list of words can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        return Said(kind=kind, mentions=mentions, words=slots.get("words", ""))

    return build


def _mentions(slots: Slots, pattern: Pattern) -> Iterator[Mention]:
    yield from slots.get("sources", ())
    if holder := slots.get("holder", ""):
        yield Mention(ids=(str(pattern.constants.get("source", "own_funds")),), words=holder, holder=holder)
    elif source := pattern.constants.get("source"):
        yield Mention(ids=(str(source),), words="")


def _mention(slots: Slots, _: Pattern) -> Mention:
    mention: Mention = slots["src"]
    holder = slots.get("holder", "")
    return Mention(ids=mention.ids, words=mention.words, holder=holder) if holder else mention


def _mentions_together(slots: Slots, pattern: Pattern) -> tuple[Mention, ...]:
    """Several sources: a list of them, or one turn of phrase that names two."""
    if "list" in slots:
        return tuple(slots["list"])
    return tuple(Mention(ids=(source,), words="") for source in str(pattern.constants["both"]).split("+"))


def _code(slots: Slots, _: Pattern) -> Said | None:
    code = Code(programme=slots["b"], administrator=slots.get("a"), sub=slots.get("c"))
    return Said(kind="code", code=code, words=slots.get("words", ""))


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


BUILDERS: Final[dict[str, Builder]] = {
    "not_required": _said("not_required"),
    "blank": _said("blank"),
    "source": _said("source"),
    "within": _said("within"),
    "programme": _said("programme"),
    "purpose": _said("purpose"),
    "period": _said("period"),
    "mention": _mention,
    "mentions": _mentions_together,
    "code": _code,
    "amount": _amount,
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
        end += 1
    while end > at:
        if matcher.tokens[end - 1].kind == "number":
            value = figure(matcher.written(at, end), matcher.lexicon.decimal_mark)
            if value is not None:
                yield Match(end, value, 0)
                return
        end -= 1


def _of_figure(matcher: Matcher, at: int, end: int) -> bool:
    token = matcher.tokens[end]
    return token.kind == "number" or (end > at and token.glued and token.form in {",", "."})


def _free(what: str, longest: int, *, early: bool = False, short: bool = False) -> Builtin:
    """Words up to a mark or a stop word, one of which begins or ends as the lexicon says of *what*.

    *early*: they may also end with that very word. *short*: an abbreviation will do for such a word.
    """

    def match(matcher: Matcher, at: int) -> Iterator[Match]:
        named, quoted = False, False
        if matcher.form(at) in _ENDS or matcher.form(at) == "-":
            return
        for end in range(at, min(at + longest, len(matcher.tokens)) + 1):
            over = end == len(matcher.tokens)
            if over or (not quoted and (matcher.form(end) in _ENDS or matcher.has(end, "stop"))):
                if named and end > at:
                    yield Match(end, matcher.written(at, end), FREE_TEXT + end - at)
                if over or matcher.form(end) in _ENDS or not matcher.has(end, "pass"):
                    return
            token = matcher.tokens[end]
            quoted = _quotes(token, quoted)
            this = token.kind == "word" and (_is(matcher, end, what) or (short and _short(token)))
            named = named or this
            if early and this and end + 1 < len(matcher.tokens):
                yield Match(end + 1, matcher.written(at, end + 1), FREE_TEXT + end + 1 - at)

    return match


def _quotes(token: Token, quoted: bool) -> bool:
    """Are we inside quotation marks after *token*? One closing mark may close several."""
    if token.form != '"':
        return quoted
    return token.raw in "«„“" if token.raw in "«„“»”" else not quoted


def _short(token: Token) -> bool:
    """An abbreviation in capitals: whoever it is, money is said to be theirs."""
    return 3 <= len(token.raw) <= 8 and token.raw.isalpha() and token.raw.isupper()


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
            if end <= len(matcher.tokens) and all(
                _same(word, matcher.form(at + i)) for i, word in enumerate(words)
            ):
                found.setdefault(_past_suffix(matcher, end), {})[source] = None
        for end, ids in found.items():
            yield Match(end, Mention(ids=tuple(ids), words=matcher.written(at, end)), 0)

    return match


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
        return len(label) == 4 and form.startswith(label) and len(form) <= 6
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


def builtins(labels: Labels) -> dict[str, Builtin]:
    return {
        "code3": _code3,
        "year": _year,
        "money": _money,
        "holdertext": _free("holder", 8),
        "ownertext": _free("holder", 8, short=True),
        "purposetext": _free("purpose", 30, early=True),
        "progtext": _free("programme", 40),
        "quoted": _quoted,
        "src": _src(labels),
    }
