"""What the database keeps by itself: seals, nodes, roots, stamps, snapshots and receipts are only ever added."""

from __future__ import annotations

from bagdar.store.triggers import AppendOnly, declare

declare(
    AppendOnly("evidence_seal"),
    AppendOnly("evidence_node"),
    AppendOnly("evidence_anchor"),
    AppendOnly("evidence_timestamp"),
    AppendOnly("evidence_snapshot"),
    AppendOnly("evidence_snapshotdocument"),
    AppendOnly("evidence_receipt"),
)
