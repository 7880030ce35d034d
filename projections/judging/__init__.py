"""Judging from plain values: shares, commitments, quality and notices.

Each module takes frozen values and sums, and gives frozen rows. None knows a database, an event, a clock
or a language, so that anybody can compute a verdict again from the same figures.
"""
