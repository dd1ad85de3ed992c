"""What a code says of an act: positions as clauses, answers to a verdict, and the proof over all answers. No docutils."""
