"""What no page can know alone: whether the book is of one piece."""
