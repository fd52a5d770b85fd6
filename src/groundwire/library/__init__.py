"""Lance tables: schema, the only writer, search; and the state beside them."""
