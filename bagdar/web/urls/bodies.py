"""Addresses of bodies, offices, regions and reorganisations."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import bodies, body_files, groups, offices, reorganisations

urlpatterns = [
    path("bodies/", bodies.list_all, name="bodies.list"),
    path("bodies/suggest/", bodies.suggest, name="bodies.suggest"),
    path("bodies/export/", body_files.take_out, name="bodies.export"),
    path("bodies/new/", bodies.register, name="bodies.register"),
    path("bodies/fill/", body_files.fill, name="bodies.fill"),
    path("bodies/import/", body_files.bring_in, name="bodies.import"),
    path("bodies/import/template/", body_files.template, name="bodies.template"),
    path("bodies/import/<uuid:draft>/", body_files.check, name="bodies.import_check"),
    path("bodies/offices/", offices.list_offices, name="offices.list"),
    path("bodies/offices/<slug:office>/", offices.assign, name="offices.assign"),
    path("bodies/regions/", offices.list_regions, name="regions.list"),
    path("bodies/regions/new/", offices.new_region, name="regions.new"),
    path("bodies/regions/<uuid:region>/", offices.edit_region, name="regions.edit"),
    path("bodies/<uuid:body>/", bodies.show, name="bodies.show"),
    path("bodies/<uuid:body>/history/", bodies.show_history, name="bodies.history"),
    path("bodies/<uuid:body>/edit/", bodies.edit, name="bodies.edit"),
    path("bodies/<uuid:body>/contacts/", bodies.contacts, name="bodies.contacts"),
    path("bodies/<uuid:body>/names/<uuid:name>/", bodies.correct, name="bodies.correct"),
    path("bodies/<uuid:body>/rename/", reorganisations.rename, name="bodies.rename"),
    path("bodies/<uuid:body>/succeed/", reorganisations.succeed, name="bodies.succeed"),
    path("bodies/<uuid:body>/merge/", reorganisations.merge, name="bodies.merge"),
    path("bodies/<uuid:body>/end/", reorganisations.end, name="bodies.end"),
    path("bodies/<uuid:body>/members/", groups.change, name="bodies.members"),
    path("bodies/<uuid:body>/split/", reorganisations.split, name="bodies.split"),
    path(
        "bodies/<uuid:body>/reorganisations/<uuid:reorganisation>/withdraw/",
        reorganisations.withdraw,
        name="bodies.withdraw",
    ),
]
