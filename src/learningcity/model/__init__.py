"""The model: entries of a city file, their value types, the city, and the rules between them."""
