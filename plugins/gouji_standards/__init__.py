"""Tables as the standards define them: a module or a package each layout, with the hook ``gouji_tables``.

What several layouts share stands beside them: ``drawing`` for tables of characters, and modules for the text
around tables (code, quotes, prompts, captions).
"""
