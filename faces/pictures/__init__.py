"""Pictures of answers: SVG without script, drawn for a wide page and for a phone.

A picture is made of plain values and knows no ledger. Its words, numbers and dates come from whoever
asks for it, and each of its figures can lead somewhere. What it shows stands in a table beside it.
"""
