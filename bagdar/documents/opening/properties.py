"""Custom properties of an office document: our fingerprints, and what other programs left."""

from __future__ import annotations

from bagdar.documents.opening.package import Package


def custom_properties(package: Package) -> dict[str, str]:
    """Name → value as text; empty if the document has none."""
    part = package.related("", "custom-properties")
    if part is None:
        return {}
    found = {}
    for element in package.xml(part):
        name = element.get("name")
        if name is not None:
            found[name] = "".join(str(text) for text in element.itertext())
    return found
