"""A throwaway MLflow store: a SQLite file and a folder that go away with the test run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mlflow
import pytest


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point MLflow at an empty store whose experiment `tests` keeps its files beside it."""
    folder = tmp_path_factory.mktemp("mlflow")
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{folder / 'mlflow.db'}")
    mlflow.create_experiment("tests", artifact_location=(folder / "files").as_uri())
    yield folder
    mlflow.set_tracking_uri(before)
