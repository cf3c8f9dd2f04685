"""Writes runs with the real client, and asks the real client for what our reader is compared with.

    python mlflow-metrics.fixture.py write URI SUFFIX   -> ids as JSON
    python mlflow-metrics.fixture.py search URI         <- [{"experiment": id, "filter": …, "order_by": […]}]  -> [[run ids] or {"error": …}]
"""

import json
import os
import sys

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from mlflow import MlflowClient  # noqa: E402

COMMIT = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
OTHER = "1111111111111111111111111111111111111111"


def write(uri: str, suffix: str) -> dict:
    client = MlflowClient(uri, registry_uri=uri)
    experiment = client.create_experiment(f"churn {suffix}")
    ids = {"experiment": experiment, "name": f"churn {suffix}", "model": f"model-{suffix}"}

    def run(name, start, metrics, status="FINISHED", commit=COMMIT, params=None, **tags):
        tags = {"mlflow.source.git.commit": commit, "mlflow.user": "ci", **tags} if commit else tags
        made = client.create_run(experiment, start_time=start, tags=tags, run_name=name)
        for key, values in metrics.items():
            for step, value in enumerate(values if isinstance(values, list) else [values]):
                client.log_metric(made.info.run_id, key, value, timestamp=start + step + 1, step=step)
        for key, value in (params or {}).items():
            client.log_param(made.info.run_id, key, value)
        if status != "RUNNING":
            client.set_terminated(made.info.run_id, status, end_time=start + 500)
        ids[name] = made.info.run_id
        return made

    good = run(
        "good",
        10_000,
        {"acc": [0.7, 0.8, 0.86, 0.91, 0.93], "val/loss": 0.25, "val loss.2": 0.3, "a:b/c": 1.5, "neg": -2.0, "zero": 0.0},
        params={"model": "rf", "lr": "0.05", "dotted.key": "x"},
        foo="a%b_c",
        **{"with space": 'v "q" `b`', "lines": "one\ntwo"},
    )
    for fold in range(3):
        run(f"fold-{fold}", 11_000 + fold, {"acc": 0.88, "val/loss": 0.2 + fold / 100}, params={"model": "xgb"},
            **{"mlflow.parentRunId": good.info.run_id})
    run("nan", 12_000, {"acc": float("nan"), "val/loss": float("nan"), "diverged": [1.0, float("nan"), 0.5]}, commit=OTHER)
    run("inf", 12_500, {"acc": float("inf"), "val/loss": float("-inf")}, commit=OTHER, params={"model": "RF"})
    run("failed", 13_000, {"acc": 0.99}, status="FAILED")
    run("killed", 13_500, {"acc": 0.98}, status="KILLED")
    run("running", 14_000, {"acc": 0.97}, status="RUNNING", commit=None)
    run("empty", 9_000, {}, commit=None)
    run("deleted", 15_000, {"acc": 0.999})
    client.delete_run(ids["deleted"])
    run("</code>|<img src=x> @org ::error::x `é`", 8_000, {"acc": 0.1}, commit=None, params={"model": "ÉTÉ"})

    client.create_registered_model(ids["model"])
    for name in ("good", "fold-0", "deleted"):
        source = client.get_run(ids[name]).info.artifact_uri + "/model"
        client.create_model_version(ids["model"], source, ids[name])
    client.set_registered_model_alias(ids["model"], "champion", "1")
    client.set_registered_model_alias(ids["model"], "gone", "3")
    client.transition_model_version_stage(ids["model"], "1", "Production")
    client.transition_model_version_stage(ids["model"], "2", "Production")
    return ids


def search(uri: str) -> list:
    client = MlflowClient(uri, registry_uri=uri)
    answers = []
    for ask in json.load(sys.stdin):
        try:
            runs = client.search_runs([ask["experiment"]], ask.get("filter", ""), order_by=ask.get("order_by", []))
            answers.append([run.info.run_id for run in runs])
        except Exception as error:  # the message is compared by eye only
            answers.append({"error": str(error)})
    return answers


print(json.dumps(write(sys.argv[2], sys.argv[3]) if sys.argv[1] == "write" else search(sys.argv[2])))
