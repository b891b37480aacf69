"""Where the parts of a picture stand: numbers only, no markup."""
