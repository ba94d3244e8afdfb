"""Money and figures come back from the database as they went in, digit for digit."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from bagdar.store.fields import LONGEST, ExactField, MoneyField

pytestmark = pytest.mark.django_db


class Sample(models.Model):
    money = MoneyField(null=True)
    exact = ExactField(null=True)
    framework = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta:
        app_label = "store"
        managed = False
        db_table = "sample_of_fields"

    objects: ClassVar[models.Manager[Sample]] = models.Manager()
    fields: ClassVar = ("money", "exact", "framework")

    def __str__(self) -> str:
        return str(self.pk)


@pytest.fixture(autouse=True)
def table(db: None) -> None:
    """Goes away with the test's transaction."""
    identity = "integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "serial PRIMARY KEY"
    columns = ", ".join(
        f"{name} {Sample._meta.get_field(name).db_type(connection)}" for name in Sample.fields
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE sample_of_fields (id {identity}, {columns})")


def back(**given: Any) -> Sample:
    return Sample.objects.get(pk=Sample.objects.create(**given).pk)


@pytest.mark.parametrize("tiyn", [0, 1, -1, 9_999_999_999_999_999, 10**17, -(10**17), 2**63 - 1])
def test_money_comes_back_to_the_last_tiyn(tiyn: int) -> None:
    assert back(money=tiyn).money == tiyn


def test_sums_of_money_made_by_the_database_are_exact() -> None:
    amounts = [random.Random(7).randrange(10**15) for _ in range(1000)]
    Sample.objects.bulk_create(Sample(money=amount) for amount in amounts)
    assert Sample.objects.aggregate(total=models.Sum("money"))["total"] == sum(amounts)


def test_money_is_not_taken_from_a_float() -> None:
    with pytest.raises(TypeError):
        Sample.objects.create(money=10.0)


@pytest.mark.parametrize(
    "figure",
    ["0", "3.10", "-0.1", "99999999999999.99", "9999999999999999.99", "1234567890123456789.0123456789"],
)
def test_a_figure_comes_back_with_every_digit(figure: str) -> None:
    read = back(exact=Decimal(figure)).exact
    assert read == Decimal(figure)
    assert str(read) == figure


def test_an_absent_figure_stays_absent() -> None:
    assert back(exact=None).exact is None
    assert back(exact=Decimal(0)).exact == 0


@pytest.mark.parametrize("wrong", ["nan", "inf", "twelve", "1" * (LONGEST + 1)])
def test_what_is_no_figure_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Sample.objects.create(exact=wrong)


def test_a_figure_is_not_taken_from_a_float() -> None:
    with pytest.raises(TypeError):
        Sample.objects.create(exact=0.1)


def test_only_what_text_can_answer_is_asked_of_figures() -> None:
    back(exact=Decimal("3.10"))
    assert Sample.objects.filter(exact=Decimal("3.10")).count() == 1
    assert Sample.objects.filter(exact__in=[Decimal("3.10"), Decimal(2)]).count() == 1
    with pytest.raises(TypeError):
        Sample.objects.filter(exact__gt=2)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's fault")
def test_the_frameworks_own_decimal_would_have_lost_a_tiyn() -> None:
    """Negative control: why neither money nor figures stand in such a column."""
    assert str(back(framework=Decimal("99999999999999.99")).framework) == "100000000000000.00"
