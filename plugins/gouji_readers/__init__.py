"""Readers of files that are no text: Word, Excel, PDF, saved pages; each makes a text that says where it is from."""
