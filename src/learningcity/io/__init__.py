"""Reading and writing: files, texts and plain data to a city with all its problems, and back."""
