"""The review page: a report beside its source, for a person who wants to see why.

page ← source, rendered ← marks        left: the source as it is, and as a browser prints it
    ← form, doubts, balance            right: the form, what to look at, the equations
    ← data, kept                       what its script knows, and what a sidecar file keeps
    ← told, words                      all words in Chinese and English
index                                  many pages in a list
notebook                               a report in a notebook's cell
"""
