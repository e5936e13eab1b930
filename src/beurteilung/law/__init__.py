"""What norms and courts say: guidelines, decisions, codes, and their registry. Imports `model` and below."""
