"""What is said of the texts and of decisions: in words and plain data, without docutils."""
