"""Pages on a server: the same answers, as HTML with links, JSON or CSV. It reads, and never writes.

`questions` says which page asks which command, `addresses` where a figure leads, `views` what a page
shows, `guards` who is let in, `server` puts them together. Whoever starts it brings an `Asker`.
"""
