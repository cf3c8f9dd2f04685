"""What a training run leaves in MLflow."""

from __future__ import annotations

import json
from pathlib import Path

import mlflow
import pytest

from training import data
from training.__main__ import main
from training.train import Request, Result, UnfitData, run

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(name="result", scope="module")
def result_fixture(store: Path) -> Result:
    """Train once; the tests look at it from different sides."""
    assert store.is_dir()
    return run(Request("tests", "logistic_regression", COMMIT))


def test_run_is_finished_and_tagged(result: Result) -> None:
    recorded = mlflow.get_run(result.run_id)
    assert recorded.info.status == "FINISHED"
    assert recorded.info.experiment_id == result.experiment_id
    assert recorded.data.tags["mlflow.source.git.commit"] == COMMIT
    assert recorded.data.tags["model_type"] == "logistic_regression"


def test_metrics_are_those_returned(result: Result) -> None:
    recorded = mlflow.get_run(result.run_id).data.metrics
    assert set(result.metrics) == {"accuracy", "f1", "precision", "recall", "roc_auc"}
    for name, value in result.metrics.items():
        assert recorded[name] == pytest.approx(value)


def test_parameters_say_what_was_trained(result: Result) -> None:
    parameters = mlflow.get_run(result.run_id).data.params
    assert parameters["model_type"] == "logistic_regression"
    assert parameters["seed"] == "42"
    assert parameters["train_rows"] == "341"


def test_curve_has_a_history(result: Result) -> None:
    client = mlflow.MlflowClient()
    history = client.get_metric_history(result.run_id, "validation_log_loss")
    assert [metric.step for metric in history][-1] == 341
    assert len(history) == 8


@pytest.mark.parametrize("model_type", ["logistic_regression", "random_forest"])
def test_model_can_be_loaded_and_used(store: Path, model_type: str) -> None:
    result = run(Request("tests", model_type))
    loaded = mlflow.pyfunc.load_model(f"runs:/{result.run_id}/model")
    rows = data.load().features.head(3)
    assert set(loaded.predict(rows)) <= {0, 1}


def test_unfit_data_is_refused_before_a_run_exists(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "problems", lambda _: ["column 'x' never changes"])
    before = len(mlflow.search_runs(search_all_experiments=True))
    with pytest.raises(UnfitData, match="column 'x' never changes"):
        run(Request("tests", "dummy"))
    assert len(mlflow.search_runs(search_all_experiments=True)) == before


def test_command_line_prints_the_result(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--experiment", "tests", "--model-type", "dummy"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert mlflow.get_run(printed["run_id"]).data.tags["model_type"] == "dummy"


def test_command_line_explains_an_unknown_model(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--experiment", "tests", "--model-type", "xgboost"]) == 2
    assert "allowed: random_forest" in capsys.readouterr().err
