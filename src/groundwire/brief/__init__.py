"""Document and annotations in, a brief of cited statements out; and the text that briefs and pages are written as."""

from groundwire.brief.lines import parse_brief, render_brief
from groundwire.brief.page import render_page

__all__ = ["parse_brief", "render_brief", "render_page"]
