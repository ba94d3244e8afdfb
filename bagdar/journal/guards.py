"""What the database itself keeps of the journal."""

from __future__ import annotations

from bagdar.store.triggers import AppendOnly, declare

declare(AppendOnly("journal_entry"))
