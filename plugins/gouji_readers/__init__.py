"""Readers of files that are no text: office files, PDF, saved pages; their texts say where they are from.

office ← docx, xlsx, odf ← odt, ods    which kind of office file it is
    docx ← docx_paragraph, docx_styles, docx_table;  odt ← odf_paragraph, odf_styles, odf_table, odf_slots
    story, words                       a text file's body, of both kinds
    xlsx ← xlsx_sheet, xlsx_format;  sheet_grid, sheet_parts    sheets, of both kinds
    package                            archives of XML, within limits
stretches                              where flags hold, for sheets and pages
pdf ← pdf_page ← pdf_text, pdf_drawing, pdf_form, pdf_clip, pdf_paper, pdf_notes, pdf_over,
  pdf_struck, pdf_low, pdf_backward    a page: characters seen, rules, what hides or cuts them
    ← pdf_titles, pdf_sides, pdf_beyond, pdf_pieces, pdf_print ← pdf_lines, pdf_justified, pdf_late,
      pdf_furniture                    all pages as a print, its lines
    ← pdf_rules, pdf_spill, pdf_cells, pdf_join    tables by rules, over pages
    ← pdf_heap                         words of low cells without walls
    ← pdf_stream ← pdf_block, pdf_pitch, pdf_columns, pdf_band, pdf_head, pdf_names,
      pdf_found, pdf_unfilled
                                       by order of drawing and columns
    ← pdf_shown, pdf_torn              what a page shows of a last column; broken figures outside of tables
    ← pdf_write, pdf_second            the text, and the second one
saved ← mhtml, strings, escaped        pages in archives, in scripts, in pages
drawn ← blocks                         the layout of what a file itself shows; ``grid`` makes its matrices
"""
