"""What a page shows and rests on, so that nothing is stale and nothing is made twice."""
