"""What a report says, as plain values: no markup, no file."""
