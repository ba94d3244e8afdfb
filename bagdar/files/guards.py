"""What the database itself keeps of files."""

from __future__ import annotations

from bagdar.store.triggers import Frozen, declare

declare(
    Frozen(
        "files_storedfile",
        columns=(
            "id",
            "owner_type",
            "owner_id",
            "body_id",
            "name",
            "size",
            "sha256",
            "made",
            "mark",
            "kept_at",
            "kept_by",
            "kept_by_name",
        ),
    ),
    Frozen(
        "files_storedfile",
        columns=("state", "reason", "clean_sha256", "media_type"),
        when="OLD.state IN ('refused', 'withdrawn')",
        name="ended",
    ),
    Frozen(
        "files_sentundermark",
        columns=(
            "id",
            "object_type",
            "object_id",
            "body_id",
            "written_mark",
            "number",
            "day",
            "copies",
            "addressee",
            "entered_at",
            "entered_by",
        ),
    ),
)
