"""The lines of alphabetical lists, made anew whenever names change: of bodies and of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from bagdar.orgs.models import Body, BodyEntry, BodyName, Person
from bagdar.orgs.naming import Named, lines
from bagdar.orgs.rules import fold
from bagdar.store.order_key import order_key

AT_ONCE = 500
OF_PEOPLE = ("sort", "search")
"""Columns that :func:`list_person` fills; whoever saves the names of a person saves them too."""
PERSON_DIGITS = 200


def relist(bodies: Collection[Body]) -> None:
    """Make the lines of *bodies* anew from their names, in the running transaction."""
    numbers = {body.pk: (body.key, body.number) for body in bodies}
    ids = list(numbers)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        BodyEntry.objects.filter(body__in=some).delete()
        names: dict[UUID, list[Named]] = defaultdict(list)
        for row in BodyName.objects.filter(body__in=some):
            names[row.body_id].append(row.named())
        BodyEntry.objects.bulk_create(
            (entry for body in some for entry in entries(body, numbers[body], names[body])),
            batch_size=AT_ONCE,
        )


def entries(body: UUID, numbers: Iterable[str], names: list[Named]) -> Iterator[BodyEntry]:
    """Lines of one body; it is found by its key and number too."""
    known_by = " ".join(number for number in numbers if number)
    for line in lines(names):
        yield BodyEntry(
            body_id=body,
            language=line.language,
            name=line.name,
            abbreviation=line.abbreviation,
            valid_from=line.first,
            valid_to=line.last,
            sort=order_key(line.name),
            search=f"{fold(' '.join(line.words))} {known_by}",
        )


def list_person(person: Person) -> Person:
    """*person*, not yet saved, with its place in the alphabetical list and what it is found by."""
    names = (person.family_name, person.given_name, person.patronymic)
    person.sort = order_key(" ".join(part for part in names if part), PERSON_DIGITS)
    person.search = fold(" ".join((*names, person.login, person.email)))
    return person
