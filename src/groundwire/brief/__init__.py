"""Document and annotations in, a brief of cited statements out; and the text that briefs and pages are written as.

Central names: `write_brief`, `check_statement`, `gloss`, `say_figure`, `render_brief`, `parse_brief`, `render_page`.
"""
