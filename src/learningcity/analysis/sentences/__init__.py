"""What results say to people. Logic stays elsewhere; whatever is translated one day is here."""
