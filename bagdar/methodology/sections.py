"""Sections: which of the methodology's own a plan's row names, under which of them a line stands, who leads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bagdar.documents.forms import Plan
from bagdar.methodology.model import Methodology, Section

_WORDS = re.compile(r"[^\W\d_]+")


def section_of_title(methodology: Methodology, titles: Mapping[str, str]) -> Section | None:
    """The methodology's section that a row names: its whole name, or the name within the row's text."""
    plain = {language: _bare(title) for language, title in titles.items()}
    for section in methodology.sections:
        for language, title in plain.items():
            names = [section.name.get(language, ""), section.published.get(language, "")]
            if any(_bare(name) in title for name in (*names, *section.labels.get(language, ())) if name):
                return section
    return None


def _bare(text: str) -> str:
    """The words alone, without numbers, marks and case, with a space on either side."""
    return f" {' '.join(_WORDS.findall(unicodedata.normalize('NFC', text).casefold()))} "


def section_items(plan: Plan, methodology: Methodology) -> dict[str, str | None]:
    """Key of every item → key of the section row it stands under (itself for a section); None outside."""
    sections = {kind.id for kind in methodology.kinds if kind.section}
    parents = {item.key: item.parent for item in plan.items}
    out: dict[str, str | None] = {item.key: item.key for item in plan.items if item.kind in sections}
    for item in plan.items:
        path: list[str] = []
        key: str | None = item.key
        while key is not None and key not in out and key not in path:
            path.append(key)
            key = parents.get(key)
        found = out.get(key) if key is not None else None
        out.update(dict.fromkeys(path, found))
    return out


def leads_of(plan: Plan, methodology: Methodology) -> dict[str, str]:
    """Key of every item under a section whose lead body is known → id of that body."""
    holders = {office.id: office.body for office in methodology.offices}
    titles = {item.key: item.title for item in plan.items}
    leads: dict[str, str] = {}
    under = section_items(plan, methodology)
    for key in {section for section in under.values() if section is not None}:
        section = section_of_title(methodology, titles[key])
        lead = holders.get(section.office) if section else None
        if lead is not None:
            leads[key] = lead
    return {key: leads[section] for key, section in under.items() if section in leads}
