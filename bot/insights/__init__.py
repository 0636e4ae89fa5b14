"""What the editors learn from those who ask: what had no answer, what helped, what is asked and shared."""
