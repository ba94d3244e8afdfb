"""How days and figures are written in forms, where the framework itself formats and reads them."""
