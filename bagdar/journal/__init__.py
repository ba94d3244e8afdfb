"""Append-only account of every act that changed something: who, in which capacity, what, before and after."""
