"""How well the assistant understands: question sets, their judgement, and the report on a run."""
