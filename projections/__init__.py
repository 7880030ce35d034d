"""Events into answers: the read model, and the questions that are asked of it.

Each question is one file with its tables, its handler and its queries. Every row is written from
an event alone, and every figure is a sum of rows.
"""
