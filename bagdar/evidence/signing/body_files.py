"""Files of a body as what can be signed: the official forms drawn anew, a PDF as it is; with the code on each page."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from bagdar.documents.forms import Form
from bagdar.documents.layout import Layout
from bagdar.documents.pages.marks import Marks, Snapshot
from bagdar.documents.writing.imprint import imprint
from bagdar.evidence.signing.signables import Signable
from bagdar.files import owners
from bagdar.files.models import StoredFile
from bagdar.files.storage import place
from bagdar.kernel import clock
from bagdar.kernel.actors import Actor
from bagdar.kernel.errors import DomainError, InvalidError
from bagdar.methodology.model import Methodology

PDF = "application/pdf"
OFFICE = (".docx", ".xlsx")


def _form(file: StoredFile) -> str:
    return str(file.reading.get("form") or "document")


def _title(file: StoredFile) -> str:
    return file.name


def _body(file: StoredFile) -> UUID:
    """Raises InvalidError for a file that is no body's affair."""
    if file.body_id is None:
        raise InvalidError({"": ("signing.no_body", {})})
    return UUID(str(file.body_id))


def _content(file: StoredFile) -> Mapping[str, Any]:
    return {
        "file": {
            "id": str(file.pk),
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
        },
        "reading": file.reading,
    }


def _may_see(actor: Actor, file: StoredFile) -> bool:
    return owners.may_read(actor, file.owner_type, file.owner_id)


def _settled(file: StoredFile, outcome: str) -> None:
    """Only what was examined and stands goes to signature. Raises InvalidError."""
    if outcome == "put" and (file.state != "accepted" or file.made):
        raise InvalidError({"": ("signing.not_accepted", {})})
    if outcome == "put" and file.media_type != PDF and _form(file) == "document":
        raise InvalidError({"": ("signing.cannot_draw", {})})


def _draw(file: StoredFile, code: str) -> bytes:
    """Raises DomainError where the file is none of the forms and no PDF."""
    with place().open(file.place) as opened:
        content = opened.read()
    if file.media_type == PDF:
        return imprint(content, code)
    ending = Path(file.name).suffix.lower()
    if ending not in OFFICE:
        raise DomainError("signing.cannot_draw")
    return _drawn_form(content, ending, code)


def _drawn_form(content: bytes, ending: str, code: str) -> bytes:
    from bagdar.documents.opening import open_document
    from bagdar.documents.reading import read
    from bagdar.documents.writing.pdf import write_pdf
    from bagdar.methodology.loader import load_bodies
    from bagdar.orgs.selectors.methodology import governing_pack, methodology_of

    methodology = methodology_of(governing_pack(clock.today(settings.TIME_ZONE)))
    with tempfile.TemporaryDirectory(prefix="bagdar-draw-") as folder:
        path = Path(folder, f"document{ending}")
        path.write_bytes(content)
        reading = read(open_document(path), methodology.forms, load_bodies(methodology.id))
    readers: dict[str, Callable[[], Form]] = {
        "plan": reading.plan,
        "report": reading.report,
        "conclusion": reading.conclusion,
        "strategy_report": reading.strategy_report,
    }
    if reading.form not in readers:
        raise DomainError("signing.cannot_draw")
    written = io.BytesIO()
    write_pdf(_layout(readers[reading.form](), methodology, code), written)
    return written.getvalue()


def _layout(form: Form, methodology: Methodology, code: str) -> Layout:
    from bagdar.documents import pages

    spec, language = methodology.forms[form.form], form.languages[0]
    marks = Marks(snapshot=Snapshot(code=code), produced=clock.now().isoformat(timespec="seconds"))
    match form.form:
        case "plan":
            return pages.plan_layout(form, spec, language, marks=marks)
        case "report":
            return pages.report_layout(form, spec, language, marks=marks)
        case "conclusion":
            return pages.conclusion_layout(form, spec, language, marks=marks)
        case _:
            annex = methodology.forms["report"]
            return pages.strategy_report_layout(form, spec, language, annex_spec=annex, marks=marks)


BODY_FILE = Signable(
    model=StoredFile,
    form=_form,
    title=_title,
    body=_body,
    content=_content,
    may_see=_may_see,
    draw=_draw,
    settled=_settled,
)
