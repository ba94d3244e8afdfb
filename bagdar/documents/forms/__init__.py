"""The official forms as frozen, typed objects: Plan (A1), Report (A2), StrategyReport (§34–§35), Conclusion (A3)."""

from bagdar.documents.forms.conclusion import Case, Conclusion, Fact, Proposal, YearRow
from bagdar.documents.forms.parts import (
    Act,
    BodyRef,
    Head,
    Passport,
    Reason,
    Source,
    Statement,
    Value,
)
from bagdar.documents.forms.plan import FinanceLine, Plan, PlanItem
from bagdar.documents.forms.report import Contribution, Factor, Report, ReportLine
from bagdar.documents.forms.strategy_report import Analysis, StrategyReport, Tally

__all__ = [
    "FORM_TYPES",
    "Act",
    "Analysis",
    "BodyRef",
    "Case",
    "Conclusion",
    "Contribution",
    "Fact",
    "Factor",
    "FinanceLine",
    "Form",
    "Head",
    "Passport",
    "Plan",
    "PlanItem",
    "Proposal",
    "Reason",
    "Report",
    "ReportLine",
    "Source",
    "Statement",
    "StrategyReport",
    "Tally",
    "Value",
    "YearRow",
]

Form = Plan | Report | StrategyReport | Conclusion
FORM_TYPES: dict[str, type[Plan] | type[Report] | type[StrategyReport] | type[Conclusion]] = {
    "plan": Plan,
    "report": Report,
    "strategy_report": StrategyReport,
    "conclusion": Conclusion,
}
"""Form id → its type; ``version`` of each is the version of its JSON."""
