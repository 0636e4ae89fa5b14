"""From how sure a rule is to a probability that means something.

The rules give each decision a confidence of their own scale. A logistic for each outcome maps it to the share of
replies that were right at that confidence (J. Platt's scaling); `bot evaluate --fit` fits it on question sets, and the
weights are kept in `calibration.yaml` with what they were fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from intents.reply import Outcome
from knowledge.documents import parse_document, read_document

FILE = Path(__file__).parent / "calibration.yaml"
STEPS = 4000
"""Steps of the descent; the loss is flat long before."""
RATE = 0.5
PULL = 0.01
"""Pull of the weights towards "as the rule says" (slope 1, no shift), against fits on too few examples."""
_LEAST, _MOST = 0.005, 0.995


class Scale(BaseModel):
    """The logistic of one outcome: probability = logistic(slope · log-odds of the rule's confidence + shift)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slope: float
    shift: float

    def probability(self, confidence: float) -> float:
        """The probability that a reply of this confidence is right, 0 to 1."""
        return 1 / (1 + math.exp(-(self.slope * _log_odds(confidence) + self.shift)))


AS_IS = Scale(slope=1.0, shift=0.0)


class Calibration(BaseModel):
    """The content of `calibration.yaml`: what it was fitted on, and a scale for each outcome."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fitted_on: str
    scales: dict[Outcome, Scale]

    def probability(self, outcome: Outcome, confidence: float) -> float:
        """The probability that a reply of this outcome and confidence is right."""
        return self.scales.get(outcome, AS_IS).probability(confidence)


def load_calibration(file: Path = FILE) -> Calibration:
    """The kept calibration. Raises InvalidFilesError where its file is wrong."""
    return parse_document(read_document(file), Calibration)


def fit(examples: Sequence[tuple[float, bool]]) -> Scale:
    """The scale that fits pairs of a rule's confidence and whether its reply was right, by gradient descent."""
    if not examples:
        return AS_IS
    pairs = [(_log_odds(confidence), float(right)) for confidence, right in examples]
    slope, shift = 1.0, 0.0
    for _ in range(STEPS):
        by_slope = by_shift = 0.0
        for odds, right in pairs:
            miss = 1 / (1 + math.exp(-(slope * odds + shift))) - right
            by_slope += miss * odds
            by_shift += miss
        slope -= RATE * (by_slope / len(pairs) / 4 + PULL * (slope - 1))
        shift -= RATE * (by_shift / len(pairs) + PULL * shift / 10)
    return Scale(slope=round(slope, 3), shift=round(shift, 3))


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, _LEAST), _MOST)
    return math.log(bounded / (1 - bounded))
