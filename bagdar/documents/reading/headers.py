"""Finding a table's header by its captions, over one, two or three rows, and what it is a header of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bagdar.documents.reading.folding import fold, is_blank
from bagdar.documents.reading.grid import Column, Laid, header_columns
from bagdar.documents.reading.model import Leaf
from bagdar.documents.reading.periods import PeriodCaption, read_period, sense_of
from bagdar.documents.reading.vocabulary import ROWS, Match, Vocabulary

_MOST_ROWS = 3
_FUZZY_ROWS = 12
"""Captions are looked for with tolerance in the first rows only; further down, as written."""
_WORKING = ("completion", "deadline", "executors", "financing", "execution", "amounts", "programme", "unit")

Matcher = Callable[[str], Match | None]


class Header(NamedTuple):
    """Rows ``first`` to ``last`` (both included) of a table are its header."""

    first: int
    last: int
    use: str
    leaves: tuple[Leaf, ...]
    language: str | None


def find_header(rows: Sequence[Sequence[Laid]], start: int, vocabulary: Vocabulary) -> Header | None:
    """The first header at or below row *start*; None where there is none."""
    for index in range(start, min(len(rows), start + 60)):
        if index - start < _FUZZY_ROWS or starts_header(rows[index], vocabulary):
            header = read_header(rows, index, vocabulary)
            if header is not None:
                return header
    return None


def starts_header(row: Sequence[Laid], vocabulary: Vocabulary) -> bool:
    """Whether half of the row's cells are captions of one table, letter for letter, and two at least."""
    written = [cell.cell.text for cell in row if cell.cell.text]
    if len(written) < 2 or written[0].isdigit() or any(len(text) > 160 for text in written):
        return False
    for table in vocabulary.tables.values():
        known = {caption.id for text in written if (caption := table.exact(text)) is not None}
        if len(known) >= 2 and 2 * len(known) >= len(written):
            return True
    return False


def read_header(rows: Sequence[Sequence[Laid]], first: int, vocabulary: Vocabulary) -> Header | None:
    """The header that begins in row *first*, or None if that row is not one."""
    written = [cell for cell in rows[first] if not is_blank(cell.cell.text)]
    if len(written) < 2 or any(len(cell.cell.text) > 300 for cell in written):
        return None
    if not _is_header_row(written, vocabulary):
        return None
    last = first
    while (
        last + 1 < len(rows) and last - first + 1 < _MOST_ROWS and _goes_on(rows, first, last + 1, vocabulary)
    ):
        last += 1
    columns = header_columns(rows[first : last + 1])
    use = _best_use(columns, vocabulary)
    if not use:
        return None
    leaves, language = _leaves(columns, use, vocabulary)
    use = _use_of_rows(leaves) if use == ROWS else use
    return Header(first, last, use, leaves, language) if use else None


def _is_header_row(written: Sequence[Laid], vocabulary: Vocabulary) -> bool:
    for captions in vocabulary.tables.values():
        matches = [captions.match(cell.cell.text) for cell in written]
        known = {match.caption.id for match in matches if match}
        years = sum(read_period(cell.cell.text, vocabulary) is not None for cell in written)
        if len(known) >= 2 and 2 * (len(known) + years) >= len(written):
            return True
        if known and years >= 2:
            return True
    return False


def _goes_on(rows: Sequence[Sequence[Laid]], first: int, index: int, vocabulary: Vocabulary) -> bool:
    """Whether row *index* is a further row of the header: sub-captions under the wide cells only."""
    row = rows[index]
    written = [cell for cell in row if not is_blank(cell.cell.text) and cell.cell.merge != "continue"]
    if not written or (len(written) < 2 and len(row) < 2):
        return False
    continued = any(cell.cell.merge == "continue" for cell in row)
    restarted = any(cell.cell.merge == "restart" for above in rows[first:index] for cell in above)
    if continued and restarted:
        return True
    wide = any(cell.cell.span > 1 for cell in rows[first])
    known = vocabulary.tables[ROWS]
    return wide and all(
        read_period(cell.cell.text, vocabulary) is not None or known.exact(cell.cell.text) is not None
        for cell in written
    )


def _best_use(columns: Sequence[Column], vocabulary: Vocabulary) -> str:
    """The sort of table most of whose captions these are; "" for fewer than two."""
    scores: dict[str, tuple[int, float]] = {}
    for use, captions in vocabulary.tables.items():
        matches = [match for column in columns if (match := _match(column, captions.match))]
        scores[use] = (len({m.caption.id for m in matches}), sum(m.score for m in matches))
    use = max(scores, key=lambda each: (scores[each], each == ROWS))
    years = sum(_period(column, vocabulary, loose=False) is not None for column in columns)
    return use if scores[use][0] >= 2 or (scores[use][0] and years >= 2) else ""


def _bottom(column: Column) -> str:
    return next((text for text in reversed(column.captions) if text), "")


def _period(column: Column, vocabulary: Vocabulary, *, loose: bool = True) -> PeriodCaption | None:
    """The period that the lowest caption names, or an upper one over "plan" and "actual"."""
    texts = [text for text in column.captions if text]
    found = read_period(texts[-1], vocabulary, loose=loose) if texts else None
    if found is not None or len(texts) < 2 or not (sense := sense_of(texts[-1], vocabulary)):
        return found
    above = (read_period(text, vocabulary, loose=loose) for text in reversed(texts[:-1]))
    year = next((period for period in above if period and period.period[:4].isdigit()), None)
    return year._replace(sense=sense) if year else None


def _match(column: Column, match: Matcher) -> Match | None:
    """The caption's meaning: by its lowest row, by all rows together, by its upper row."""
    texts = [text for text in column.captions if text]
    tried = [texts[-1:], texts, texts[:1]] if len(texts) > 1 else [texts]
    for words in tried:
        found = match(" ".join(words)) if words else None
        if found is not None:
            return found
    return None


def _leaves(
    columns: Sequence[Column], use: str, vocabulary: Vocabulary
) -> tuple[tuple[Leaf, ...], str | None]:
    captions = vocabulary.tables[use]
    periods = {n: _period(column, vocabulary) for n, column in enumerate(columns)}
    matches = {
        n: _match(column, captions.match)
        for n, column in enumerate(columns)
        if not _yearly(column, periods[n], captions.match)
    }
    owner: dict[str, int] = {}
    for n, match in sorted(matches.items(), key=lambda item: -(item[1].score if item[1] else 0)):
        if match is not None:
            owner.setdefault(match.caption.id, n)
    languages = Counter(
        language
        for match in matches.values()
        if match and match.score >= 0.9
        for language in captions.languages[match.caption.folded]
    )
    leaves: list[Leaf] = []
    for n, column in enumerate(columns):
        match = matches.get(n)
        mine = match if match and owner.get(match.caption.id) == n else None
        leaves.append(_leaf(column, mine, None if n in matches else periods[n], vocabulary))
    return tuple(_apart(leaves)), _leading(languages)


def _yearly(column: Column, period: PeriodCaption | None, match: Matcher) -> bool:
    """A period caption stands for itself, unless the pack has a column of that very name."""
    found = match(_bottom(column))
    return period is not None and not (found is not None and found.score == 1.0)


def _leading(languages: Counter[str]) -> str | None:
    ranked = languages.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _leaf(column: Column, match: Match | None, period: PeriodCaption | None, vocabulary: Vocabulary) -> Leaf:
    texts = [text for text in column.captions if text]
    caption, group = _bottom(column), " ".join(texts[:-1])
    if period is not None:
        sense = period.sense or sense_of(group, vocabulary)
        return Leaf(
            id=period.period, role="amounts", caption=caption, start=column.start, end=column.end,
            group=group, period=period.period, sense=sense,
        )  # fmt: skip
    if match is not None:
        return Leaf(
            id=match.caption.id, role=match.caption.role, caption=caption, start=column.start,
            end=column.end, group=group,
        )  # fmt: skip
    name = " ".join(" ".join(texts).split())
    return Leaf(
        id=name, role="", caption=caption, start=column.start, end=column.end, group=group, known=False
    )


def _apart(leaves: list[Leaf]) -> list[Leaf]:
    """No two columns under one id: a second 2026 takes its sense or its number with it."""
    seen: Counter[str] = Counter()
    out: list[Leaf] = []
    for number, leaf in enumerate(leaves):
        name = leaf.id or f"#{number + 1}"
        if seen[name] and leaf.period:
            name = f"{leaf.period} {leaf.sense or leaf.group or leaf.caption}".strip()
        if seen[name]:
            name = f"{name} ({number + 1})"
        seen[name] += 1
        out.append(leaf if name == leaf.id else _renamed(leaf, name))
    return out


def _renamed(leaf: Leaf, name: str) -> Leaf:
    return Leaf(
        id=name, role=leaf.role, caption=leaf.caption, start=leaf.start, end=leaf.end, group=leaf.group,
        period=leaf.period, sense=leaf.sense, known=leaf.known,
    )  # fmt: skip


def _use_of_rows(leaves: Sequence[Leaf]) -> str:
    """ "finance" with sources and years alone, "report" with a column of execution, "indicators" with years and nothing to do, else "plan"."""
    roles = {leaf.role for leaf in leaves}
    years = sum(bool(leaf.period) for leaf in leaves)
    if "execution" in roles:
        return "report"
    if roles <= {"financing", "amounts"} and "financing" in roles and years >= 2:
        return "finance"
    if years >= 2 and not roles & {"deadline", "completion"}:
        return "indicators"
    known = roles & set(_WORKING)
    return "plan" if known and (roles & {"title", "number"} or len(known) >= 2) else ""


def title_leaf(leaves: Sequence[Leaf]) -> int | None:
    """The column of titles; where no caption says so, the first unknown one after the number."""
    for n, leaf in enumerate(leaves):
        if leaf.role == "title":
            return n
    number = next((n for n, leaf in enumerate(leaves) if leaf.role == "number"), -1)
    return next((n for n, leaf in enumerate(leaves) if n > number and not leaf.role), None)


def same_captions(row: Sequence[Laid], header: Sequence[Sequence[Laid]]) -> bool:
    """Whether the row repeats one of the header's rows."""
    texts = [fold(cell.cell.text) for cell in row]
    written = [text for text in texts if text]
    if len(written) < 2:
        return False
    for above in header:
        known = {fold(cell.cell.text) for cell in above} - {""}
        if len(known) >= 2 and sum(text in known for text in written) >= 0.8 * len(written):
            return True
    return False
