"""The bulk driver: large inputs cut into shards, worked on by Daft's native engine or on Ray, kept by the one writer.

`plan` makes the shards, `read_shard` gives a shard's captures, `Engine` runs the stages over shards, `BulkRun` keeps
what they give and records which shards are done.
"""
