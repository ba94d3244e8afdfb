"""Acts that the journal writes of itself."""

from __future__ import annotations

from bagdar.journal.codes import declare

declare({"journal.rows.rewritten"}, group="store", technical=True)
declare(
    {"journal.access.refused", "journal.access.refused_more"}, group="access", technical=True, private=True
)
declare({"journal.restricted.read"}, group="restricted", technical=True, private=True)
declare({"journal.sample.drawn", "journal.entries.taken_out"}, group="audit", technical=True, private=True)
