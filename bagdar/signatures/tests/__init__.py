"""Certificates and signed messages, tested against a self-made authority."""
