"""Settings of the handbook; everything it does is in ``_ext/policy_handbook``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Handboek sociale media"
author = ""
language = "nl"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "policy_handbook"]
root_doc = "index"
include_patterns = ["index.md", "zoeken.md", "codes/**", "docs/**"]
exclude_patterns = [".git", ".venv", "_build", "tests", "node_modules", "codes/**/*.txt", "codes/**/*.tsv"]
nitpicky = True
primary_domain = "policy"

# The text is sacred: no typographer's quotes, no markup that an editor did not mean.
smartquotes = False
myst_enable_extensions = ["colon_fence"]
myst_disable_syntax = ["html_inline", "html_block", "code"]
myst_heading_anchors = 0

# -- whose handbook this is (see docs/redactie): the comparative book of the five codes, of no authority of its own
policy_handbook_url = ""
policy_home = {}
policy_contacts = {}
policy_acknowledgement = ""  # what a colleague signs for a booklet; empty for the usual words
policy_acknowledgement_to = ""  # to whom a colleague mails that it was received

# -- site
html_theme = "policy_handbook"
policy_footer = [
    "docs/over/index",
    "docs/over/doelgroepen",
    "docs/over/tekens",
    "docs/over/gebreken",
    "docs/onboarding/index",
    "docs/redactie/index",
]
html_title = project
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_permalinks = False

# -- as an e-book (sphinx-build -b epub), which must have all of these
version = "1"
epub_author = epub_publisher = project
epub_copyright = "De teksten van de codes blijven van de besturen die ze vaststelden."
