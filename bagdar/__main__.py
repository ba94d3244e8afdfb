"""``python -m bagdar``: the same command, also from a zip."""

import sys

from bagdar.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
