"""The service as somebody sees it who means harm."""
