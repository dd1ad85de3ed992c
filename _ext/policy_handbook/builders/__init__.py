"""What is made of the handbook beside its pages: rule pages, data, worksheets."""
