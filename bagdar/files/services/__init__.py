"""Every write to files."""

from bagdar.files.services.keeping import Prepared, keep, prepare
from bagdar.files.services.marks import Sent, answered, enter_sent, withdraw_sent
from bagdar.files.services.receiving import add_piece, begin_upload, find_upload, receive
from bagdar.files.services.withdrawing import withdraw_file

__all__ = [
    "Prepared",
    "Sent",
    "add_piece",
    "answered",
    "begin_upload",
    "enter_sent",
    "find_upload",
    "keep",
    "prepare",
    "receive",
    "withdraw_file",
    "withdraw_sent",
]
