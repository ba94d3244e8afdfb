"""Deadlines: what the words in a "deadline" cell say, as days, recurrence, rules and conditions."""

from bagdar.documents.grammar.deadline.model import (
    Duration,
    Moment,
    Occurrence,
    Recurrence,
    Relative,
    Rule,
    Said,
    Spot,
)
from bagdar.documents.grammar.deadline.reading import DeadlineReading, read_deadline

__all__ = [
    "DeadlineReading",
    "Duration",
    "Moment",
    "Occurrence",
    "Recurrence",
    "Relative",
    "Rule",
    "Said",
    "Spot",
    "read_deadline",
]
