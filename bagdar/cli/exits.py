"""What the command answers to the system; docs/operator.md tells it to people."""

from __future__ import annotations

from typing import Final

OK: Final = 0
FINDINGS: Final = 1
"""Done, and errors were found in the documents."""
USAGE: Final = 2
"""A wrong call, or a request that cannot be met as it stands."""
REFUSED: Final = 3
"""The file is not read at all: wrong kind, damaged, hostile, too large, encrypted, with macros."""
PARTLY: Final = 4
"""Some files were refused and named; the others are done."""
FAULT: Final = 5
"""A fault of the program itself."""
INTERRUPTED: Final = 130
