"""The interface for systems under random requests made from its own description, for three kinds of callers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.service import Service

EXCLUDED = {
    "system": "positive_data_acceptance",
    "stranger": "positive_data_acceptance",
    "person": "positive_data_acceptance,ignored_auth",
}
"""A cursor is a text that only the interface itself can write; a browser's cookie is no header of the description."""
EXAMPLES = os.environ.get("BAGDAR_INTERFACE_EXAMPLES", "4")
"""Of each operation in each phase."""


@pytest.mark.parametrize("caller", ["system", "person", "stranger"])
def test_no_request_made_from_the_description_breaks_the_interface(
    caller: str, service: Service, tmp_path: Path
) -> None:
    headers = {
        "system": ["--header", f"Authorization: Bearer {service.objects['system']}"],
        "person": ["--header", f"Cookie: sessionid={service.people['serik']['cookie']}"],
        "stranger": [],
    }[caller]
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{service.url}/api/v1/openapi.json",
        *("--checks", "all", "--seed", os.environ["BAGDAR_SEED"], "--max-examples", EXAMPLES),
        *("--exclude-checks", EXCLUDED[caller], "--no-color", *headers),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-12_000:] + done.stderr[-2_000:]
