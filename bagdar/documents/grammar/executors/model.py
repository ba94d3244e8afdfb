"""What is read from a cell of executors: who, in what role, by agreement or not, and what was odd."""

from __future__ import annotations

import msgspec

from bagdar.documents.grammar.spans import Reading, Span


class Remark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something a careful reader would point out. ``code``:

    ``look_alike`` letters or digits of another script; ``not_in_register``; ``document_only`` known
    from the document's own abbreviations alone; ``ambiguous`` several bodies are called so;
    ``out_of_date`` the name was not in use on the day asked about; ``other_type`` the register has
    another kind of company under this name; ``unclosed_bracket``; ``must_be_named`` a group without
    known members.
    """

    code: str
    span: Span
    said: str = ""


class Executor(msgspec.Struct, frozen=True, kw_only=True):
    """One body or group. ``span`` runs from its name to the last mark that belongs to it.

    ``body``: id in the register, None where it is not there; ``text``: the name as written.
    ``role`` as proposed: "main_responsible", "responsible" or "co_executor"; ``stated``: the words
    of the cell say so. ``members``: ids of a group's members; ``named``: those the cell names itself.
    ``units``: parts of the body named in brackets after it.
    """

    span: Span
    name_span: Span
    text: str
    body: str | None = None
    kind: str | None = None
    role: str = "co_executor"
    stated: bool = False
    conditional: bool = False
    group: bool = False
    members: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    units: tuple[Executor, ...] = ()
    remarks: tuple[Remark, ...] = ()


class ExecutorsReading(Reading, frozen=True, kw_only=True, omit_defaults=False):
    """``executors`` in the order of the cell. ``nothing``: the cell says that there are none."""

    executors: tuple[Executor, ...] = ()
    nothing: bool = False
