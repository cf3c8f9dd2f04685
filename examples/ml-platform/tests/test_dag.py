"""The DAG runs in Airflow's environment, which this one does not have: read it as text."""

from __future__ import annotations

import ast
from pathlib import Path

from training.models import MODEL_TYPES

DAG = Path(__file__).parents[1] / "dags" / "train_model.py"


def test_dag_offers_the_models_there_are() -> None:
    tree = ast.parse(DAG.read_text(encoding="utf-8"))
    offered = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "MODEL_TYPES"
    ]
    assert offered == [list(MODEL_TYPES)]
