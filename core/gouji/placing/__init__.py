"""Placing: from the marks of a strand to prints of a schema's tables.

    place ← chain ← again; abreast                labels in the form's order; tables side by side
    rows, header ← columns ← under, loose         what is printed for a label, and which column is which
        unlabelled ← parts; grid_row, printing    figures without one; a row, and all, while they are placed
    order ← heads, unplaced, remnant, unsound     what a converter did to the order, over all rows
        twice, doubled, hole, broken_off, crossed, beyond, torn, thousands, overhung    one such each
        stream, blank_lines                       what proves itself against that
    sight                                         columns that are seen to stand under their header

``place`` and ``chain`` are all that the rest of the engine knows.
"""
