"""Financing: what the words in a "sources of financing" cell say."""

from bagdar.documents.grammar.financing.model import Amount, Code, Mention, Said, Source
from bagdar.documents.grammar.financing.reading import FinancingReading, read_financing

__all__ = ["Amount", "Code", "FinancingReading", "Mention", "Said", "Source", "read_financing"]
