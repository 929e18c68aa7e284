"""Tables as the standards define them: a module or a package each layout, with the hook ``gouji_tables``.

    markdown, asciidoc, mediawiki          packages, markup by its own standard
    html ← html_grid ← html_arranged       pages: the grid, what only arranges a page, the cells' texts
        ← html_text, html_literal, html_source
        ← html_parse ← html_tree, html_open, html_nodes, html_names, html_tokens    the tree of a page
        ← html_plain                       very many cells by arrays
    tsv, delimited ← separated, record_lines    one record a line
    grid, simple, box, fixed               packages, drawn with characters; ``drawing`` is what they share

What several layouts share stands beside them: the text around tables (code_blocks, contents, listings,
prompts, quotes, row_counts, rst_blocks, table_captions), lines, edits of equal length (edits), and arrays of
spans (code_spans).
"""
