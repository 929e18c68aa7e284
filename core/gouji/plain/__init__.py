"""The straight road: a plain print of a form, read row by row, without anything to be solved.

Most documents print the form as it is: every row in its order, every cell in its place. Such a print needs
no competing readings. It is compared with the form row by row; where any part of it is wanting, more or
otherwise, where an equation fails, or where another layout's plugin could differ, the whole engine reads it.
Both roads state the same cells (tests/test_law_plain.py); how much
shorter this one is, `make bench` says.
"""
