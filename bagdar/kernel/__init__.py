"""Words, figures, dates and refusals that every other package speaks in; no models, no framework."""
