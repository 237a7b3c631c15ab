"""Sections of pages: what was found, as headings, sentences and tables; they know no session."""
