"""A book of which the ids are names that JavaScript's own objects have."""

extensions = ["myst_parser", "policy_handbook"]
language = "nl"
primary_domain = "policy"
smartquotes = False
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["**/*.txt"]
