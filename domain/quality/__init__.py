"""How good a service is: indicators, their targets, and what was reported."""
