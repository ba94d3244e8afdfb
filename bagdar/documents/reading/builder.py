"""What every builder of a form is given: the document, its tables read, the words to know it by."""

from __future__ import annotations

from collections.abc import Sequence

from bagdar.documents.bodies import Bodies
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading.flow import Line
from bagdar.documents.reading.model import TableReading
from bagdar.documents.reading.texts import Texts
from bagdar.documents.reading.vocabulary import Vocabulary


class Builder:
    """``form``: id of the form that a subclass builds; ``flow``: the document's text in order."""

    form = ""

    def __init__(
        self,
        raw: RawDocument,
        tables: Sequence[TableReading],
        flow: Sequence[Line],
        vocabulary: Vocabulary,
        bodies: Bodies,
        language: str,
    ) -> None:
        self.raw = raw
        self.tables = tables
        self.flow = flow
        self.vocabulary = vocabulary
        self.bodies = bodies
        self.language = language
        self.texts = Texts(vocabulary, language)
        self.spec = vocabulary.forms.get(self.form) or vocabulary.spec
