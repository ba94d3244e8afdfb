"""Rows as lines that say the same on either database, and the sum by which a table is known."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.models.sql import InsertQuery

AT_ONCE: Final = 500
_MODULUS: Final = 1 << 256


class Sum:
    """Of a table, whatever the order of its rows: their number, and the sum of their digests."""

    def __init__(self) -> None:
        self.rows, self._total = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._total = (self._total + int.from_bytes(hashlib.sha256(line).digest())) % _MODULUS

    @property
    def digest(self) -> str:
        return f"{self._total:064x}"


def tables(apps: Apps) -> list[type[models.Model]]:
    """All models with a table, in an order of names; tables between models are among them."""
    found = apps.get_models(include_auto_created=True)
    own = (model for model in found if model._meta.managed and not model._meta.proxy)
    return sorted(own, key=lambda model: model._meta.db_table)


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return sorted(model._meta.concrete_fields, key=lambda field: str(field.column))


def lines(model: type[models.Model], using: str) -> Iterator[bytes]:
    """Every row as a line of JSON."""
    fields = columns(model)
    rows = model._base_manager.using(using).order_by(model._meta.pk.attname)
    for row in rows.iterator(chunk_size=AT_ONCE):
        plain = [_plain(getattr(row, field.attname)) for field in fields]
        yield json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load(model: type[models.Model], given: Iterable[bytes], using: str) -> int:
    """Insert the rows of *given* as they are: nothing is computed, no time is set. How many."""
    fields, waiting, count = columns(model), [], 0
    for line in given:
        values = zip(fields, json.loads(line), strict=True)
        waiting.append(model(**{field.attname: _value(field, value) for field, value in values}))
        count += 1
        if len(waiting) == AT_ONCE:
            _insert(model, fields, waiting, using)
            waiting = []
    if waiting:
        _insert(model, fields, waiting, using)
    return count


def _insert(
    model: type[models.Model], fields: list[models.Field[Any, Any]], rows: list[Any], using: str
) -> None:
    from django.db import connections

    connection = connections[using]
    most = connection.ops.bulk_batch_size([field.name for field in fields], rows)
    for start in range(0, len(rows), most):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + most], raw=True)
        query.get_compiler(using=using).execute_sql()


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Decimal():
            return format(value, "f")
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case timedelta():
            return value // timedelta(microseconds=1)
        case float() | dict() | list():
            return value  # of a JSON column
        case _:
            raise TypeError(f"a {type(value).__name__} has no form in a backup")


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(microseconds=value)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)
