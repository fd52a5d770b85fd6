"""Document and annotations in, a brief of cited statements out; and the text that briefs and pages are written as.

Central names: `write_brief`, `check_statement`, `gloss`, `render_brief`, `parse_brief`, `render_page`.
"""

from groundwire.brief.check import check_statement
from groundwire.brief.extractive import write_brief
from groundwire.brief.gloss import gloss
from groundwire.brief.lines import parse_brief, render_brief
from groundwire.brief.page import render_entry, render_page

__all__ = ["check_statement", "gloss", "parse_brief", "render_brief", "render_entry", "render_page", "write_brief"]
