"""Plan checks of the tree: kinds, nesting, what a section and a task must have, order, numbers, doubles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bagdar.documents.forms import PlanItem
from bagdar.methodology.checks.plan_context import PlanContext, plan_check, unread_rows
from bagdar.methodology.checks.registry import Hit
from bagdar.methodology.wording import same_wording

_DIGITS = re.compile(r"\d+")


@plan_check("row_unread")
def rows_unread(plan: PlanContext) -> Iterator[Hit]:
    """Rows of the file that the reading could not place."""
    yield from unread_rows(plan.account)


@plan_check("kind_unknown")
def kinds_unknown(plan: PlanContext) -> Iterator[Hit]:
    """A line of a kind that the methodology does not have."""
    for item in plan.plan.items:
        if item.kind not in plan.kinds:
            yield plan.hit(item, kind=item.kind)


@plan_check("key_repeated")
def keys_repeated(plan: PlanContext) -> Iterator[Hit]:
    """Two lines with one key: reports could not tell them apart."""
    seen: set[str] = set()
    for item in plan.plan.items:
        if item.key in seen:
            yield plan.hit(item, key=item.key)
        seen.add(item.key)


@plan_check("parent_unknown")
def parents_unknown(plan: PlanContext) -> Iterator[Hit]:
    """A line that stands under a line which is not in the plan, or under itself in a circle."""
    for item in plan.plan.items:
        if item.parent is not None and not plan.tree.attached(item):
            yield plan.hit(item, parent=item.parent)


@plan_check("title_missing")
def titles_missing(plan: PlanContext) -> Iterator[Hit]:
    """A line without a name."""
    for item in plan.plan.items:
        if not item.title:
            yield plan.hit(item)


@plan_check("no_sections")
def no_sections(plan: PlanContext) -> Iterator[Hit]:
    """A plan whose lines are not divided into the methodology's sections."""
    if plan.plan.items and not plan.has_sections:
        names = [kind.name for kind in plan.methodology.kinds if kind.section]
        if names:
            yield Hit(params={"kind": names[0]})


@plan_check("nesting")
def nesting(plan: PlanContext) -> Iterator[Hit]:
    """A line under a kind of line that the form does not put it under.

    Lines of plans of another form (a direction and what stands under it) are left to no_sections.
    """
    for item in plan.plan.items:
        kind = plan.kinds.get(item.kind)
        if kind is None or not kind.form:
            continue
        if item.parent is not None and item.parent not in plan.tree.by_key:
            continue  # parent_unknown's.
        above = plan.tree.by_key.get(item.parent) if item.parent else None
        above_kind = plan.kinds.get(above.kind) if above else None
        if above_kind is not None and not above_kind.form:
            continue
        at_top = above_kind is None
        allowed = not kind.parents if at_top else above_kind is not None and above_kind.id in kind.parents
        if not allowed and (plan.has_sections or not at_top):
            wanted = [plan.kinds[key].name for key in kind.parents if plan.kinds[key].form]
            yield plan.hit(item, parent=plan.line(above) if above else "–", wanted=wanted or "–")


@plan_check("missing_child")
def missing_children(plan: PlanContext) -> Iterator[Hit]:
    """A section without goal, target indicator or task; a task without result indicator or activity."""
    for item in plan.plan.items:
        kind = plan.kinds.get(item.kind)
        if kind is None or item.key not in plan.tree.kinds_below:
            continue
        lacking = [key for key in kind.requires if key not in plan.tree.kinds_below[item.key]]
        if lacking:
            yield plan.hit(item, missing=[plan.kinds[key].name for key in lacking])


@plan_check("order")
def order(plan: PlanContext) -> Iterator[Hit]:
    """A line that stands after another section or task has begun than its own."""
    open_lines: list[str] = []
    for item in plan.plan.items:
        if item.parent is not None and item.parent in plan.tree.by_key:
            if item.parent in open_lines:
                del open_lines[open_lines.index(item.parent) + 1 :]
            else:
                yield plan.hit(item, parent=plan.line(plan.tree.by_key[item.parent]))
                open_lines = list(plan.tree.path(item.parent))
        else:
            open_lines.clear()
        open_lines.append(item.key)


@plan_check("number_missing")
def numbers_missing(plan: PlanContext) -> Iterator[Hit]:
    """A line that the form numbers, without a number."""
    for item in plan.items("ordinal"):
        if not item.number.strip():
            yield plan.hit(item, "number")


@plan_check("numbering")
def numbering(plan: PlanContext) -> Iterator[Hit]:
    """A number that repeats or goes back; counting anew under each parent is followed."""
    for item, before in _wrong_numbers(plan):
        yield plan.hit(item, "number", number=item.number.strip(), before=before)


def _wrong_numbers(plan: PlanContext) -> Iterator[tuple[PlanItem, str]]:
    """(line, the number before it) of every line whose number repeats or goes back."""
    last: tuple[int, ...] = ()
    last_parent: str | None = None
    for item in plan.items("ordinal"):
        number = tuple(int(part) for part in _DIGITS.findall(item.number))
        if not number:
            continue
        anew = item.parent != last_parent and number[-1] == 1
        if number <= last and not anew:
            yield item, ".".join(str(part) for part in last)
        last, last_parent = number, item.parent


@plan_check("number_gap")
def number_gaps(plan: PlanContext) -> Iterator[Hit]:
    """A number left out between two lines that follow each other, and standing nowhere else.

    After a line whose own number is wrong nothing is left out: that number is the slip.
    """
    lines = [(item, _DIGITS.findall(item.number)) for item in plan.items("ordinal")]
    there = {int(found[0]) for _, found in lines if len(found) == 1}
    wrong = {id(item) for item, _ in _wrong_numbers(plan)}
    last: int | None = None
    for item, found in lines:
        number = int(found[0]) if len(found) == 1 and id(item) not in wrong else None
        if number is not None and last is not None and not there.issuperset(range(last + 1, number)):
            missing = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            yield plan.hit(item, "number", number=item.number.strip(), missing=missing)
        last = number if number is not None else last


@plan_check("duplicate")
def duplicates(plan: PlanContext) -> Iterator[Hit]:
    """Two lines of one kind with the same name and, for groups, anywhere in the plan."""
    seen: dict[tuple[str, str, str], PlanItem] = {}
    for item in plan.plan.items:
        for language, title in item.title.items():
            mark = (item.kind, language, same_wording(title))
            first = seen.setdefault(mark, item)
            if first is not item:
                yield plan.hit(item, other=plan.line(first))
                break
