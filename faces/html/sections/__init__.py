"""The parts of pages: each a function from answers to a section, for a report and for a server."""
