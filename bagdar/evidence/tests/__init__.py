"""Tests of the proof: by outside judges, and by hand that changes what is kept."""
