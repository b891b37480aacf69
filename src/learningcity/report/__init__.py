"""The report that a council officer shows the board."""
