"""Document + annotations → Brief: the extractive writer, glosses, checks and the text layout."""
