"""Passwords known to a directory (LDAP, Active Directory): asked by binding as the person, never read or kept."""

from __future__ import annotations

import logging
import socket
import ssl
import warnings
from functools import cache
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)
WAIT = 5
"""Seconds for the directory's answer."""


@cache
def library() -> Any:
    """ldap3, loaded only where a directory is set; what it imports warns about names of its own past."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ldap3
        import ldap3.utils.dn
    return ldap3


def is_on() -> bool:
    return bool(settings.LDAP_URL)


def knows(login: str, password: str) -> bool:
    """Whether the directory takes *password* of *login*. A silent directory knows nobody, and the log says so.

    An empty password is never sent: directories take it for an anonymous visitor and agree.
    """
    if not login.strip() or not password.strip():
        return False
    name = settings.LDAP_USER.replace("{login}", library().utils.dn.escape_rdn(login.strip()))
    connection: Any = None
    try:
        connection = connect(name, password)
        if not settings.LDAP_URL.startswith("ldaps://"):
            connection.start_tls()
        return bool(connection.bind())
    except library().core.exceptions.LDAPException:
        log.exception("the directory does not answer")
        return False
    finally:
        if connection is not None:
            _close(connection)


def connect(name: str, password: str) -> Any:
    """An unopened connection; the directory's certificate is always verified."""
    ldap3 = library()
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settings.LDAP_CA or None)
    server = ldap3.Server(settings.LDAP_URL, tls=tls, connect_timeout=WAIT, get_info=ldap3.NONE)
    return ldap3.Connection(server, user=name, password=password, read_only=True, receive_timeout=WAIT)


def _close(connection: Any) -> None:
    """Also the socket of a connection that did not come about, which the library leaves open."""
    opened = connection.socket
    connection.unbind()
    if isinstance(opened, socket.socket):
        opened.close()
