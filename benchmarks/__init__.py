"""Quality gates and speed, measured on outside data; see docs/benchmarks.md."""
