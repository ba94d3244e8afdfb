"""A document as it stands → its tables with an account of every row, and the plan or report in them."""

from __future__ import annotations

from bagdar.documents.reading.phrases import Grammars
from bagdar.documents.reading.reading import Reading, read

__all__ = ["Grammars", "Reading", "read"]
