"""Graphs of a city: plain networkx graphs, built fresh and in a fixed order."""
