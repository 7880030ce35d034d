"""What is asked and what is answered: one typed row class a question. Data, and no language.

A module is a subject, and the subjects have the same names on every floor. An answer is made from
the projections and the ledger; how it looks is for `faces`.
"""
