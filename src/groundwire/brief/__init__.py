"""Document and annotations in, a brief of cited statements out; and the text that briefs and pages are written as.

Central names: `write_brief`, `check_statement`, `gloss`, `say_figure`, `render_brief`, `parse_brief`, `render_page`.
"""

from groundwire.brief.extractive import check_statement, write_brief
from groundwire.brief.gloss import gloss, say_measured, say_mention
from groundwire.brief.lines import cut_citations, is_laid_out, parse_brief, render_brief
from groundwire.brief.page import render_entry, render_page
from groundwire.brief.say import say_figure, say_period
from groundwire.brief.told import say_event, say_reference, say_share

__all__ = [
    "check_statement",
    "cut_citations",
    "gloss",
    "is_laid_out",
    "parse_brief",
    "render_brief",
    "render_entry",
    "render_page",
    "say_event",
    "say_figure",
    "say_measured",
    "say_mention",
    "say_period",
    "say_reference",
    "say_share",
    "write_brief",
]
