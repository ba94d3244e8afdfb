"""Addresses of the ways in and of one's own account."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import access, account, certificate, provider, recovery, set_up, sign_in

urlpatterns = [
    path("sign-in/", sign_in.start, name="sign_in.start"),
    path("sign-in/factor/", sign_in.factor, name="sign_in.factor"),
    path("sign-in/confirm/", sign_in.confirm, name="sign_in.confirm"),
    path("sign-in/out/", sign_in.out, name="sign_in.out"),
    path("sign-in/forgotten/", recovery.forgotten, name="sign_in.forgotten"),
    path("sign-in/reset/<uuid:person>/<str:token>/", recovery.reset, name="sign_in.reset"),
    path("sign-in/invitation/", recovery.accept, name="invitation.accept"),
    path("sign-in/restore/", recovery.restore, name="sign_in.restore"),
    path("sign-in/provider/", provider.leave, name="provider.leave"),
    path("sign-in/provider/back/", provider.back, name="provider.back"),
    path("account/provider/", provider.bind, name="provider.bind"),
    path("sign-in/certificate/", certificate.show, name="certificate.show"),
    path("people/access/", access.list_waiting, name="access.list"),
    path("people/<uuid:person>/access/", access.show, name="access.show"),
    path("people/<uuid:person>/access/sheet/", access.issue, name="access.issue"),
    path("people/<uuid:person>/access/sheet/withdraw/", access.withdraw_sheet, name="access.withdraw_sheet"),
    path("people/access/<uuid:restoration>/approve/", access.approve, name="access.approve"),
    path("people/access/<uuid:restoration>/withdraw/", access.withdraw, name="access.withdraw"),
    path("set-up/", set_up.begin, name="set_up.begin"),
    path("set-up/installation/", set_up.describe, name="set_up.installation"),
    path("set-up/bodies/", set_up.fill_bodies, name="set_up.bodies"),
    path("set-up/person/", set_up.first_person, name="set_up.person"),
    path("set-up/next/", set_up.what_next, name="set_up.next"),
    path("account/", account.show_account, name="account.show"),
    path("account/password/", account.password, name="account.password"),
    path("account/app/", account.add_totp, name="account.totp"),
    path("account/key/", account.add_key, name="account.key"),
    path("account/recovery-codes/", account.recovery_codes, name="account.recovery"),
    path("account/factors/<uuid:factor>/remove/", account.remove_factor, name="account.remove"),
    path("account/certificate/", certificate.bind, name="certificate.bind"),
    path("account/certificate/<uuid:binding>/release/", certificate.release, name="certificate.release"),
    path("account/sessions/end/", account.end_sessions, name="account.end_sessions"),
    path("account/sessions/<uuid:session>/end/", account.end_session, name="account.end_session"),
]
