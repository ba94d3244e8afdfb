"""The official documents as typed objects: reading them from Word and Excel, writing them to Word, Excel and PDF."""
