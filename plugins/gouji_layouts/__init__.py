"""The built-in layouts, each with its own entry point; the modules behind one of them bear its name.

    tabs, pipes, csv_text                  cells between signs
    html ← html_tree, html_tidy            tags one by one, or tidy markup by arrays,
        ← html_scan, html_table            from tokens to the record of a table,
        ← html_shown, html_classes         of what a browser shows,
        ← html_grid                        to its grid
    mediawiki, asciidoc, latex             markup
    box ← box_rows ← box_frame             drawn tables
    ruled ← ruled_rows ← ruled_cut         columns under the strokes of a ruler
    aligned ← aligned_pages ← aligned_columns ← aligned_rows ← aligned_broken ← aligned_row
        ← aligned_blocks ← aligned_lines
                                           columns by blanks
    vertical, soup                         an order of cells alone

    plain_rows, plain_html ← plain_head, plain_tags    rows for the straight road (``gouji.plain``)
    inline, tags, seams                    what is in a cell: marks, tags, the pieces of a wrapped one

Most of them add the reading of their standard, ``gouji_standards``, as their hook ``gouji_tables``.
"""
