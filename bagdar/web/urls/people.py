"""Addresses of people, roles, acting heads and accounts of systems."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import acting, invitations, people, people_import, roles, systems

urlpatterns = [
    path("people/", people.list_people, name="people.list"),
    path("people/import/", people_import.load, name="people.import"),
    path("people/import/<uuid:draft>/", people_import.check, name="people.import_check"),
    path("people/import/template/", people_import.template, name="people.template"),
    path("people/export/", people_import.export, name="people.export"),
    path("people/new/", invitations.invite, name="people.invite"),
    path("people/<uuid:person>/invitation/", invitations.again, name="people.invite_again"),
    path("people/<uuid:person>/invitation/withdraw/", invitations.withdraw, name="people.withdraw"),
    path("people/acting/", acting.list_acting, name="acting.list"),
    path("people/acting/new/", acting.enter, name="acting.enter"),
    path("people/acting/<uuid:acting>/end/", acting.end, name="acting.end"),
    path("people/systems/", systems.list_systems, name="systems.list"),
    path("people/systems/new/", systems.open_account, name="systems.open"),
    path("people/systems/<uuid:account>/revoke/", systems.revoke, name="systems.revoke"),
    path("people/roles/<uuid:membership>/end/", roles.end, name="roles.end"),
    path("people/<uuid:person>/", people.show_person, name="people.show"),
    path("people/<uuid:person>/edit/", people.edit, name="people.edit"),
    path("people/<uuid:person>/deactivate/", people.deactivate, name="people.deactivate"),
    path("people/<uuid:person>/reactivate/", people.reactivate, name="people.reactivate"),
    path("people/<uuid:person>/roles/new/", roles.grant, name="roles.grant"),
    path("people/<uuid:person>/auditor/", roles.admit, name="auditors.admit"),
    path("people/<uuid:person>/hand-over/<uuid:body>/", roles.hand, name="people.hand_over"),
]
