"""What a head puts a name to: a short text that fixes the snapshot, its document and the capacity."""

from __future__ import annotations

from bagdar.evidence.canonical import canonical_json, instant
from bagdar.evidence.signing.models import Signing

PURPOSE = "bagdar signature"
"""No sign-in challenge and no document begins like this, so that one is never taken for the other."""


def statement_of(signing: Signing) -> bytes:
    """Canonical JSON: what is signed, by its digests; equal for every signer of one *signing*.

    A few hundred bytes, because a national digest takes a second for every 100 KB. Raises ValueError while there is
    no document yet.
    """
    if signing.document is None:
        raise ValueError("nothing is signed before it is drawn")
    snapshot = signing.snapshot
    return canonical_json(
        {
            "body": str(signing.body),
            "code": snapshot.code,
            "document": {"name": signing.document.name, "sha256": signing.document.sha256},
            "form": snapshot.form,
            "object": {"id": signing.object_id, "type": signing.object_type},
            "put_at": instant(signing.put_at),
            "purpose": PURPOSE,
            "signing": str(signing.pk),
            "snapshot": {"id": str(snapshot.pk), "sha256": snapshot.sha256},
            "title": signing.title,
            "version": 1,
        }
    )
