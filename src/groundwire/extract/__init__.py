"""Capture → Document: html, pdf, text, email, digest; title, times, language."""
