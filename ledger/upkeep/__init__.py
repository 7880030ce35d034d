"""Looking after a ledger: making one, rebuilding figures, rights on a server, its health."""
