"""Numbers that say how good a model is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)

from training.data import Part
from training.models import Classifier, build


@dataclass(frozen=True)
class CurvePoint:
    """Validation scores of a model that has seen the first `rows` training rows."""

    rows: int
    accuracy: float
    log_loss: float


def evaluate(model: Classifier, part: Part) -> dict[str, float]:
    """Score a trained model; every value is a ratio between 0 and 1."""
    predicted = model.predict(part.features)
    malignant = model.predict_proba(part.features)[:, 1]
    return {
        "accuracy": float(accuracy_score(part.labels, predicted)),
        # A model that never says "malignant" has no precision: count it as 0.
        "f1": float(f1_score(part.labels, predicted, zero_division=0)),
        "precision": float(precision_score(part.labels, predicted, zero_division=0)),
        "recall": float(recall_score(part.labels, predicted, zero_division=0)),
        "roc_auc": float(roc_auc_score(part.labels, malignant)),
    }


def learning_curve(
    model_type: str, train: Part, validation: Part, seed: int, steps: int = 8
) -> list[CurvePoint]:
    """Train on growing slices of the training rows and score each on the validation rows."""
    points: list[CurvePoint] = []
    for rows in np.linspace(len(train.labels) / steps, len(train.labels), steps):
        count = int(rows)
        model = build(model_type, seed)
        model.fit(train.features.iloc[:count], train.labels.iloc[:count])
        points.append(
            CurvePoint(
                rows=count,
                accuracy=float(
                    accuracy_score(
                        validation.labels, model.predict(validation.features)
                    )
                ),
                log_loss=float(
                    log_loss(
                        validation.labels,
                        model.predict_proba(validation.features),
                        labels=[0, 1],
                    )
                ),
            )
        )
    return points
