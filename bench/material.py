"""What is measured on: plans of any length in the invented words of the demonstration."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from bagdar.demo.content import demonstration
from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan, PlanItem
from bagdar.documents.layout import Layout
from bagdar.documents.pages import plan_layout
from bagdar.documents.pages.codes import assign_codes
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load
from bagdar.methodology.model import Methodology

SEED = 82
COLUMNS = ("completion", "executors", "deadline", "financing")


@cache
def methodology() -> Methodology:
    return load()


def bodies() -> Bodies:
    return demonstration(methodology()).bodies


def plan(rows: int) -> Plan:
    """The demonstration's plan with so many more activities, each in other words, that it has *rows* lines.

    Titles are all different; cells of executors are combined anew, so that hundreds of them differ.
    """
    given = demonstration(methodology()).plan
    form = methodology().forms["plan"]
    deeds = [item for item in given.items if item.kind == given.items[-1].kind]
    each, rest = divmod(rows - len(given.items), len(deeds))
    dice = random.Random(SEED)
    items: list[PlanItem] = []
    for item in given.items:
        items.append(item)
        if item.kind == deeds[0].kind:
            count = each + (1 if rest > 0 else 0)
            rest -= 1
            items += _variants(item, count, deeds, dice)
    return replace(given, items=assign_codes(tuple(replace(i, code="") for i in items), form))


def _variants(
    item: PlanItem, count: int, deeds: Sequence[PlanItem], dice: random.Random
) -> Iterator[PlanItem]:
    for number in range(count):
        pieces = dice.sample(deeds, 4)
        title = Text({k: f"{v}, {pieces[0].title[k].lower()} ({number + 2})" for k, v in item.title.items()})
        cells = {column: dice.choice(pieces).cells[column] for column in COLUMNS if column in item.cells}
        several = [piece.cells["executors"] for piece in pieces[: dice.randint(1, 3)]]
        cells["executors"] = Text({k: _once(text[k] for text in several) for k in several[0]})
        yield replace(item, key=f"{item.key}-{number}", number="", title=title, cells=cells)


def _once(texts: Iterator[str]) -> str:
    return ", ".join(dict.fromkeys(name for text in texts for name in text.split(", ")))


def layout(rows: int, language: str = "kk") -> Layout:
    """The plan of *rows* lines as the annex shows it."""
    return plan_layout(plan(rows), methodology().forms["plan"], language, bodies=bodies())
