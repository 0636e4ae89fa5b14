"""What is known: data in YAML, and the models and loader for it. Imports nothing of the other packages."""
