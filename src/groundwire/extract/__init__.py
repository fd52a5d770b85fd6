"""Capture → Document: html, pdf, text, mail, digest; title, times, language.

``extract`` is pure; ``ExtractWorker`` runs it in an expendable process with limits.
"""
