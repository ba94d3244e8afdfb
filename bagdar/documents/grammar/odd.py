"""What a reading may find odd in a cell's words: every code, each with a message "grammar.odd.<code>"."""

from __future__ import annotations

from typing import Final

from bagdar.documents.grammar.spans import Reading

WRITING: Final = (
    "look_alike",
    "mixed_scripts",
    "plain_letters",
    "hyphenated",
    "split",
    "run_together",
    "footnote",
)
"""How words are written."""
FIGURES: Final = ("spacing", "lines", "point", "comma", "letters", "leading_zeros")
"""How figures are written."""
NAMES: Final = (
    "not_in_register",
    "document_only",
    "ambiguous",
    "out_of_date",
    "other_type",
    "unclosed_bracket",
    "must_be_named",
)
"""How bodies are named."""
TIMES: Final = ("month_not_named",)
"""How deadlines are set."""
CODES: Final = (*WRITING, *FIGURES, *NAMES, *TIMES)


def remarks(reading: Reading) -> list[tuple[str, str]]:
    """(message id, the words remarked on or nothing) for all that is odd in *reading*, in its order."""
    said: dict[str, list[str]] = {code: [] for code in reading.odd}
    for part in getattr(reading, "executors", ()):
        for remark in part.remarks:
            words = reading.text[slice(*remark.span)]
            if words not in said.setdefault(remark.code, []):
                said[remark.code].append(words)
    return [(f"grammar.odd.{code}", "; ".join(words)) for code, words in said.items()]
