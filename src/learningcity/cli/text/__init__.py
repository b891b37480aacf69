"""What the commands print for people: a sentence, then a table, then where to look next."""
