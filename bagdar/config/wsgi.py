"""Entry point for the production server; a stranger's word about where a request came from is dropped here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bagdar.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TrustedProxies:
    """Only proxies among *trusted* (addresses or networks) may say ``X-Forwarded-…`` and ``Forwarded``."""

    def __init__(self, application: Application, trusted: Iterable[str]) -> None:
        self.application = application
        self.trusted = tuple(ip_network(one, strict=False) for one in trusted)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._trusts(str(environ.get("REMOTE_ADDR", ""))):
            for name in [name for name in environ if name.startswith(("HTTP_X_FORWARDED", "HTTP_FORWARDED"))]:
                del environ[name]
        return self.application(environ, start_response)

    def _trusts(self, address: str) -> bool:
        try:
            asking = ip_address(address)
        except ValueError:
            return False
        return any(asking in network for network in self.trusted)


def _seal_in_background() -> None:
    """The sealer lies behind tables, which are there only once the application is made."""
    from bagdar.evidence.sealer import SEALER

    SEALER.in_background = True


application = TrustedProxies(get_wsgi_application(), settings.PROXIES)
_seal_in_background()
