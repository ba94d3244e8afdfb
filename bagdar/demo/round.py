"""The demonstration's round: every body fills in its form, with the faults that real reports have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from bagdar.consolidation.issue import Cycle
from bagdar.demo.content import Demonstration, load_content
from bagdar.documents.forms import Act, Factor, Head, Reason, Statement, Value
from bagdar.documents.offline.model import Answer, Filled, OfflineForm, OfflineLine
from bagdar.kernel.text import Text
from bagdar.methodology.attainment import attained
from bagdar.methodology.model import Methodology


class Round:
    """Answers of all bodies by the content files; nothing is random, so the demonstration is the same each time."""

    def __init__(self, methodology: Methodology, demo: Demonstration, cycle: Cycle) -> None:
        self.methodology = methodology
        self.demo = demo
        self.cycle = cycle
        self.script: Mapping[str, Any] = load_content(methodology.id, "round.toml")
        self.items = demo.plan.by_key()
        self.short: dict[str, Mapping[str, Any]] = {entry["key"]: entry for entry in self.script["short"]}
        self.outside: dict[str, Mapping[str, Any]] = {
            entry["key"]: entry for entry in self.script.get("state", ())
        }
        results: dict[str, str] = {}
        for status in methodology.statuses:
            results.setdefault(status.result, status.id)
        self.executed, self.missed = results["full"], results["none"]
        self.final = next(s.id for s in methodology.standings if s.figure and not s.provisional)
        self.provisional = next(s.id for s in methodology.standings if s.figure and s.provisional)

    def missing(self) -> tuple[str, ...]:
        """Bodies that send nothing."""
        return tuple(self.script["missing"]["bodies"])

    def language(self, body: str) -> str:
        """The language *body* writes in."""
        languages: Mapping[str, Any] = self.script["language"]
        named = (
            language for language, bodies in languages.items() if body in bodies and language != "default"
        )
        return next(named, languages["default"])

    def format(self, body: str) -> str:
        """ "docx", "xlsx", or "typed" for an A2 typed without the issued form."""
        formats: Mapping[str, Any] = self.script["format"]
        return next((name for name, bodies in formats.items() if body in bodies), "docx")

    def faults(self, body: str, kind: str | None = None) -> Iterator[Mapping[str, Any]]:
        for fault in self.script["fault"]:
            if fault["body"] == body and kind in (None, fault["kind"]):
                yield fault

    def filled(self, form: OfflineForm) -> Filled:
        """What the body of *form* sends back."""
        body = form.body.id or ""
        language = self.language(body)
        answers = {line.key: self._answer(line, body, language) for line in form.lines if line.asked}
        for fault in self.faults(body):
            self._spoil(answers, fault, language)
        return Filled(
            form=form,
            language=language,
            answers=tuple(answers.values()),
            factors=tuple(self._factors(body, language)),
            note=self._note(body, language),
            head=self._head(body, language),
        )

    def _say(self, language: str, text: str, body: str) -> tuple[Statement, ...]:
        return (Statement(language=language, text=text, author=body),)

    def _answer(self, line: OfflineLine, body: str, language: str) -> Answer:
        short = self.short.get(line.key)
        if line.key in self.outside:
            return self._outside(line, self.outside[line.key], body, language)
        value = self._value(line) if line.measured else None
        if line.measured and value is not None and value.number is None:
            return Answer(key=line.key, value=value)
        return Answer(
            key=line.key,
            status=self._status(line, value, short),
            value=value,
            information=self._say(language, self._done(line, language), body) if short is None else (),
            reason=self._reason(short, body, language) if short else None,
        )

    def _outside(self, line: OfflineLine, given: Mapping[str, Any], body: str, language: str) -> Answer:
        """A line outside the counts: its inner state, with the reason where one is asked for."""
        said = self._say(language, given[language], body)
        if "reason" in given:
            return Answer(
                key=line.key, state=given["state"], reason=Reason(kind=given["reason"], statements=said)
            )
        return Answer(key=line.key, state=given["state"], information=said)

    def _status(self, line: OfflineLine, value: Value | None, short: Mapping[str, Any] | None) -> str:
        if short:
            return str(short["status"])
        passport = self.items[line.key].passport
        missed = value and passport and attained(value.number, line.target, passport.direction) is False
        return self.missed if missed else self.executed

    def _value(self, line: OfflineLine) -> Value | None:
        label = self.cycle.period.label
        if line.key in self.demo.standings:
            return Value(period=label, standing=self.demo.standings[line.key])
        actual = self.demo.actuals.get(line.key)
        return Value(period=label, number=actual, standing=self.final) if actual is not None else None

    def _done(self, line: OfflineLine, language: str) -> str:
        words: Mapping[str, str] = self.script["done"][language]
        return words["value"] if line.measured else words[self.demo.completions.get(line.key, "line")]

    def _reason(self, short: Mapping[str, Any], body: str, language: str) -> Reason:
        return Reason(kind=short["reason"], statements=self._say(language, short[language], body))

    def _factors(self, body: str, language: str) -> Iterator[Factor]:
        for entry in self.script["factor"]:
            if entry["body"] == body:
                measures = entry.get("measures")
                yield Factor(
                    side=entry["side"],
                    sign=entry["sign"],
                    keys=tuple(entry["keys"]),
                    statements=self._say(language, entry[language], body),
                    measures=self._say(language, measures[language], body) if measures else (),
                )
        for side, words in self.script["others"][language].items():
            yield Factor(side=side, statements=self._say(language, words, body))

    def _note(self, body: str, language: str) -> dict[str, tuple[Statement, ...]]:
        """The items asked every year; what is proposed stands in the last of them."""
        said = self._say(language, self.script["note"][language], body)
        every_year = [item.id for item in self.methodology.note if item.when == "always"]
        own = [entry[language] for entry in self.script["proposal"] if entry["body"] == body]
        note = dict.fromkeys(every_year, said)
        return {**note, every_year[-1]: self._say(language, "\n".join(own), body)} if own else note

    def _head(self, body: str, language: str) -> Head | None:
        if any(self.faults(body, "unsigned")):
            return None
        heads: Mapping[str, Any] = self.script["heads"]
        order = [each.id for each in self.demo.bodies].index(body)
        acting = next(self.faults(body, "acting_head"), None)
        return Head(
            name=Text({language: heads["names"][order % len(heads["names"])]}),
            post=Text({language: heads["post"][language][self.demo.bodies[body].kind]}),
            capacity="acting_head" if acting else "first_head",
            act=Act(text=Text({language: acting[language]})) if acting else None,
            signed=heads["signed"],
        )

    def _spoil(self, answers: dict[str, Answer], fault: Mapping[str, Any], language: str) -> None:
        """Apply one fault of the script to the answers it concerns; faults of the file are not answers."""
        spoil = getattr(self, f"_spoil_{fault['kind']}", None)
        if spoil is not None:
            answers[fault["key"]] = spoil(answers[fault["key"]], fault, language)

    def _spoil_contradiction(self, answer: Answer, fault: Mapping[str, Any], language: str) -> Answer:
        if "value" in fault and answer.value is not None:
            return replace(answer, value=replace(answer.value, number=Decimal(fault["value"])))
        said = (Statement(language=language, text=fault[language], author=fault["body"]),)
        if fault["status"] == self.executed:
            return replace(answer, status=fault["status"], information=said, reason=None)
        reason = Reason(kind=fault["reason"], statements=said)
        return replace(answer, status=fault["status"], information=(), reason=reason)

    def _spoil_other_language(self, answer: Answer, fault: Mapping[str, Any], _: str) -> Answer:
        """Words in another language than the rest of the report."""
        said = Statement(language=fault["language"], text=fault["text"], author=fault["body"])
        return replace(answer, information=(said,))

    def _spoil_blank(self, answer: Answer, *_: object) -> Answer:
        return Answer(key=answer.key)

    def _spoil_no_reason(self, answer: Answer, fault: Mapping[str, Any], language: str) -> Answer:
        said = (Statement(language=language, text=fault[language], author=fault["body"]),)
        return replace(answer, information=said, reason=None)

    def _spoil_tenfold(self, answer: Answer, fault: Mapping[str, Any], _: str) -> Answer:
        value = replace(answer.value, number=Decimal(fault["value"])) if answer.value else None
        return replace(answer, value=value)

    def _spoil_executed_but_missed(self, answer: Answer, *_: object) -> Answer:
        return replace(answer, status=self.executed)

    def _spoil_preliminary(self, answer: Answer, *_: object) -> Answer:
        value = replace(answer.value, standing=self.provisional) if answer.value else None
        return replace(answer, value=value)

    def _spoil_late_done(self, answer: Answer, fault: Mapping[str, Any], language: str) -> Answer:
        said = (Statement(language=language, text=fault[language], author=fault["body"]),)
        return replace(
            answer,
            status=fault["status"],
            information=said,
            reason=Reason(kind=fault["reason"], statements=said),
        )

    def _spoil_unknown_status(self, answer: Answer, fault: Mapping[str, Any], language: str) -> Answer:
        return replace(answer, status=None, unread={"status": fault[language]})
