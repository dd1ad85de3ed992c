"""What the texts say, as plain Python: no verdicts, no Sphinx and no docutils."""
