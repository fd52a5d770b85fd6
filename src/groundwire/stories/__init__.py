"""Copies, and later rewrites and stories."""
