"""Topics: what belongs together, read from YAML files and found in documents.

Central names: ``load_topics`` reads the files, ``TopicMatcher`` finds which topics a document belongs to and why,
``run_examples`` tests a topic against its own examples, ``find_topic`` knows a topic by any of its names.
"""
