"""Deadlines in the languages of the invented country, from the lexicons of its pack."""

from __future__ import annotations

from importlib import resources

import pytest

from bagdar.documents.grammar.deadline import DeadlineReading, read_deadline

FOLDER = resources.files("bagdar").joinpath("methodology/packs/xv-valdor-7-2024/lexicons")
PACKS = {language: FOLDER.joinpath(f"{language}.toml") for language in ("fr", "es")}


def _read(text: str, language: str | None) -> DeadlineReading:
    return read_deadline(text, language, period=(2025, 2026), packs=PACKS)


@pytest.mark.parametrize(
    "language, text, labels",
    [
        ("fr", "2e trimestre 2025", ["2025-Q2"]),
        ("fr", "au cours du 2ème trimestre de 2025", ["2025-Q2"]),
        ("fr", "1er et 3e trimestres 2026", ["2026-Q1", "2026-Q3"]),
        ("fr", "de mars à juin 2026", ["2026-03-01/2026-06-30"]),
        ("fr", "chaque année, avant le 31 mars", ["2025-03-31", "2026-03-31"]),
        ("fr", "permanente", ["2025/2026"]),
        ("fr", "pendant toute la durée du plan", ["2025/2026"]),
        ("es", "2.º trimestre de 2025", ["2025-Q2"]),
        ("es", "1.er trimestre de 2026", ["2026-Q1"]),
        ("es", "1.º y 3.º trimestre de 2026", ["2026-Q1", "2026-Q3"]),
        ("es", "de marzo a junio de 2026", ["2026-03-01/2026-06-30"]),
        ("es", "a más tardar el 31 de marzo de 2026", ["2026-03-31"]),
        ("es", "permanente", ["2025/2026"]),
    ],
)
def test_days_are_read(language: str, text: str, labels: list[str]) -> None:
    reading = _read(text, language)
    assert reading.understood, reading.left_over
    assert reading.language == language
    assert [one.label for one in reading.occurrences()] == labels


@pytest.mark.parametrize(
    "language, text, count, unit, event",
    [
        ("fr", "dans un délai de 3 mois", 3, "month", ""),
        ("fr", "dans un délai de trois mois après l'adoption de la loi", 3, "month", "l'adoption de la loi"),
        ("es", "en un plazo de 3 meses", 3, "month", ""),
        ("es", "dentro de los 30 días siguientes a la adopción", 30, "day", "adopción"),
    ],
)
def test_lengths_of_time_are_read(language: str, text: str, count: int, unit: str, event: str) -> None:
    (relative,) = _read(text, language).relatives
    assert relative.duration is not None
    assert (relative.duration.count, relative.duration.unit) == (count, unit)
    assert event in relative.event


@pytest.mark.parametrize(
    "text", ["selon les besoins", "si nécessaire", "según sea necesario", "cuando sea necesario"]
)
def test_conditions_are_read(text: str) -> None:
    assert (_read(text, None).understood, _read(text, None).conditional) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "dans un délai de",
        "en un plazo de",
        "avant",
        "antes del",
        "según",
        "5.º trimestre de 2025",
        "13e mois",
        "ministère",
    ],
)
def test_what_is_cut_short_or_nonsense_is_not_understood(text: str) -> None:
    assert not _read(text, None).understood
