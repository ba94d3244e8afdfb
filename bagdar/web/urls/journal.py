"""Addresses of the journal and of the auditor's pages."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import auditing, journal

urlpatterns = [
    path("journal/", journal.list_entries, name="journal.list"),
    path("journal/<int:entry>/", journal.show_entry, name="journal.show"),
    path("journal/exceptions/", auditing.list_exceptions, name="journal.exceptions"),
    path("journal/exceptions/<slug:kind>/", auditing.show_kind, name="journal.kind"),
    path("journal/samples/", auditing.sample, name="journal.samples"),
    path("journal/samples/<int:entry>/", auditing.show_sample, name="journal.sample"),
    path("journal/export/", auditing.export, name="journal.export"),
    path("journal/export/dictionary/", auditing.dictionary, name="journal.dictionary"),
]
