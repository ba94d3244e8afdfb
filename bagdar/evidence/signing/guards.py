"""What the database itself keeps of signing: signatures stay, and what was put for signature is never another thing."""

from __future__ import annotations

from bagdar.store.triggers import AppendOnly, Frozen, declare

declare(
    AppendOnly("evidence_signature"),
    Frozen(
        "evidence_signing",
        columns=(
            "id", "mark", "object_type", "object_id", "title", "body", "snapshot_id", "put_at", "put_by", "put_by_name",
        ),
        name="put",
    ),
    # Once it has a document, it has no other one; once it is decided, it stays so.
    Frozen(
        "evidence_signing",
        columns=("document_id",),
        when='OLD."document_id" IS NOT NULL',
        name="drawn",
    ),
    Frozen(
        "evidence_signing",
        when="OLD.\"state\" NOT IN ('drawing', 'open')",
        name="decided",
    ),
)  # fmt: skip
