"""The data are what the models expect, and bad data is said so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from training import data


def test_shipped_data_is_fit() -> None:
    assert data.problems(data.load()) == []


def test_label_means_malignant() -> None:
    whole = data.load()
    assert int(whole.labels.sum()) == 212
    assert len(whole.labels) == 569


def test_same_seed_same_rows() -> None:
    whole = data.load()
    first, again = data.split(whole, 3), data.split(whole, 3)
    other = data.split(whole, 4)
    assert list(first.test.labels.index) == list(again.test.labels.index)
    assert list(first.test.labels.index) != list(other.test.labels.index)


def test_no_row_is_in_two_parts() -> None:
    split = data.split(data.load(), 3)
    rows = [set(p.labels.index) for p in (split.train, split.validation, split.test)]
    assert [len(part) for part in rows] == [341, 114, 114]
    assert len(set.union(*rows)) == 569


def part(columns: dict[str, list[float]], labels: list[int]) -> data.Part:
    """Build a small data set."""
    return data.Part(pd.DataFrame(columns), pd.Series(labels, dtype="int64"))


def test_names_missing_values_and_constant_columns() -> None:
    labels = [0, 1] * 20
    rows = [float(n) for n in range(40)]
    found = data.problems(
        part({"a": [*rows[:39], np.nan], "b": [1.0] * 40, "c": rows}, labels)
    )
    assert found == ["column 'a' lacks 1 of 40 values", "column 'b' never changes"]


def test_names_rare_and_strange_classes() -> None:
    rows = {"a": [float(n) for n in range(40)]}
    assert data.problems(part(rows, [1] * 3 + [0] * 37)) == ["only 3 rows of class 1"]
    assert data.problems(part(rows, [2] * 40)) == [
        "the labels must be 0 and 1, found [2]"
    ]


def test_empty_data_is_unfit() -> None:
    assert data.problems(part({"a": []}, [])) == ["there are no rows"]
