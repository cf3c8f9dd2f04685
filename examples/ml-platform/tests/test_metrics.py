"""Metrics tell a good model from a useless one."""

from __future__ import annotations

import pytest

from training import data, metrics, models


@pytest.fixture(name="split", scope="module")
def split_fixture() -> data.Split:
    """Split once for the module."""
    return data.split(data.load(), 42)


@pytest.mark.parametrize("model_type", ["random_forest", "logistic_regression"])
def test_real_models_pass_the_gate(model_type: str, split: data.Split) -> None:
    model = models.build(model_type, 42)
    model.fit(split.train.features, split.train.labels)
    scores = metrics.evaluate(model, split.test)
    assert scores["accuracy"] > 0.85
    assert scores["f1"] > 0.80
    assert all(0 <= score <= 1 for score in scores.values())


def test_dummy_fails_the_gate(split: data.Split) -> None:
    model = models.build("dummy", 42)
    model.fit(split.train.features, split.train.labels)
    scores = metrics.evaluate(model, split.test)
    assert scores["accuracy"] < 0.85
    assert scores["f1"] == 0
    assert scores["precision"] == 0
    assert scores["roc_auc"] == 0.5


def test_curve_grows_to_all_rows(split: data.Split) -> None:
    curve = metrics.learning_curve(
        "logistic_regression", split.train, split.validation, 42, steps=4
    )
    assert [point.rows for point in curve] == [85, 170, 255, 341]
    assert curve[-1].log_loss < curve[0].log_loss


def test_unknown_model_lists_the_known() -> None:
    expected = (
        "unknown model type 'xgboost', "
        "allowed: random_forest, logistic_regression, dummy"
    )
    with pytest.raises(models.UnknownModelType) as caught:
        models.build("xgboost", 42)
    assert str(caught.value) == expected
