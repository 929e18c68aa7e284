"""The straight road: a plain print of a form, read row by row, without anything to be solved.

Most documents print the form as it is: every row in its order, every cell in its place. Such a print needs
no competing readings. It is compared with the form row by row, or, where no line says where a cell ends, text
by text and figure by figure; where any part of it is wanting, more or otherwise, where an equation fails, or
where another layout's plugin could differ, the whole engine reads it. Both roads say the same
(tests/test_law_plain.py); how much shorter this one is, `make bench` says.

    road ← rows, words                     what a layout gives: rows of texts, or words in turn
        ← form, match, turns               the form's rows, and these against them
        ← figures, report ← remarks        what the cells state, and all else when it is asked for
"""
