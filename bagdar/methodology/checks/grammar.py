"""The grammars of documents as the reader that checks use."""

from __future__ import annotations

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan
from bagdar.documents.grammar.completion import read_completion
from bagdar.documents.grammar.deadline import Occurrence, read_deadline
from bagdar.documents.grammar.executors import Executor as Named
from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.financing import Source, read_financing
from bagdar.methodology.checks.readings import (
    Completion,
    Deadline,
    Due,
    Executor,
    Executors,
    Financing,
)
from bagdar.methodology.loader import load_lexicons
from bagdar.methodology.model import Methodology
from bagdar.methodology.years import years_of


class GrammarReader:
    """Reads the cells of *plan* in the methodology's languages, with the document's own abbreviations."""

    def __init__(self, plan: Plan, methodology: Methodology, bodies: Bodies) -> None:
        self.plan = plan
        self.bodies = bodies
        self.methodology = methodology
        self.packs = load_lexicons(methodology.id)
        self.sources = tuple(Source(id=one.id, labels=one.labels) for one in methodology.finance)

    def deadline(self, text: str, language: str) -> Deadline:
        years = years_of(self.plan)
        period = (years[0], years[-1]) if years else None
        reading = read_deadline(text, language, period=period, packs=self.packs)
        found = reading.occurrences(starts=self.methodology.year_starts)
        return Deadline(
            understood=reading.understood,
            occurrences=tuple(_due(one) for one in found),
            left_over=reading.left_over,
        )

    def executors(self, text: str, language: str) -> Executors:
        day = self.plan.plan_act.day if self.plan.plan_act else None
        reading = read_executors(
            text, self.bodies, language, abbreviations=self.plan.abbreviations, on=day, packs=self.packs
        )
        return Executors(
            understood=reading.understood,
            bodies=tuple(_executor(one) for one in reading.executors),
            left_over=reading.left_over,
        )

    def financing(self, text: str, language: str) -> Financing:
        """A mention that may mean several sources counts as the allowed one among them; one in brackets
        after an allowed source says where that source has its money from."""
        reading = read_financing(text, language, sources=self.sources, packs=self.packs)
        allowed = {one.id for one in self.methodology.finance if one.allowed}
        sources: list[str] = []
        parts = [part for part in reading.parts if part.kind != "separator"]
        for said, part in zip(reading.said, parts, strict=False):
            bracketed = text[: part.span[0]].rstrip().endswith("(")
            for mention in said.mentions:
                meant = next((key for key in mention.ids if key in allowed), mention.ids[0])
                if not (bracketed and meant not in allowed and sources and sources[-1] in allowed):
                    sources.append(meant)
        return Financing(
            understood=reading.understood,
            sources=tuple(dict.fromkeys(sources)),
            left_over=reading.left_over,
        )

    def completion(self, text: str, language: str) -> Completion:
        reading = read_completion(
            text, self.bodies, language, informing=self.methodology.informing, packs=self.packs
        )
        return Completion(understood=reading.understood, informing=reading.informing_higher)


def _due(one: Occurrence) -> Due:
    """Of "by 2028" only the end is known: nothing says that earlier years have work."""
    return Due(one.last if one.open_start else one.first, one.last)


def _executor(one: Named) -> Executor:
    return Executor(
        text=one.text,
        body=one.body,
        role=one.role if one.stated else "",
        proposed=one.role,
        group=one.group,
    )
