"""What the handbook looks like: directives, and the generated parts of pages. All of them are in :mod:`.registry`."""
