"""The one SQLite library of the program, put in place of the standard one before the framework loads.

SQLite before 3.51.3 (backports 3.50.7 and 3.44.6) may corrupt a database in write-ahead mode when a log
is reset while another connection reads it. The package installed here carries a mended version.
"""

from __future__ import annotations

import sys
from types import ModuleType

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""First mended versions, each of its own series but the first, which stands for all after it."""


def is_mended(version: tuple[int, ...]) -> bool:
    """Whether write-ahead logging is safe with this version of the library."""
    newest, *backports = MENDED
    return version >= newest or any(version[:2] == mended[:2] and version >= mended for mended in backports)


def library() -> ModuleType:
    """The library in use, after :func:`install`."""
    return sys.modules["sqlite3"]


def install() -> ModuleType:
    """Put the mended library where the framework looks for the standard one; safe to call again.

    Where no such package exists for the machine the standard library stays: the start-up gate then decides
    by its version.
    """
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        import sqlite3

        return sqlite3
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return pysqlite3  # type: ignore[no-any-return]


def journal_mode() -> str:
    """ "WAL" where it is safe, else "DELETE"."""
    return "WAL" if is_mended(library().sqlite_version_info) else "DELETE"
