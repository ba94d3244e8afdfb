"""Bodies and what documents and spreadsheets make of them."""

from bagdar.orgs.exchange.register import register

__all__ = ["register"]
