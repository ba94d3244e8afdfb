"""The column "information on execution" of a report: status, plan and actual, what the body wrote, reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bagdar.documents.forms.parts import BodyRef, Passport, Reason, Statement, Value
from bagdar.documents.forms.report import Contribution, ReportLine
from bagdar.documents.layout import Run
from bagdar.documents.pages.codes import kind_of
from bagdar.documents.pages.passports import standing_word
from bagdar.documents.pages.sheet import NBSP, Runs, Sheet
from bagdar.kernel.text import Text


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of_all(line: ReportLine) -> tuple[Statement, ...]:
    """Words of all who answer for a line that nobody keeps."""
    return tuple(said for contribution in line.contributions for said in contribution.information)


def _reasons_of_all(line: ReportLine) -> list[Reason]:
    """Their reasons; those of one kind are one, with the words of each."""
    said: dict[str | None, list[Statement]] = {}
    for contribution in line.contributions:
        if contribution.reason:
            said.setdefault(contribution.reason.kind, []).extend(contribution.reason.statements)
    return [Reason(kind=kind, statements=tuple(statements)) for kind, statements in said.items()]


class ExecutionColumn:
    """Fills the cell of one line. *own*: the sender, whose words need no name before them."""

    def __init__(self, sheet: Sheet, passports: Mapping[str, Passport], own: str | None) -> None:
        self.sheet = sheet
        self.passports = passports
        self.own = own
        self.statuses = {status.id: status.words for status in sheet.spec.statuses}
        self.states = {state.id: state.words for state in sheet.spec.states}

    def paragraphs(self, line: ReportLine) -> Sequence[Runs]:
        """Paragraphs of the cell; none at all (a dash) for a line that takes no status."""
        if not kind_of(self.sheet.spec, line.kind).reported:
            return []
        opening = [*self._status(line)]
        sentence = self._value(line)
        if sentence:
            opening += [Run(" "), Run(sentence)] if opening else [Run(sentence)]
        kept = bool(line.information or line.reason)
        said = self.sheet.statements(line.information if kept else _of_all(line), own=self.own)
        if not said and not opening and line.execution:
            said = [self.sheet.runs(line.execution)]
        if opening and said:
            said[0] = (*opening, Run(" "), *said[0])
        elif opening:
            said = [tuple(opening)]
        reasons = [line.reason] if kept else _reasons_of_all(line)
        return [*said, *self._differing(line), *(runs for each in reasons for runs in self._reason(each))]

    def _status(self, line: ReportLine) -> Runs:
        language = self.sheet.language
        if line.status in self.statuses:
            word = sentence_case(self.statuses[line.status].in_(language))
            return (Run(f"{word}.", bold=True),)
        if line.state in self.states:
            word = sentence_case(self.states[line.state].in_(language))
            return (Run(f"{word}.", italic=True),)
        return ()

    def _differing(self, line: ReportLine) -> list[Runs]:
        """A paragraph for each contribution whose status, state or figure is not the line's.

        Where the line has none itself, what each body told: it differs from nothing.
        """
        out: list[Runs] = []
        for contribution in line.contributions:
            said = self._otherwise(line, contribution)
            if said:
                name = self.sheet.body(BodyRef(id=contribution.body), short=True)
                key = "report.differs" if _contradicts(line, contribution) else "report.told"
                words = self.sheet.word(key, body="\0", said="; ".join(said))
                before, _, after = words.partition("\0")
                out.append((Run(f"{before}{name}", italic=True), Run(after)))
        return out

    def _otherwise(self, line: ReportLine, contribution: Contribution) -> list[str]:
        ours, theirs = line.status or line.state, contribution.status or contribution.state
        words = {**self.states, **self.statuses}
        said = [words[theirs].in_(self.sheet.language)] if theirs in words and theirs != ours else []
        value = contribution.value
        number = line.value.number if line.value else None
        if value is not None and value.number is not None and value.number != number:
            actual = self._actual(value, self._passport(line))
            said.append(_bound(self.sheet.word("value.actual", value=actual)))
        return said

    def _passport(self, line: ReportLine) -> Passport | None:
        return self.passports.get(line.key)

    def _value(self, line: ReportLine) -> str:
        value = line.value
        if value is None:
            return ""
        passport = self._passport(line)
        target = passport.targets.get(value.period) if passport else None
        actual = self._actual(value, passport)
        if target is None:
            return f"{self.sheet.word('value.only', value=actual)}."
        decimals = passport.decimals if passport else None
        unit = passport.unit if passport else Text()
        plan = self.sheet.word("value.plan", value=self.sheet.measured(target, decimals, unit))
        # A line may break before the figure even where the space is a no-break one after a dash;
        # after a colon it may not.
        return f"{_bound(plan)}; {_bound(self.sheet.word('value.actual', value=actual))}."

    def _actual(self, value: Value, passport: Passport | None) -> str:
        sheet = self.sheet
        unit, decimals = (passport.unit, passport.decimals) if passport else (Text(), None)
        inside = [standing_word(sheet, value.standing)]
        if value.number is None:
            figure = sheet.word("value.none")
        else:
            figure = sheet.measured(value.number, decimals, unit)
        if value.expected:
            inside.append(sheet.word("value.expected", day=sheet.day(value.expected)))
        words = "; ".join(word for word in inside if word)
        return f"{figure} ({words})" if words else figure

    def _reason(self, reason: Reason | None) -> list[Runs]:
        """Opens with the pack's word for a reason, its kind in brackets."""
        if reason is None:
            return []
        kinds = {kind.id: kind.words for kind in self.sheet.spec.reasons}
        word = self.sheet.word("reason")
        if reason.kind in kinds:
            bare = word.rstrip(f": {NBSP}")
            word = f"{bare} ({kinds[reason.kind].in_(self.sheet.language)}){word[len(bare) :] or ':'}"
        said = self.sheet.statements(reason.statements, own=self.own)
        if not said:
            return [(Run(word),)] if reason.kind else []
        return [(Run(f"{word} "), *said[0]), *said[1:]]


def _contradicts(line: ReportLine, contribution: Contribution) -> bool:
    """Whether the line says the one thing and the contribution the other; silence contradicts nothing."""
    ours, theirs = line.status or line.state, contribution.status or contribution.state
    figures = [
        value.number for value in (line.value, contribution.value) if value and value.number is not None
    ]
    return (ours is not None and theirs is not None and ours != theirs) or len(set(figures)) > 1


def _bound(text: str) -> str:
    """The space after a colon made unbreakable: word and figure stay on one line."""
    return text.replace(": ", f":{NBSP}")
