"""Checks: a document goes in, findings come out, each with clause, severity, place and words in three languages.

Importing this package registers every check. Which of them run, with what clause and severity, the
methodology says (``methodology.checks``).
"""

from bagdar.methodology.checks import (
    conclusion_figures,
    plan_columns,
    plan_deadlines,
    plan_executors,
    plan_indicators,
    plan_sections,
    plan_structure,
    report_head,
    report_lines,
    report_parts,
    report_status,
    report_values,
)
from bagdar.methodology.checks.running import (
    check_conclusion,
    check_plan,
    check_report,
    compare_languages,
    look_of,
    purposes,
    registered,
)

__all__ = [
    "check_conclusion",
    "check_plan",
    "check_report",
    "compare_languages",
    "conclusion_figures",
    "look_of",
    "plan_columns",
    "plan_deadlines",
    "plan_executors",
    "plan_indicators",
    "plan_sections",
    "plan_structure",
    "purposes",
    "registered",
    "report_head",
    "report_lines",
    "report_parts",
    "report_status",
    "report_values",
]
