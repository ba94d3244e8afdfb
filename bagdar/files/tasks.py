"""Work in the background on files."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from bagdar.files.examining import examine_file, examine_waiting


@task()
def examine(file: str) -> None:
    """One file that was too large to be examined while its sender waited."""
    examine_file(UUID(file))


@task()
def examine_all() -> None:
    """What still waits: the antivirus did not answer, or a server stopped."""
    examine_waiting()
