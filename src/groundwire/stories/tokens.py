"""Folded texts in, the tokens that are compared out: a character of a script without spaces, a word of any other.

Punctuation is no token, so that a reprint with other quotation marks stays the same. Numbers are tokens, too.
"""

import re

DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u0e00-\u0eff\U00020000-\U000323af"
TOKEN = re.compile(rf"[{DENSE}]|[^\W_{DENSE}]+")
DENSE_TOKEN = re.compile(rf"[{DENSE}]")
TOKENS = re.compile(rf"([{DENSE}]+)|[^\W_{DENSE}]+")  # the same, unbroken characters (group 1) at once
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
