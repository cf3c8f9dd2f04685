"""Train one model and record the run in MLflow."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from importlib.metadata import version

import mlflow
import mlflow.sklearn
from mlflow.entities import Metric
from mlflow.models import infer_signature
from mlflow.utils.mlflow_tags import MLFLOW_GIT_COMMIT

from training import data, metrics, models


class UnfitData(ValueError):
    """The data must not be trained on."""


@dataclass(frozen=True)
class Request:
    """What to train and under which name to record it."""

    experiment: str
    model_type: str
    git_sha: str = ""
    seed: int = 42


@dataclass(frozen=True)
class Result:
    """Where the run is and how good the model was on rows it never saw."""

    run_id: str
    experiment_id: str
    model_type: str
    metrics: dict[str, float]


def run(request: Request) -> Result:
    """Train, evaluate and record; returns only after MLflow has marked the run FINISHED.

    MLflow's own variables (`MLFLOW_TRACKING_URI`, `MLFLOW_TRACKING_USERNAME` ...) say where.
    Raises UnknownModelType or UnfitData before a run exists; a later failure leaves a FAILED run.
    """
    model = models.build(request.model_type, request.seed)
    whole = data.load()
    unfit = data.problems(whole)
    if unfit:
        raise UnfitData("; ".join(unfit))
    split = data.split(whole, request.seed)

    experiment = mlflow.set_experiment(request.experiment)
    tags = {"model_type": request.model_type, "dataset": "breast_cancer"}
    if request.git_sha:
        tags[MLFLOW_GIT_COMMIT] = request.git_sha
    with mlflow.start_run(run_name=request.model_type, tags=tags) as active:
        run_id = str(active.info.run_id)
        mlflow.log_params(
            {
                **asdict(request),
                "train_rows": len(split.train.labels),
                "validation_rows": len(split.validation.labels),
                "test_rows": len(split.test.labels),
                "features": whole.features.shape[1],
            }
        )
        _log_curve(run_id, request, split)
        model.fit(split.train.features, split.train.labels)
        scores = metrics.evaluate(model, split.test)
        mlflow.log_metrics(scores)
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(
                split.train.features, model.predict(split.train.features)
            ),
            # The trees are ours: we have just grown them.
            skops_trusted_types=["sklearn.tree._tree.Tree"],
            # Named, not inferred: inferring starts another interpreter and takes seconds.
            pip_requirements=[
                f"{package}=={version(package)}"
                for package in ("mlflow", "scikit-learn", "pandas", "numpy")
            ],
        )
    return Result(run_id, str(experiment.experiment_id), request.model_type, scores)


def _log_curve(run_id: str, request: Request, split: data.Split) -> None:
    """Record the learning curve in one request; the step is the number of training rows."""
    now = int(time.time() * 1000)
    curve = metrics.learning_curve(
        request.model_type, split.train, split.validation, request.seed
    )
    history = [
        Metric(key, value, now + place, point.rows)
        for place, point in enumerate(curve)
        for key, value in (
            ("validation_accuracy", point.accuracy),
            ("validation_log_loss", point.log_loss),
        )
    ]
    mlflow.MlflowClient().log_batch(run_id, metrics=history)
