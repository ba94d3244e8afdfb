"""The column "information on execution" taken apart: status or state, value, information, reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.parts import Reason, Source, Statement, Value
from bagdar.documents.forms.report import Contribution
from bagdar.documents.grammar.numbers import read_number
from bagdar.documents.reading.folding import fold, fold_mapped, is_void
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.names import bodies_listed, body_named
from bagdar.documents.reading.passports import read_day, read_standing
from bagdar.documents.reading.texts import Texts, clean
from bagdar.documents.reading.vocabulary import Vocabulary, cut_fields

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|процент|пайыз|per cent|percent)")
_AUTHOR = re.compile(r"^([^:\n]{1,1500}):\s+(?=\S)")
_STEM = 6
_NAME = 80
"""Signs of one body's name before a colon; only a list of names is longer."""
_SET_OFF = re.compile(r":|\s[–—-]\s")
"""What stands between the word "reason" and the reason itself."""
_FIGURE = r"[-−–]?\d[\d\s\u00a0\u202f]*(?:,\d{3}(?!\d))*(?:[.,]\d+)?"


class Execution(NamedTuple):
    """``status`` and ``state`` are ids of the pack; both None where the text says neither."""

    status: str | None = None
    state: str | None = None
    value: Value | None = None
    information: tuple[Statement, ...] = ()
    reason: Reason | None = None
    contributions: tuple[Contribution, ...] = ()
    """Bodies that report otherwise, each in a paragraph of its own."""


class ExecutionReader:
    """Reads cells of one report. *author*: the sender, whose words need no name before them."""

    def __init__(
        self, vocabulary: Vocabulary, bodies: Bodies, texts: Texts, author: str | None, period: str | None
    ) -> None:
        self.vocabulary = vocabulary
        self.bodies = bodies
        self.texts = texts
        self.author = author
        self.period = period

    def read(self, text: str, *, measured: bool, source: Source | None = None) -> Execution:
        """The cell taken apart; *measured*: its line has a value to look for."""
        if is_void(text):
            return Execution()
        text = clean(text)
        status, state, rest = self._verdict(text)
        rest, reason = self.reason(rest, source, failed=self._failed(status))
        value = None
        if measured:
            rest, value = self._value(rest, source)
        rest, contributions = self._differing(rest)
        return Execution(status, state, value, self.statements(rest, source), reason, contributions)

    # ── status ──

    @cached_property
    def _words(self) -> tuple[tuple[str, str, str], ...]:
        """(comparison key, "status" or "state", id), the longest first."""
        spec = self.vocabulary.forms.get("report") or self.vocabulary.spec
        found: dict[str, tuple[str, str]] = {}
        for what, entries in (("status", spec.statuses), ("state", spec.states)):
            for entry in entries:
                for word in (*entry.words.values(), *(w for ws in entry.variants.values() for w in ws)):
                    found.setdefault(fold(word), (what, entry.id))
        ranked = sorted(found.items(), key=lambda item: -len(item[0]))
        return tuple((key, what, name) for key, (what, name) in ranked if key)

    def _verdict(self, text: str) -> tuple[str | None, str | None, str]:
        """Status, state, and the text after the word; both None where it opens with neither."""
        text = self._without_caption(text)
        subject = self._subject(text)
        found = self._opening_verdict(text)
        return found or (self._opening_verdict(text[subject:]) if subject else None) or (None, None, text)

    @cached_property
    def _stems(self) -> frozenset[str]:
        """How the names of kinds begin, whatever their endings: "activit", "indicat"."""
        names = [name for kind in self.vocabulary.kinds.values() for name in kind.name.values()]
        words = (fold(word) for name in names for word in name.split())
        return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)

    def _subject(self, text: str) -> int:
        """Where the text goes on after the name of its line's kind ("The activity is executed"); 0: nowhere."""
        for found in list(re.finditer(r"[\w-]+", text[:80]))[:2]:
            if fold(found[0])[:_STEM] in self._stems:
                rest = text[found.end() :]
                return found.end() + len(rest) - len(rest.lstrip(" –—"))
        return 0

    def _opening_verdict(self, text: str) -> tuple[str | None, str | None, str] | None:
        head = text[:160]
        key, places = fold_mapped(head)
        for word, what, name in self._words:
            if not key.startswith(word):
                continue
            end = places[len(word) - 1] + 1
            if head[end : end + 1].isalpha() or not self._plain(text, end, what, name):
                continue
            rest = text[end:].lstrip(' \t»"”.,;:!–—-\u00a0').lstrip()
            return (name, None, rest) if what == "status" else (None, name, rest)
        return None

    def _without_caption(self, text: str) -> str:
        """ "Status: executed." → "executed."; any other text as it is."""
        before, colon, after = text.partition(":")
        if colon and len(before) < 40 and fold(before) in folded_all(self.vocabulary.languages, "status"):
            return after.lstrip()
        return text

    def _plain(self, text: str, end: int, what: str, name: str) -> bool:
        """Whether the word says the whole: "исполнено на 70 %" is not "исполнено"."""
        sentence = re.split(r"[.;\n](?!\d)", text[end:], maxsplit=1)[0]
        if what == "state" or not sentence.strip() or text[end : end + 1] in ".;:\n":
            return True
        spec = self.vocabulary.forms.get("report") or self.vocabulary.spec
        result = next((status.result for status in spec.statuses if status.id == name), "")
        shares = [Decimal(found.replace(",", ".")) for found in _PERCENT.findall(sentence)]
        return result != "full" or all(share == 100 for share in shares)

    # ── reason ──

    @cached_property
    def _reason_words(self) -> tuple[str, ...]:
        own = self.vocabulary.word("reason")
        return tuple(dict.fromkeys((*own, *folded_all(self.vocabulary.languages, "reason"))))

    def _failed(self, status: str | None) -> bool:
        """Whether the status says that something was not done."""
        spec = self.vocabulary.forms.get("report") or self.vocabulary.spec
        return any(each.id == status and each.result != "full" for each in spec.statuses)

    def reason(self, text: str, source: Source | None, *, failed: bool = False) -> tuple[str, Reason | None]:
        """The text without its reason, and the reason, which opens a line or a sentence.

        A colon or a dash sets its word off; where the line *failed*, "because of …" will do.
        """
        for start in _starts(text):
            opened = self.opens_reason(text[start:])
            if opened is None and failed:
                opened = self._because(text[start:])
            if opened is None:
                continue
            kind, words = opened
            said = self.statements(words, source)
            if said or kind:
                return text[:start].rstrip(), Reason(kind=kind, statements=said)
        return text, None

    def opens_reason(self, text: str) -> tuple[str | None, str] | None:
        """Kind of the reason (or None) and its words, where *text* opens with one."""
        set_off = _SET_OFF.search(text)
        if set_off is None:
            return None
        head, rest = text[: set_off.start()], text[set_off.end() :]
        if len(head) > 120 or "\n" in head.strip():
            return None
        word, bracket, inside = head.partition("(")
        key = fold(word)
        if not any(key == each for each in self._reason_words):
            return None
        return (self.reason_kind(inside.rstrip(" )")) if bracket else None), rest.strip()

    def _because(self, text: str) -> tuple[None, str] | None:
        """A clause that opens with "because of", "owing to": the reason is the whole of it."""
        key, places = fold_mapped(text[:60])
        for word in folded_all(self.vocabulary.languages, "because"):
            if key.startswith(word):
                end = places[len(word) - 1] + 1
                if not text[end : end + 1].isalpha() and len(text[end:].split()) > 1:
                    return None, text.strip()
        return None

    def reason_kind(self, words: str) -> str | None:
        """Id of the pack's kind of reason that *words* name."""
        spec = self.vocabulary.forms.get("report") or self.vocabulary.spec
        key = fold(words)
        return next((r.id for r in spec.reasons if key in {fold(word) for word in r.words.values()}), None)

    # ── value ──

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """The value's sentence as the form prints it, and an actual figure anywhere in a text."""
        planned = self._alternatives("value.plan", "planned")
        actual = self._alternatives("value.actual", "actual", "value.only")
        none = "|".join(map(re.escape, self._texts_of("value.none"))) or r"(?!)"
        shown = rf"(?P<shown>(?:{_FIGURE}|{none})[^;.\n(]*?(?:\.(?=\s?[^\W\d_\s])[^;.\n(]*?)?)"
        inside = r"(?:\s*\((?P<inside>[^)]*)\))?"
        own = re.compile(
            rf"^(?:(?:{planned})\s*:\s*[^;\n]*?;\s*)?(?:{actual})\s*:\s*{shown}{inside}\s*(?:\.|;|$|\n)\s*",
            re.IGNORECASE,
        )
        # "The indicator was 44,2 %", in either order of the figure and the verb.
        figure = rf"(?P<shown>{_FIGURE}(?:\s*[^\s;.,\n(\d]+){{0,3}}){inside}"
        anywhere = re.compile(
            rf"(?<![^\W\d_])(?:{actual})(?:\s*[:=–—-]\s*|\s+(?:\w\s+(?:19|20)\d\d\s+\w+\s+)?){figure}",
            re.IGNORECASE,
        )
        closing = self._alternatives("", "actual_after")
        verb_last = re.compile(
            rf"(?<!\d)(?P<shown>{_FIGURE}(?:\s*%|\s+[^\s\d;.,\n(-]+){{0,2}})(?P<inside>)"
            rf"(?:-[^\W\d_]+)?\s+(?:{closing})(?![^\W\d_])",
            re.IGNORECASE,
        )
        return own, anywhere, verb_last

    def _texts_of(self, key: str) -> Iterator[str]:
        for form in self.vocabulary.forms.values():
            for text in form.words.get(key, {}).values():
                yield cut_fields(text).strip(" :.\u00a0")
            for texts in form.word_variants.get(key, {}).values():
                yield from texts

    def _alternatives(self, key: str, sense: str, *more: str) -> str:
        from bagdar.documents.reading.lexicon import lexicon

        words = [text for each in (key, *more) if each for text in self._texts_of(each)]
        words += [
            word for language in self.vocabulary.languages for word in getattr(lexicon(language), sense)
        ]
        ranked = sorted({word for word in words if word}, key=lambda word: -len(word))
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ranked) or r"(?!)"

    def _value(self, text: str, source: Source | None) -> tuple[str, Value | None]:
        if self.period is None:
            return text, None
        own, *free = self._patterns
        found = own.match(text)
        if found is not None:
            return text[found.end() :].strip(), self._made(found["shown"], found["inside"] or "", source)
        found = next((match for pattern in free if (match := pattern.search(text))), None)
        return text, self._made(found["shown"], found["inside"] or "", source) if found else None

    def _made(self, shown: str, inside: str, source: Source | None) -> Value:
        """A value of the report's period; no figure where the words say there is none."""
        mark = self.vocabulary.spec.mark(self.texts.language)
        reading = read_number(shown, mark)
        number = reading.value if reading.kind == "figure" else _leading_figure(shown, mark)
        expected: date | None = read_day(inside)
        return Value(
            period=self.period or "",
            number=number,
            standing=read_standing(inside, self.vocabulary),
            expected=expected,
            source=source,
        )

    # ── bodies that report otherwise ──

    @cached_property
    def _otherwise(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """How a line names what one body reports; whether the words alone leave no doubt of it."""
        found: list[tuple[re.Pattern[str], bool]] = []
        for word in ("report.differs", "report.told"):
            for form in self.vocabulary.forms.values():
                for template in form.words.get(word, {}).values():
                    pattern = re.escape(template.replace("\u00a0", " ")).replace(r"\ ", r"\s*")
                    pattern = pattern.replace(r"\{body\}", "(?P<body>[^:]+?)")
                    pattern = pattern.replace(r"\{said\}", "(?P<said>.+?)")
                    found.append((re.compile(pattern), word == "report.differs"))
        return tuple(found)

    def _differing(self, text: str) -> tuple[str, tuple[Contribution, ...]]:
        """The text without the paragraphs that say what a body reports for itself, and these."""
        kept: list[str] = []
        found: list[Contribution] = []
        for line in text.split("\n"):
            contribution = self._contribution(line.strip())
            if contribution is None:
                kept.append(line)
            else:
                found.append(contribution)
        return "\n".join(kept), tuple(found)

    def _contribution(self, line: str) -> Contribution | None:
        """What a body reports for itself; None for any other line, and for words beyond status and figure."""
        for pattern, sure in self._otherwise:
            match = pattern.fullmatch(line)
            body = body_named(match["body"], self.bodies, self.texts.language) if match else None
            if match is None or body is None:
                continue
            status, state, rest = self._verdict(match["said"])
            left, value = self._value(rest.strip(" ;"), None)
            known = status is not None or state is not None or value is not None
            if sure or (known and not left.strip(" .;")):
                return Contribution(body=body, role="co_executor", status=status, state=state, value=value)
        return None

    # ── statements ──

    def statements(self, text: str, source: Source | None = None) -> tuple[Statement, ...]:
        """Words with their authors: a line that opens with a body's name and a colon begins its words."""
        found: list[tuple[Sequence[str | None], str, list[str]]] = []
        for line in text.split("\n"):
            if is_void(line) and not found:
                continue
            authors, words = self._authors(line)
            language, own = self.texts.language_of(words)
            if found and not authors and (language == found[-1][1] or not own):
                found[-1][2].append(own or words)
            else:
                found.append((authors or (self.author,), language, [own or words]))
        return tuple(
            Statement(language=language, text="\n".join(lines).strip(), author=author, source=source)
            for authors, language, lines in found
            for author in authors
            if "\n".join(lines).strip()
        )

    def _authors(self, line: str) -> tuple[Sequence[str], str]:
        """Who says the line: one body, or several that say the same; none where it opens with no name."""
        found = _AUTHOR.match(line)
        if found is None:
            return (), line
        named = bodies_listed(found[1], self.bodies, self.texts.language) if "," in found[1] else []
        bodies = [body for _, body in named if body is not None]
        if len(bodies) > 1 and len(bodies) == len(named):
            return bodies, line[found.end() :]
        body = body_named(found[1], self.bodies, self.texts.language) if len(found[1]) <= _NAME else None
        return ((body,), line[found.end() :]) if body is not None else ((), line)


def _starts(text: str) -> Sequence[int]:
    """Where lines and sentences begin."""
    return [match.end() for match in re.finditer(r"^|\n\s*|(?<=[.;!?)])\s+", text)]


def _leading_figure(shown: str, mark: str) -> Decimal | None:
    found = re.match(_FIGURE, shown.strip())
    if found is None:
        return None
    reading = read_number(found[0], mark)
    return reading.value if reading.kind == "figure" else None
