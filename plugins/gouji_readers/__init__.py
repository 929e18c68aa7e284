"""Readers of files that are no text: Word, Excel, PDF, saved pages; their texts say where they are from."""
