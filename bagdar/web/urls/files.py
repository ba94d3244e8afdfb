"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import files, files_sent, uploads

urlpatterns = [
    path("files/", files.list_files, name="files.list"),
    path("files/send/", files.send_file, name="files.send"),
    path("files/uploads/", uploads.begin, name="files.upload_begin"),
    path("files/uploads/<uuid:upload>/", uploads.piece, name="files.upload_piece"),
    path("files/under-mark/", files_sent.list_sent, name="files.sent"),
    path("files/under-mark/new/", files_sent.enter, name="files.sent_enter"),
    path("files/under-mark/<uuid:sent>/withdraw/", files_sent.withdraw, name="files.sent_withdraw"),
    path("files/<uuid:file>/", files.fetch, name="files.fetch"),
    path("files/<uuid:file>/withdraw/", files.withdraw, name="files.withdraw"),
]
