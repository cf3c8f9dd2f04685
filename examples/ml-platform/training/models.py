"""The models one can ask for by name."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODEL_TYPES = ("random_forest", "logistic_regression", "dummy")


class UnknownModelType(ValueError):
    """A model type that nobody registered."""

    def __init__(self, model_type: str) -> None:
        super().__init__(
            f"unknown model type {model_type!r}, allowed: {', '.join(MODEL_TYPES)}"
        )


class Classifier(Protocol):
    """What the rest of the package needs of a scikit-learn classifier."""

    def fit(self, features: pd.DataFrame, labels: pd.Series[int]) -> object:
        """Learn from the rows."""

    def predict(self, features: pd.DataFrame) -> npt.NDArray[np.int_]:
        """Return the class of each row."""

    def predict_proba(self, features: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Return the probability of each class, one row each."""


def build(model_type: str, seed: int) -> Classifier:
    """Return an untrained model; raises UnknownModelType, which lists what is allowed."""
    if model_type == "random_forest":
        forest: Classifier = RandomForestClassifier(
            n_estimators=60, max_depth=6, random_state=seed
        )
        return forest
    if model_type == "logistic_regression":
        regression: Classifier = make_pipeline(
            StandardScaler(), LogisticRegression(C=0.5, max_iter=500, random_state=seed)
        )
        return regression
    if model_type == "dummy":
        # Always says "benign": right for 63 % of the rows and useless. The gate must say no.
        dummy: Classifier = DummyClassifier(strategy="most_frequent", random_state=seed)
        return dummy
    raise UnknownModelType(model_type)
