"""Reads a financing cell: tokens, the pack's sources, patterns, sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, Final

from msgspec.structs import replace

from bagdar.documents.grammar import lexicon as lexicons
from bagdar.documents.grammar.deadline.reading import best_of, languages
from bagdar.documents.grammar.financing.build import BUILDERS, builtins, labels_of
from bagdar.documents.grammar.financing.model import Amount, Code, Mention, Said, Source
from bagdar.documents.grammar.financing.together import applies, together
from bagdar.documents.grammar.matching import LONGEST_CELL, Element, Grammar, Matcher
from bagdar.documents.grammar.rows import row_of
from bagdar.documents.grammar.spans import Part, Reading, Token, left_over, with_separators
from bagdar.kernel import jsonio

TOP: Final = (
    "not_required", "blank", "within", "later", "source", "programme", "code", "amount", "moneyunit", "yearhead", "purpose", "period",
)  # fmt: skip
_NO_NEW_MONEY: Final = (["not_required", "within"], ["within", "not_required"])
FREE: Final = frozenset(",;:./()*+•·-")


class FinancingReading(Reading, frozen=True, kw_only=True, omit_defaults=True):
    """What a financing cell says. ``said`` keeps the order of the words."""

    said: tuple[Said, ...] = ()

    @property
    def required(self) -> bool | None:
        """False where the cell says that no money is needed; None where it says nothing at all."""
        kinds = {item.kind for item in self.said}
        return False if "not_required" in kinds else None if not kinds or kinds == {"blank"} else True

    @property
    def within(self) -> bool:
        """Within money already allotted, not new money."""
        return any(item.kind == "within" for item in self.said)

    @property
    def sources(self) -> tuple[Mention, ...]:
        return tuple(mention for item in self.said for mention in item.mentions)

    @property
    def ambiguous(self) -> tuple[Mention, ...]:
        """Mentions that may mean more than one source."""
        return tuple(mention for mention in self.sources if len(mention.ids) > 1)

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(item.amount for item in self.said if item.amount and item.kind != "unit")

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(item.code for item in self.said if item.code)

    @property
    def programmes(self) -> tuple[str, ...]:
        """Programmes in whose frame the money is, in the cell's words."""
        return tuple(
            item.programme or item.words
            for item in self.said
            if item.kind == "programme" or (item.kind == "within" and item.programme)
        )

    def as_json(self) -> dict[str, Any]:
        out = super().as_json()
        out.pop("said", None)  # each part carries its own meaning
        out |= {
            "required": self.required,
            "within_allotted": self.within,
            "sources": jsonio.plain(self.sources),
            "ambiguous": [mention.words for mention in self.ambiguous],
            "amounts": jsonio.plain(self.amounts),
            "codes": jsonio.plain(self.codes),
            "programmes": list(self.programmes),
        }
        return out


def read_financing(
    text: str,
    language: str | None = None,
    *,
    sources: Sequence[Source] = (),
    packs: Mapping[str, Traversable] | None = None,
) -> FinancingReading:
    """The meaning of a financing cell; *sources* are the pack's, known by their labels.

    The sources a language's lexicon knows are recognised besides. Where no *language* is told, one in
    which every word means one source is preferred. Never raises on any text.
    """
    codes = languages(language, packs or {})
    readings = (_read(text, code, tuple(sources), (packs or {}).get(code)) for code in codes)
    return best_of(text, readings, lambda reading: language is None and bool(reading.ambiguous))


_made: dict[tuple[int, str], Grammar] = {}


def _grammar(language: str, sources: tuple[Source, ...], path: Traversable | None) -> Grammar:
    lexicon = lexicons.load(language, "financing", path)
    key = (id(lexicon), repr(sources))
    if key not in _made:
        _made[key] = Grammar(lexicon, BUILDERS, builtins(labels_of(lexicon, sources)))
    return _made[key]


def _read(
    text: str, language: str, sources: tuple[Source, ...], path: Traversable | None
) -> FinancingReading:
    grammar = _grammar(language, sources, path)
    whole = tuple(_spelt(token, grammar.lexicon) for token in row_of(text, grammar.lexicon))
    row = whole[:LONGEST_CELL]
    matcher = Matcher(text, row, grammar)
    several = any(token.form != "-" for token in row[1:])  # a dash or a row of them is an empty cell's mark
    elements = matcher.elements(TOP, lambda at: several and (row[at].form in FREE or matcher.has(at, "and")))
    covered = {at for element in elements for at in range(element.first, element.last)}
    rest = [
        token for at, token in enumerate(row) if at not in covered and not _is_free(matcher, at, elements)
    ]
    rest += whole[LONGEST_CELL:]
    elements = together(matcher, elements)
    sense = _makes_sense(elements)
    return FinancingReading(
        text=text,
        language=language,
        understood=sense and not rest,
        left_over=left_over(text, rest) if rest or sense else text.strip(),
        parts=with_separators([_part(matcher, element) for element in elements], row, rest),
        odd=tuple(dict.fromkeys(token.odd for token in row if token.odd)),
        said=tuple(element.value for element in elements),
    )


def _spelt(token: Token, lexicon: lexicons.Lexicon) -> Token:
    """A word cut short (``внебюдж.``) stands for the whole, however much of it is left."""
    full = lexicon.words.get(token.form, {}).get("shortened") or _longer(token, lexicon)
    return replace(token, form=str(full)) if full else token


def _longer(token: Token, lexicon: lexicons.Lexicon) -> str | None:
    """``предусмотр.`` where the lexicon tells of ``предусм``: more letters of the same word, and a dot."""
    if token.kind != "word" or token.form in lexicon.known or token.end - token.start == len(token.raw):
        return None
    for size in range(len(token.form) - 1, 2, -1):
        full = str(lexicon.words.get(token.form[:size], {}).get("shortened", ""))
        if full.startswith(token.form):
            return full
    return None


def _is_free(matcher: Matcher, at: int, elements: Sequence[Element]) -> bool:
    """A mark, or an "and" or a dash with something before and after it."""
    inside = bool(elements) and elements[0].last <= at < elements[-1].first
    if matcher.has(at, "and"):
        return inside
    if matcher.form(at) == "-" and elements:
        return at < elements[-1].first
    return matcher.form(at) in FREE


def _makes_sense(elements: Sequence[Element]) -> bool:
    """Something says where money is from, how much, or that none is needed; not both of the latter.
    Three digits alone are a code only if they begin with a nought, a figure alone is no amount."""
    said: list[Said] = [element.value for element in elements]
    if any(not _heads(said, at) for at, item in enumerate(said) if item.kind == "year"):
        return False
    if any(item.kind == "unit" for item in said) and not applies(said):
        return False
    kinds = [item.kind for item in said]
    if "not_required" in kinds or "blank" in kinds:
        return len(kinds) == 1 or (kinds in _NO_NEW_MONEY and not any(item.mentions for item in said))
    if set(kinds) == {"code"} and all(element.last - element.first == 1 for element in elements):
        return all(element.value.code.programme.startswith("0") for element in elements)
    if all(item.kind in {"amount", "unit"} for item in said) and not any(
        item.amount and (item.amount.currency or item.amount.year or item.amount.total) for item in said
    ):
        return False
    return any(kind in {"source", "within", "later", "programme", "code", "amount"} for kind in kinds)


def _heads(said: Sequence[Said], at: int) -> bool:
    """Do amounts of the year named at *at* follow it before another year is named?"""
    for item in said[at + 1 :]:
        if item.kind == "year" or (item.amount and item.kind != "unit"):
            return item.amount is not None and item.amount.year == int(said[at].words)
    return False


def _part(matcher: Matcher, element: Element) -> Part:
    meaning: dict[str, Any] = jsonio.plain(element.value)
    kind = meaning.pop("kind")
    span = (matcher.tokens[element.first].start, matcher.tokens[element.last - 1].end)
    return Part(kind=kind, span=span, meaning=meaning)
