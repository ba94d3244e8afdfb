"""Columns that neither database spoils: money as whole smallest units, figures as exact decimals."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models

LONGEST: Final = 40
"""Signs of the longest figure, its point and minus included."""


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Money in the smallest unit of the pack's currency (tiyn). Never a fraction, never a float."""

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, float):
            raise TypeError("money is a whole number of the smallest unit, not a float")
        return super().get_prep_value(value)


class ExactField(models.CharField):  # type: ignore[type-arg]
    """A decimal figure kept as it was given, digit for digit ("3.10" stays "3.10"); NULL is "missing".

    Kept as text: SQLite would make a binary fraction of it. So only "equal", "among" and "missing" can be asked
    of the database; sums and comparisons are made in Python or on a column of whole numbers beside it.
    """

    ASKED: ClassVar = frozenset({"exact", "in", "isnull"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = LONGEST
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        if isinstance(value, float):
            raise TypeError("an exact figure does not come from a float")
        try:
            figure = Decimal(value)
        except InvalidOperation:
            raise ValidationError("not a figure", code="invalid") from None
        if not figure.is_finite():
            raise ValidationError("not a figure", code="invalid")
        return figure

    def get_prep_value(self, value: Any) -> Any:
        figure = self.to_python(value)
        if figure is None:
            return None
        written = format(figure, "f")
        if len(written) > LONGEST:
            # SQLite would take it, PostgreSQL would not.
            raise ValidationError("too long a figure", code="invalid")
        return written

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in self.ASKED:
            raise TypeError(f"an exact figure is text to the database: no {lookup_name}")
        return super().get_lookup(lookup_name)
