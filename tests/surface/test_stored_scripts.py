"""What people write is shown as they wrote it: markup stored in every text field executes on no page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import screen
from tests.journeys.pages import pages
from tests.journeys.service import Service

PAYLOADS = (
    """'"><img src=x data-stored onerror="window.stored=1"><script data-stored>window.stored=1</script>""",
    """</textarea></title></select><svg data-stored onload=window.stored=1>{{7*7}}{% debug %}""",
    """" autofocus onfocus=window.stored=1 data-stored x=\"""",
    """<a data-stored href="javascript:window.stored=1">x</a><style data-stored>body{display:none}</style>""",
)
STORE = """
import sys
from django.apps import apps
from django.db import models
from django.db.models.functions import Concat
WHERE = {
    "orgs.Person": ["family_name", "given_name", "patronymic", "position", "email", "phone"],
    "orgs.BodyName": ["name", "abbreviation"],
    "orgs.Body": ["contacts", "address", "email", "phone", "website"],
    "orgs.Act": ["kind", "number", "issuer"],
    "orgs.SystemAccount": ["name"],
    "orgs.Totp": ["name"],
    "orgs.Session": ["agent", "address"],
    "orgs.Restoration": ["reason"],
    "orgs.Certificate": ["holder"],
    "orgs.ActingHead": ["exception"],
    "orgs.Membership": ["exception"],
}
stored = 0
for model in apps.get_models():
    for field in model._meta.concrete_fields:
        if field.name in WHERE.get(model._meta.label, ()):
            stored += model.objects.update(**{field.name: sys.argv[1]})
print(stored)
"""


@pytest.mark.parametrize(
    "payload",
    [PAYLOADS[0], *(pytest.param(one, marks=pytest.mark.slow) for one in PAYLOADS[1:])],
    ids=range(len(PAYLOADS)),
)
def test_what_is_stored_executes_nowhere(payload: str, chromium: Browser, service: Service) -> None:
    assert int(service.installation.python(STORE, payload).stdout) > 500
    seen = 0
    with screen(chromium, service, "kk") as marat, screen(chromium, service, "kk") as stranger:
        marat.come_in("marat")
        for address in pages(service, "kk"):
            visitor = marat if address.login else stranger
            visitor.expected = {403, 404}
            page = visitor.page
            if "data-stored" not in visitor.context.request.get(service.url + address.path).text():
                continue  # nothing of it is on the page
            page.goto(service.url + address.path)
            assert page.evaluate("() => window.stored") is None, address
            assert page.locator("[data-stored]").count() == 0, address
            seen += payload[:9] in page.inner_text("body")
    assert seen > 10, "the control: it is shown"
