"""The DAG `train_model`: check the data, train one model, say how good it is.

Runs on Airflow 2.11 and 3. Training happens in its own interpreter, so Airflow needs neither
MLflow nor scikit-learn:

- `ML_PLATFORM_PYTHON`: the interpreter that has the platform's requirements
- `ML_PLATFORM_HOME`: the folder that holds the package `training`
- `MLFLOW_TRACKING_URI`: where runs are recorded

Configuration values reach the training code as function arguments, never as shell text.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

try:
    from airflow.sdk import Param, dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task
    from airflow.models.param import Param

# A list of its own because Airflow cannot import the training code; a test compares the two.
MODEL_TYPES = ["random_forest", "logistic_regression", "dummy"]

PYTHON = os.environ.get("ML_PLATFORM_PYTHON", "")
if not PYTHON or not os.environ.get("ML_PLATFORM_HOME"):
    raise RuntimeError(
        "set ML_PLATFORM_PYTHON (an interpreter with the training requirements) and "
        "ML_PLATFORM_HOME (the folder that holds the package training) for Airflow"
    )

PARAMS = {
    "experiment_name": Param(
        "ml-platform",
        type="string",
        minLength=1,
        maxLength=250,
        description="MLflow experiment, made when it does not exist",
    ),
    "model_type": Param(
        "random_forest",
        type="string",
        enum=MODEL_TYPES,
        description="what to train",
    ),
    "git_sha": Param(
        "",
        type="string",
        pattern="^([0-9a-f]{7,64})?$",
        description="commit of the training code, empty when unknown",
    ),
}


@dag(
    dag_id="train_model",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    catchup=False,
    is_paused_upon_creation=False,
    max_active_runs=4,
    dagrun_timeout=timedelta(minutes=30),
    params=PARAMS,
    tags=["ml-platform"],
    doc_md=__doc__,
)
def train_model() -> None:
    """Three tasks in a row."""

    # The functions of these two tasks run in the other interpreter: they import for themselves.
    @task.external_python(python=PYTHON, expect_airflow=False)
    def check_data() -> int:
        """Refuse data that is unfit for training; return the number of rows."""
        import os
        import sys

        sys.path.insert(0, os.environ["ML_PLATFORM_HOME"])
        from training import data

        whole = data.load()
        unfit = data.problems(whole)
        if unfit:
            raise ValueError("the data is unfit: " + "; ".join(unfit))
        print(f"{len(whole.labels)} rows, {whole.features.shape[1]} features: fit")
        return len(whole.labels)

    @task.external_python(
        python=PYTHON,
        expect_airflow=False,
        multiple_outputs=True,
        execution_timeout=timedelta(minutes=20),
    )
    def train(experiment_name: str, model_type: str, git_sha: str) -> dict[str, Any]:
        """Train and record the run; each key of the result is an XCom, `run_id` among them."""
        import os
        import sys
        from dataclasses import asdict

        sys.path.insert(0, os.environ["ML_PLATFORM_HOME"])
        from training.train import Request, run

        result = asdict(run(Request(experiment_name, model_type, git_sha)))
        print(f"MLflow run {result['run_id']}")
        return result

    @task
    def report(result: dict[str, Any]) -> str:
        """Print the metrics where people look first, the task's log."""
        lines = [f"{name:10} {value:.4f}" for name, value in result["metrics"].items()]
        print("\n".join([f"{result['model_type']} {result['run_id']}", *lines]))
        return str(result["run_id"])

    trained = train(
        experiment_name="{{ params.experiment_name }}",
        model_type="{{ params.model_type }}",
        git_sha="{{ params.git_sha }}",
    )
    check_data() >> trained
    report(trained)


train_model()
