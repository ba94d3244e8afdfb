"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from bagdar.web.pages import actor_on


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_on(request), "page": getattr(request, "page", None)}
