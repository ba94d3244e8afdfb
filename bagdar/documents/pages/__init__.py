"""From a form to its Layout: one page description for Word, Excel and PDF alike."""
