"""Pages: answers as HTML without script, for a file, for paper and for a server.

A page is a title, sections and the command that gives the same answer. A section is a function from
answers to blocks; blocks are values, and one template writes them. Where a page has links, they are
given to it: a file has anchors, a server has addresses.
"""
