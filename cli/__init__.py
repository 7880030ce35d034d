"""The command line: parse, one call, show. No rules and no queries."""
