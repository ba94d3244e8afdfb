"""Forms laid out once for all writers: a document and its form's specification in, a Layout out."""

from bagdar.documents.pages.codes import assign_codes, canonical_code, printed_code
from bagdar.documents.pages.conclusion import conclusion_layout
from bagdar.documents.pages.marks import Marks, Snapshot
from bagdar.documents.pages.plan import plan_layout
from bagdar.documents.pages.report import report_layout
from bagdar.documents.pages.strategy_report import strategy_report_layout

__all__ = [
    "Marks",
    "Snapshot",
    "assign_codes",
    "canonical_code",
    "conclusion_layout",
    "plan_layout",
    "printed_code",
    "report_layout",
    "strategy_report_layout",
]
