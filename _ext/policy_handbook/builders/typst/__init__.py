"""PDF by way of Typst: a booklet as one doctree, that doctree as Typst source, and that source as a PDF."""
