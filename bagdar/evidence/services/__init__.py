"""Every write of the proof. Snapshots and receipts are parts of another act, as entries of the journal are."""

from bagdar.evidence.services.receipts import issue_receipt
from bagdar.evidence.services.sealing import seal_waiting
from bagdar.evidence.services.snapshots import take_snapshot

__all__ = ["issue_receipt", "seal_waiting", "take_snapshot"]
