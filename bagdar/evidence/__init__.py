"""What can be proved without this system: seals over the journal, roots that leave the house, snapshots, receipts."""
