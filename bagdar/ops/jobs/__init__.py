"""Does the work in the background: worker, reaper of what was left behind, tick of what recurs."""
