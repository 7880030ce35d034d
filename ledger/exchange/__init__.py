"""Files in and out: movements from a spreadsheet, the history for other tools."""
