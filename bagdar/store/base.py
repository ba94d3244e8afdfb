"""Columns that all tables share, and the one way to save a row that somebody else may be editing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from bagdar.kernel.errors import ConflictError
from bagdar.store.ids import new_id


class Row(models.Model):
    """``id``: public and stable. ``version``: goes up with every save through :func:`save_version`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Marked(models.Model):
    """Whatever may carry content under a restriction mark. ``mark``: empty, or the mark as written."""

    mark = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        abstract = True


def may_leave(thing: Any) -> bool:
    """The one question before content goes out: onto a page, into a file, a mail, an answer to another system."""
    return not getattr(thing, "mark", "")


def save_version(row: Row, expected: int, fields: Iterable[str]) -> None:
    """Save *fields* of *row* if its version is still *expected*; raises ConflictError with what stands there."""
    model = type(row)
    columns = [model._meta.get_field(name) for name in fields]
    values = {
        column.attname: getattr(row, column.attname) for column in columns if isinstance(column, models.Field)
    }
    same = model._default_manager.filter(pk=row.pk, version=expected)
    changed = same.update(version=expected + 1, **values)
    if not changed:
        raise ConflictError("kernel.conflict", current=model._default_manager.filter(pk=row.pk).first())
    row.version = expected + 1
