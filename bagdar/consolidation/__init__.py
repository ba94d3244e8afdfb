"""From co-executors' reports to the national report and the draft conclusion, without rewording."""
