"""What stands under all tables: the safe SQLite library, Kazakh order, exact columns, common columns."""
