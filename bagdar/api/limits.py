"""Bounds of what is asked for at once."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

Limit = Annotated[int, Query(ge=1, le=500)]
"""Rows of one answer."""
