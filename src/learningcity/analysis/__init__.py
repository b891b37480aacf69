"""Analyses of a city: questions about duplication, needs and gaps, each answered by one result."""
