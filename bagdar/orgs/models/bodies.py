"""Bodies with names that change in time, the offices they hold, and their reorganisations."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.orgs.models.acts import Act
from bagdar.orgs.naming import Named
from bagdar.store.base import Marked, Row

_IN_ORDER = (
    models.Q(valid_to__gte=models.F("valid_from")) | models.Q(valid_from=None) | models.Q(valid_to=None)
)
"""A period does not end before it begins; an open end is no end."""


class Region(Row):
    """A region or city. ``code``: by the national classifier (KATO), or the pack's id where it has no code.

    ``level``: "region" or "city". ``names``: language → name. ``key``: its id in the pack's register. A city
    that was renamed keeps its code: it stands once for each name, with the days of the name.
    """

    code = models.CharField(max_length=20)
    key = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=20)
    names = models.JSONField(default=dict)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "key"], name="region_once"),
            models.CheckConstraint(condition=_IN_ORDER, name="region_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.name_in("kk")

    def name_in(self, language: str) -> str:
        return Text(self.names).in_(language, *UI_LANGUAGES) or self.code


class Body(Row, Marked):
    """A state body, company or organisation. ``key``: its id in the pack's register or the installation's own.

    ``kind``: id of a kind of the pack. ``number``: the national number (BIN), empty where unknown.
    ``valid_to``: last day of existence; None while it exists. ``group``: bodies named together ("akimats").
    ``higher``: telling it something is informing a higher body.
    """

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=20, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    group = models.BooleanField(default=False)
    higher = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()
    """Instant of the last change to the body or its names, for whoever asks what changed since."""

    class Meta:
        ordering: ClassVar = ["key"]
        indexes: ClassVar = [models.Index(fields=["changed_at", "id"], name="body_changed")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="body_number_once"
            ),
            models.CheckConstraint(condition=_IN_ORDER, name="body_period_in_order"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="body_not_under_itself",
            ),
        ]

    label: str | None = None
    """What it is called, where somebody has looked it up; for the journal and for pages."""

    def __str__(self) -> str:
        return self.label or self.key

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class BodyName(Row):
    """What a body is called in a language from a day to a day; the days of one language never overlap.

    ``abbreviation``: the preferred one. ``others``: further abbreviations in use. ``variants``: other names
    met in documents. A name is not ended by the end of its body: the old name is what old papers bear.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=5)
    name = models.CharField(max_length=400)
    abbreviation = models.CharField(max_length=80, blank=True)
    others = models.JSONField(default=list)
    variants = models.JSONField(default=list)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["language", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "language", "valid_from"], name="body_name_once_a_day"),
            models.UniqueConstraint(
                fields=["body", "language"],
                condition=models.Q(valid_from=None),
                name="body_name_one_beginning",
            ),
            models.UniqueConstraint(
                fields=["body", "language"], condition=models.Q(valid_to=None), name="body_name_one_in_use"
            ),
            models.CheckConstraint(condition=_IN_ORDER, name="body_name_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self) -> Named:
        """The row as the pure rules take it."""
        return Named(
            language=self.language,
            name=self.name,
            abbreviation=self.abbreviation,
            others=tuple(self.others),
            variants=tuple(self.variants),
            first=self.valid_from,
            last=self.valid_to,
        )


class BodyEntry(models.Model):
    """A line of the alphabetical list: what a body is called on pages in a language, from a day to a day.

    Made from the names by :func:`bagdar.orgs.services.entries.relist`, never edited: for each language of
    pages exactly one line a day, with the name of another language where there is none. So a list is one
    query in the order of an index, whatever the number of bodies. ``sort``: see
    :mod:`bagdar.store.order_key`; ``search``: names and abbreviations of all languages, folded.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="entries")
    language = models.CharField(max_length=5)
    name = models.CharField(max_length=400)
    abbreviation = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    sort = models.CharField(max_length=160)
    search = models.TextField()

    class Meta:
        ordering: ClassVar = ["sort", "id"]
        indexes: ClassVar = [
            models.Index(fields=["language", "sort", "id"], name="body_entry_order"),
            models.Index(fields=["body", "language"], name="body_entry_body"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(Row):
    """A body belongs to a group ("akimats of regions") from a day to a day, since ``act`` said so.

    ``act``: None where the methodology's own register tells it.
    """

    group = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="groups")
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_IN_ORDER, name="group_period_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.member_id)


class OfficeHolding(Row):
    """Which body holds an office of the methodology (state planning, lead of a section, …) and since when."""

    office = models.CharField(max_length=60)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="offices")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["office", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office"], condition=models.Q(valid_to=None), name="office_one_holder"
            ),
            models.CheckConstraint(condition=_IN_ORDER, name="office_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.office


class Reorganisation(Row):
    """By an act, from a day. ``act``: None only for what the methodology's own register tells without one.

    ``withdrawn_at``: entered by mistake and taken back; it stays for the record and counts no more.
    ``duties``: keys of the duties that nobody answers for since a body ended without a successor.
    """

    KINDS: ClassVar = ("renamed", "merged", "split", "succeeded", "ended")

    kind = models.CharField(max_length=12)
    act = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT)
    day = models.DateField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reorganisations")
    """The body it is about: the renamed, the divided, the one that goes on after a merger or succession."""
    note = models.CharField(max_length=500, blank=True)
    duties = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("renamed", "merged", "split", "succeeded", "ended")),
                name="reorganisation_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%d.%m.%Y}"


class ReorganisationLine(Row):
    """Duties pass from one body to another. ``subject``: key of the one line that passes; empty, all the rest.

    ``ends``: the source ceased to exist by it.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="lines")
    source = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="passed_on")
    target = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="taken_over")
    subject = models.CharField(max_length=120, blank=True)
    ends = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["subject", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reorganisation", "source", "subject"], name="duty_passes_to_one_body"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="duty_passes_to_another_body"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class ImportDraft(Row):
    """A table read from a file and waiting for its author's word. ``rows``: as read, with the letters of their
    columns and the captions that were not understood; ``subject``: of what.

    Kept so that what was shown in the dry run is what is carried out.
    """

    subject = models.CharField(max_length=20)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=dict)
    author_id = models.UUIDField()
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file
