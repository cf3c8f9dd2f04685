"""The breast cancer data set that ships with scikit-learn, split the same way every time."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

TARGET = "malignant"


@dataclass(frozen=True)
class Part:
    """Features and labels of one part of the data."""

    features: pd.DataFrame
    labels: pd.Series[int]


@dataclass(frozen=True)
class Split:
    """60 % to train on, 20 % to watch while training, 20 % that only the final metrics see."""

    train: Part
    validation: Part
    test: Part


def load() -> Part:
    """Load the whole data set; the label is 1 for a malignant tumour.

    scikit-learn codes malignant as 0. It is turned round here because precision, recall and F1
    describe the class that is worth finding.
    """
    bunch = load_breast_cancer(as_frame=True)
    labels = (bunch.target == 0).astype(int).rename(TARGET)
    return Part(features=bunch.data, labels=labels)


def split(part: Part, seed: int) -> Split:
    """Split with the classes in equal proportion; the same seed gives the same rows."""
    rest_x, test_x, rest_y, test_y = train_test_split(
        part.features,
        part.labels,
        test_size=0.2,
        random_state=seed,
        stratify=part.labels,
    )
    train_x, validation_x, train_y, validation_y = train_test_split(
        rest_x, rest_y, test_size=0.25, random_state=seed, stratify=rest_y
    )
    return Split(
        train=Part(train_x, train_y),
        validation=Part(validation_x, validation_y),
        test=Part(test_x, test_y),
    )


def problems(part: Part) -> list[str]:
    """Say what makes the data unfit for training; an empty list means fit."""
    found: list[str] = []
    if part.features.empty:
        return ["there are no rows"]
    missing = part.features.isna().sum()
    found += [
        f"column {name!r} lacks {count} of {len(part.features)} values"
        for name, count in missing[missing > 0].items()
    ]
    constant = part.features.nunique() == 1
    found += [f"column {name!r} never changes" for name in constant[constant].index]
    classes = part.labels.value_counts()
    if set(classes.index) != {0, 1}:
        found.append(f"the labels must be 0 and 1, found {sorted(classes.index)}")
    elif classes.min() < 20:
        found.append(f"only {classes.min()} rows of class {classes.idxmin()}")
    return found
