"""The handbook as plain Python: no Sphinx and no docutils."""
