"""Which kind an unlabelled grouping row is of ("II. Economic security", in bold): by the table as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bagdar.documents.reading.features import Features, signature
from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.numbering import leading_ordinal
from bagdar.documents.reading.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]{2}")
Signature = tuple[bool, bool, str]


class Groupings:
    """Levels of the rows that look alike, against the kinds that no label of the table names.

    A row is trusted if rows that look the same stand elsewhere in the table, or if it opens the table and is
    numbered or bold. A lone plain line is nothing we know, and so is one without a word.
    """

    def __init__(
        self, vocabulary: Vocabulary, candidates: Sequence[Features], numbers: Iterable[str], body: int
    ) -> None:
        """*numbers*: of all rows; one that others go on from ("1" before "1.1") heads them.

        *body*: the first row that is more than a title.
        """
        self.body = body
        self.vocabulary = vocabulary
        self.heading = {number.rpartition(".")[0] for number in numbers} - {""}
        plain = [
            one for one in candidates if one.label is None and fold(one.title_text) not in vocabulary.plurals
        ]
        self.counts = Counter(signature(one) for one in plain)
        self.first = min((one.place for one in candidates), default=-1)
        self.opening = plain[0].place if plain else -1
        labelled = {one.label.kind for one in candidates if one.label is not None}
        self.labelled = {kind for kind in labelled if kind in vocabulary.groupings}
        self.levels = self._levels(plain)

    def _levels(self, plain: Sequence[Features]) -> dict[Signature, str]:
        looks = [
            look for look in dict.fromkeys(signature(one) for one in plain) if self._trusted(look, plain)
        ]
        top = min((self.vocabulary.rank[kind] for kind in self.labelled), default=None)
        free = [
            kind for kind in self.vocabulary.groupings
            if kind not in self.labelled and self.vocabulary.kinds[kind].form
            and (top is None or self.vocabulary.rank[kind] <= top)
        ]  # fmt: skip
        if not looks or not free:
            return {}
        if len(looks) == 1:
            return {looks[0]: free[0]}
        if len(looks) == 2:
            return {looks[0]: free[0], looks[1]: free[-1]}
        return {look: free[min(level, len(free) - 1)] for level, look in enumerate(looks)}

    def _trusted(self, look: Signature, plain: Sequence[Features]) -> bool:
        wide, bold, style = look
        if style and (bold or self.counts[look] > 1):
            return True
        if style and wide:
            # A lone numbered line amid the rows divides nothing, unless others go on from its number.
            return any(
                signature(one) == look and (one.place < self.body or self._heads(one)) for one in plain
            )
        if bold and self.counts[look] > 1:
            return True
        if wide and self.counts[look] > 1:
            # Bare lines divide a table only if the first of them opens it.
            return any(signature(one) == look and one.place < self.body for one in plain)
        if style and any(signature(one) == look and self._heads(one) for one in plain):
            return True
        return bold and any(signature(one) == look and one.place == self.first for one in plain)

    def _heads(self, one: Features) -> bool:
        lead = leading_ordinal(one.title_text) if one.ordinal is None else None
        ordinal = lead[0] if lead else one.ordinal
        return ordinal is not None and ordinal.number in self.heading

    def kind(self, one: Features, following: Features | None) -> str:
        """The kind of *one*, "" if it is not a grouping row."""
        kind = self.levels.get(signature(one), "")
        if not kind or not _WORD.search(one.title_text):
            return ""
        wide, _, style = signature(one)
        if self.labelled and not (style or one.bold) and following is not None:
            # Among labelled rows a bare line must at least stand where a grouping stands.
            opens = following.label is not None or following.wide or not following.others
            return kind if opens else ""
        if self._heads(one):
            return kind
        if style and not wide and not one.bold and following is not None and not following.others:
            return kind if following.ordinal is not None else ""
        return kind
