"""Languages that name the document last (Kazakh): «Үкіметке ақпарат», «заң жобасын Үкіметке енгізу»."""

from __future__ import annotations

from bagdar.documents.grammar.completion.draft import MEASURED, Cell, Draft, Who
from bagdar.documents.grammar.completion.scan import Element, plausible


def read_head_last(cell: Cell) -> tuple[list[Draft], set[int]]:
    """Documents in order, and the places of elements that belong to none."""
    drafts: list[Draft] = []
    left: set[int] = set()
    begin = 0
    for closing, end in _ends(cell):
        while begin < end and cell.elements[begin].kind == "numbering":
            begin += 1
        draft = _draft(cell, begin, closing + 1, left)
        if draft is not None:
            draft.figures = sum(element.kind == "number" for element in cell.elements[begin:end])
        if draft is None or not draft.complete():
            left.update(range(begin, end))
        else:
            drafts.append(draft)
            draft.last = end
        begin = end
    left.update(range(begin, len(cell.elements)))
    if left and drafts and begin < len(cell.elements) and _only_fill(cell, begin):
        left.difference_update(range(begin, len(cell.elements)))
        drafts[-1].last = len(cell.elements)
    return drafts, left


def _only_fill(cell: Cell, begin: int) -> bool:
    """ "And so on", or brackets after the last document."""
    rest = cell.elements[begin:]
    return all(
        element.kind == "fill" or (element.bracketed and plausible(cell.pieces, element)) for element in rest
    )


def _ends(cell: Cell) -> list[tuple[int, int]]:
    """Words that close a document, before a separator, "and" or the next one's author, and the places after
    them; what is measured is followed by its figure."""
    elements = cell.elements
    found = []
    for place, element in enumerate(elements):
        if element.bracketed or not _closes(cell, element):
            continue
        after = elements[place + 1] if place + 1 < len(elements) else None
        if (
            after is None
            or after.separated
            or after.kind in {"and", "fill", "numbering"}
            or (element.category == "kind" and after.kind == "body" and bool(after.case))
        ):
            found.append((place, _past_figure(cell, place)))
    return found


def _past_figure(cell: Cell, place: int) -> int:
    """The place after ``үлесі – кемінде 50 %``; the next one where nothing is measured."""
    elements = cell.elements
    match = elements[place].match
    end = place + 1
    if match is None or match.term.id not in MEASURED:
        return end
    while end < len(elements) and (
        elements[end].kind in {"fill", "number"}
        or (elements[end - 1].kind == "number" and not elements[end].separated)
    ):
        end += 1
    return end


def _closes(cell: Cell, element: Element) -> bool:
    if element.match is None or element.match.term.id == "adopted":
        return False
    ending = element.match.ending
    return ending not in cell.vocabulary.oblique


def _organ(cell: Cell, place: int) -> bool:
    """``уәкілетті органға``: somebody no register knows, in the dative."""
    key, words = cell.key(place), cell.vocabulary.words
    nouns = cell.register.words.nouns
    return any(key.endswith(ending) and key[: -len(ending)] in nouns for ending in words.dative)


def _abbreviated(cell: Cell, place: int) -> bool:
    """``АБВД-ға``: an abbreviation that no register knows, with a dative after its hyphen."""
    if place + 1 >= len(cell.elements):
        return False
    element, after = cell.elements[place], cell.elements[place + 1]
    name, ending = cell.pieces[element.first], cell.pieces[after.first]
    return (
        element.kind == after.kind == "word"
        and not element.bracketed
        and name.capital
        and len(name.raw) > 1
        and ending.joined
        and ending.raw in cell.vocabulary.words.dative
    )


def _draft(cell: Cell, begin: int, end: int, left: set[int]) -> Draft | None:
    elements = cell.elements
    draft = Draft(first=begin, last=end)
    head = _head(cell, draft, begin, end)
    for place in range(begin, end):
        if place in head:
            continue
        if not _place(cell, draft, place, head, (begin, end)):
            left.add(place)
    return draft if not (draft.status == "draft" and not draft.kind) and elements else None


def _head(cell: Cell, draft: Draft, begin: int, end: int) -> set[int]:
    """The terms that close the document: order, order + draft, draft law … submission."""
    elements = cell.elements
    last = end - 1
    head = {last}
    closing = elements[last]
    draft.take(closing)
    place = last - 1
    if closing.category == "action":
        found = _object(cell, begin, last)
        if found is None:
            return head
        draft.take(elements[found])
        head.add(found)
        place = found - 1
    # "order" + "draft": the kind stands right before.
    if elements[place + 1].category == "status" and place >= begin and elements[place].category == "kind":
        draft.take(elements[place])
        head.add(place)
    return head


def _object(cell: Cell, begin: int, last: int) -> int | None:
    """The document that the closing action is done with: the nearest in a case that it governs or without one."""
    elements, words = cell.elements, cell.vocabulary.words
    for place in range(last - 1, begin - 1, -1):
        match = elements[place].match
        if (
            match is None
            or match.term.category not in {"kind", "status"}
            or elements[place + 1].kind == "about"
        ):
            continue
        closing = elements[last].match
        governs = (*words.accusative, *words.genitive)
        if closing and closing.term.id in words.governs_dative:
            governs += words.dative
        if closing and closing.term.id in words.governs_locative:
            governs += words.locative
        if match.ending not in cell.vocabulary.oblique or match.ending.endswith(governs):
            return place
    return None


def _place(cell: Cell, draft: Draft, place: int, head: set[int], bounds: tuple[int, int]) -> bool:
    elements = cell.elements
    element = elements[place]
    begin, end = bounds
    if element.kind == "body":
        after = elements[place + 1] if place + 1 < end else None
        if (
            element.case == "dative"
            or (after is not None and after.kind == "to")
            or _shares(cell, place, end)
        ):
            draft.addressees.append(cell.who(element))
        elif _authors(cell, place, head, end):
            if draft.author is None:
                draft.author = cell.who(element)
            else:
                draft.co_authors.append(cell.who(element))
        else:
            draft.about(place)
            draft.words += 1
        return True
    if element.kind in {"fill", "and"}:
        return element.kind == "fill" or place > 0
    if element.kind == "to":
        return place > begin and elements[place - 1].kind == "body"
    if element.kind == "about":
        if place == begin:
            return False
        draft.about(place)
        return True
    if _abbreviated(cell, place):
        draft.addressees.append(Who(element.first, elements[place + 1].last))
        return True
    if place > begin and _abbreviated(cell, place - 1):
        return True
    if not plausible(cell.pieces, element):
        return False
    if element.kind == "word" and not element.bracketed and _organ(cell, place):
        first = place
        while first > begin and not elements[first].separated and elements[first - 1].kind == "word":
            first -= 1
        draft.addressees.append(Who(elements[first].first, element.last))
        return True
    draft.words += 1
    if place < min(head) and all(_modifies(cell, at) for at in range(place, min(head))):
        if element.match is not None:
            draft.take(element)
        return True
    draft.about(place)
    return True


def _modifies(cell: Cell, place: int) -> bool:
    """An adjective or participle: right before the document it says what kind of one it is."""
    element = cell.elements[place]
    if element.match is not None:
        return element.match.term.id == "adopted"
    return element.kind == "word" and cell.key(place).endswith(cell.vocabulary.words.modifier)


def _shares(cell: Cell, place: int, end: int) -> bool:
    """``ПӘ, ПМК-ге``, ``ҰЭМ мен Қаржыминіне``: the last of several bodies bears the case of all."""
    elements = cell.elements
    at = place
    while at + 1 < end and not elements[at].case:
        joined = elements[at + 1].kind == "and"
        other = at + 2 if joined else at + 1
        if other >= end or elements[other].kind != "body" or not (joined or elements[other].separated):
            return False
        at = other
    return at > place and elements[at].case == "dative"


def _authors(cell: Cell, place: int, head: set[int], end: int) -> bool:
    """A body before the document, or before an addressee and the document, is its author."""
    elements = cell.elements
    at = place + 1
    while at < end and (
        elements[at].kind in {"fill", "and", "body"}
        or cell.key(at) in cell.vocabulary.offices
        or (at not in head and (_abbreviated(cell, at) or _abbreviated(cell, at - 1)))
        or (at not in head and _modifies(cell, at))
    ):
        at += 1
    if at not in head or elements[at].category != "kind":
        return False
    return at == end - 1 or elements[at + 1].category == "status"
