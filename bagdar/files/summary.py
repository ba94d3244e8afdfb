"""What a document was seen to be: which form of the methodology, how many rows, what a check finds in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bagdar.documents.intake import Examined
from bagdar.documents.marking import Marked, marks_in, marks_in_fragments
from bagdar.documents.marking.fragments import Fragment, lines
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Place
from bagdar.methodology.model import Methodology


def mark_on(told: Examined, name: str, methodology: Methodology) -> Marked | None:
    """The restriction mark that the file bears, if it bears one."""
    if told.document is not None:
        found = marks_in(told.document, methodology.marks)
    else:
        place = Place(file=name)
        label = Fragment("label", name.rpartition(".")[0] or name, place)
        pages = [one for page in told.pages for one in lines(page, place)]
        found = marks_in_fragments([label, *pages], methodology.marks)
    return found[0] if found else None


def summary_of(told: Examined, methodology: Methodology, bodies: Any) -> dict[str, Any]:
    """``form``: id of the form, "" for none of the methodology's; ``rows``, ``unread``: of its tables;
    ``findings``: severity → how many, of a plan, which needs nothing else to be checked against."""
    if told.document is None:
        return {"pages": len(told.pages)} if told.kind == "pdf" else {}
    try:
        return _of_document(told.document, methodology, bodies)
    except DomainError:
        return {"form": ""}


def _of_document(document: RawDocument, methodology: Methodology, bodies: Any) -> dict[str, Any]:
    from bagdar.documents.reading import Grammars, read
    from bagdar.documents.reading.model import RowKind
    from bagdar.methodology.checks import check_plan

    grammars = Grammars(bodies, informing=methodology.informing)
    reading = read(document, methodology.forms, bodies, grammars=grammars)
    rows = [row for table in reading.tables for row in table.rows]
    told: dict[str, Any] = {
        "form": reading.form or "",
        "rows": len(rows),
        "unread": sum(1 for row in rows if row.kind is RowKind.UNKNOWN),
    }
    if reading.form == "plan":
        found = check_plan(reading.plan(), methodology, bodies, account=reading.tables)
        told["findings"] = dict(Counter(str(one.severity) for one in found))
    return told
