"""Pages that cost much, and how often one person may ask for them."""

from __future__ import annotations

from typing import Any, Final

from bagdar.kernel import pace

COSTLY: Final = {
    "bodies.list": "search",
    "bodies.suggest": "search",
    "bodies.export": "export",
    "bodies.template": "export",
    "bodies.import": "import",
    "bodies.import_check": "import",
    "journal.list": "search",
    "journal.export": "export",
    "evidence.export": "export",
    "people.list": "search",
    "people.export": "export",
    "people.template": "export",
    "people.import": "import",
    "people.import_check": "import",
    "methodology.compare": "search",
    "search": "search",
    "methodology.install": "import",
}
"""Name of an address → kind of work. Lists count as a search where they are searched, imports where a file comes."""


def keep(request: Any) -> None:
    """Raises TooManyError where the person asks for costly work too often."""
    kind = COSTLY.get(getattr(request.resolver_match, "view_name", ""), "")
    if not kind or (kind == "search" and not request.GET) or (kind == "import" and request.method != "POST"):
        return
    pace.take(kind, str(request.actor.id))
