"""Entry point for the production server."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bagdar.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
