"""Drawing a Layout as Word, Excel and PDF."""
