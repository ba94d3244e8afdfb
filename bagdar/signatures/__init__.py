"""Certificates and signed messages, verified without a network: who signed what, and why that is believed."""
