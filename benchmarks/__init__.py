"""How fast rientro is, measured beside what somebody would use instead. `make bench` runs it."""
