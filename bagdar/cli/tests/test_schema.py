"""``bagdar schema``: each form's schema has a name of its own that needs no address on the network."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from bagdar.cli.main import main
from bagdar.cli.schema import FORMS, VERSION
from bagdar.documents.forms import FORM_TYPES


@pytest.mark.parametrize("form", FORMS)
def test_a_schema_is_valid_and_named_by_form_and_version(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", form]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:bagdar:schema:{form}:{VERSION}"
    assert schema["$defs"][FORM_TYPES[form].__name__]["properties"]["version"]["enum"] == [VERSION]
