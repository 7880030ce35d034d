"""Where events are kept: databases, how an event is written and read, and what goes wrong."""
