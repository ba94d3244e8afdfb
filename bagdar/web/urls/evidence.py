"""Addresses of receipts, codes and roots."""

from __future__ import annotations

from django.urls import path

from bagdar.web.views import evidence

urlpatterns = [
    path("evidence/check/", evidence.check, name="evidence.check"),
    path("evidence/receipts/", evidence.list_receipts, name="evidence.receipts"),
    path("evidence/receipts/<uuid:receipt>/", evidence.show_receipt, name="evidence.receipt"),
    path("evidence/receipts/<uuid:receipt>/pdf/", evidence.receipt_paper, name="evidence.receipt_pdf"),
    path("evidence/receipts/<uuid:receipt>/proof/", evidence.receipt_proof, name="evidence.receipt_proof"),
    path("evidence/roots/", evidence.list_anchors, name="evidence.anchors"),
    path("evidence/roots/<int:number>.<slug:ending>", evidence.take_anchor, name="evidence.anchor"),
    path("evidence/export/", evidence.export, name="evidence.export"),
]
