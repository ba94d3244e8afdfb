"""What a form looks like, handed to readers and writers as an argument; a methodology pack fills it.

Readers and writers know no caption, kind or status of any country: all of them stand here.
"""

from __future__ import annotations

import msgspec

from bagdar.kernel.text import Text


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``role`` says what its cells mean: number, title, completion, executors, deadline, financing,
    execution, unit, data_source, programme, amounts (yearly block), note, text.

    ``variants``: language → captions under which other plans have it (matched without case, spaces,
    punctuation, hyphenation and look-alike letters).
    """

    id: str
    role: str
    published: Text
    used: Text = Text()
    """Caption our documents print; empty: as published."""
    variants: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    width: float = 0
    """mm on the official sheet; 0: only read, never written."""
    clause: str = ""

    def caption(self, language: str) -> str:
        return self.used.get(language) or self.published.get(language) or ""


class ItemKind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A kind of row. Code relies on the flags, never on the id.

    ``label``: how the row's caption is run in, with ``{n}`` for its number among its siblings, e.g.
    kk "{n}-нысаналы индикатор", ru "Целевой индикатор {n}". ``labels``: language → other labels
    met at the start of such rows. ``code``: the letters of the printed line code.
    """

    id: str
    name: Text
    plural: Text = Text()
    label: Text = Text()
    labels: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    code: Text = Text()
    parents: tuple[str, ...] = ()
    """Kinds it may stand under; empty: at the top."""
    requires: tuple[str, ...] = ()
    """Kinds that must stand under it."""
    measured: bool = False
    """Has a passport: unit, base, targets, actuals."""
    reported: bool = False
    """Takes a status and information in the report."""
    executors: bool = False
    """Should name executors."""
    deadline: bool = False
    """Should name a deadline."""
    columns: tuple[str, ...] = ()
    """Columns that must be filled in on such a row."""
    ordinal: bool = False
    """Numbered through the whole plan in the first column."""
    merged: bool = False
    """One merged cell over the table's width (section)."""
    section: bool = False
    """Divides the plan among lead bodies."""
    shade: str = ""
    """Fill of the row, RRGGBB."""
    form: bool = True
    """False: met in other plans, not part of this form (direction)."""
    strategy: bool = False
    """The Strategy's own; must be contained in the plan if the Strategy is given."""
    analysed: bool = False
    """Analysed one by one in the report on the Strategy (§35)."""
    clause: str = ""


class Status(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A status of a line due: the word printed, ``result`` "full", "part" or "none"."""

    id: str
    words: Text
    result: str
    variants: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    reason: bool = False
    """A reason is required."""
    clause: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An inner state: printed as information, outside the counts.

    ``sense``: what it stands for in the program: not_yet_due, executed_earlier, continuing,
    condition_not_arisen, or "" for a state the calendar knows nothing of.
    """

    id: str
    sense: str = ""
    words: Text
    variants: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    reason: bool = False
    clause: str = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Standing of a value; ``figure`` False: there is none yet (not yet published, not measured)."""

    id: str
    words: Text
    variants: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    figure: bool = True
    provisional: bool = False


class ReasonKind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    id: str
    words: Text


class NoteItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An item of the analytical note. ``when``: "always" or "evaluation" (evaluation years only).

    ``number``: the form's own, where pieces of one item stand apart; 0: the next one.
    """

    id: str
    caption: Text
    when: str = "always"
    clause: str = ""
    number: int = 0


class FormSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything printed on a form and everything looked for when one is read.

    ``words``: id → text: every other word the form prints (head fields, part headings, signature,
    "Passports and values" and its columns, offline form's instructions, …). Readers match head
    fields and part headings against ``words`` and ``word_variants``.
    """

    id: str
    """plan, report, strategy_report or conclusion."""
    languages: tuple[str, ...]
    title: Text
    annex: Text = Text()
    """Annex mark as published."""
    landscape: bool = True
    columns: tuple[Column, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    statuses: tuple[Status, ...] = ()
    states: tuple[State, ...] = ()
    standings: tuple[Standing, ...] = ()
    reasons: tuple[ReasonKind, ...] = ()
    note: tuple[NoteItem, ...] = ()
    words: dict[str, Text] = msgspec.field(default_factory=dict)
    word_variants: dict[str, dict[str, tuple[str, ...]]] = msgspec.field(default_factory=dict)
    periods: int = 1
    """Reports a year."""
    year_starts: int = 1
    decimal_mark: Text = Text()
    """Language → what stands between a figure's whole part and its fraction; see :meth:`mark`."""
    dash: str = "–"
    """What stands where a column does not apply."""

    def word(self, key: str, language: str) -> str:
        """The printed word *key*. Raises KeyError where the pack lacks it."""
        return self.words[key][language]

    def mark(self, language: str) -> str:
        """The decimal mark of *language*: the pack's, a comma where it names none."""
        return self.decimal_mark.get(language, ",")

    def kind(self, key: str) -> ItemKind:
        return next(kind for kind in self.kinds if kind.id == key)
