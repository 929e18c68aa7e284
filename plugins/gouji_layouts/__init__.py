"""The built-in layouts: one module a layout, each with its own entry point."""
