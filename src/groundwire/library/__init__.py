"""The tables and indexes made from the archive, all of which can be made anew, and what became of each capture.

`Library` keeps `Record`s and answers `Query`s; `State` keeps what is known about captures, failures and sources.
"""
