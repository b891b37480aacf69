"""The reach calculus: how offers mean each other's people, and which offers mean a need."""
