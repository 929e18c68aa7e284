"""Tables as the standards define them: one module a layout, each the hook ``gouji_tables``."""
