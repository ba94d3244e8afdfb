"""Restriction marks in documents: found where they stand as marks, not where a text merely speaks of them."""

from bagdar.documents.marking.finding import Marked, findings, marks_in, marks_in_fragments
from bagdar.documents.marking.fragments import Fragment, fragments_of
from bagdar.documents.marking.words import Mark, MarkWords

__all__ = [
    "Fragment",
    "Mark",
    "MarkWords",
    "Marked",
    "findings",
    "fragments_of",
    "marks_in",
    "marks_in_fragments",
]
