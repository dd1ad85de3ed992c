"""The least in which an example of the guide can be built."""

extensions = ["myst_parser", "policy_handbook"]
language = "nl"
primary_domain = "policy"
nitpicky = True
smartquotes = False
myst_enable_extensions = ["colon_fence"]
myst_disable_syntax = ["html_inline", "html_block", "code"]
exclude_patterns = ["**/*.txt", "**/*.tsv"]
