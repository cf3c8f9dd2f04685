"""What a caller that waits for a run meets beyond success and failure; for Airflow 2.10+ and 3."""
from __future__ import annotations

import signal
import time
from datetime import datetime

try:
    from airflow.sdk import dag, task
except ImportError:
    from airflow.decorators import dag, task

COMMON = dict(schedule=None, start_date=datetime(2024, 1, 1), catchup=False, is_paused_upon_creation=False, tags=["lab"])
PAUSED = {**COMMON, "is_paused_upon_creation": True}


@dag(dag_id="paused", **PAUSED)
def paused():
    """Accepts a trigger; the run stays queued until somebody unpauses the DAG."""

    @task
    def work():
        return "ran"

    work()


@dag(dag_id="long_600s", **COMMON)
def long_600s():
    """To be cancelled: the second task shows whether the run went on."""

    @task
    def train():
        def stopped(number, frame):
            print("stopped by signal", number, flush=True)
            raise SystemExit(1)

        signal.signal(signal.SIGTERM, stopped)
        for second in range(600):
            print("second", second, flush=True)
            time.sleep(1)

    @task
    def publish():
        print("published")

    train() >> publish()


@dag(dag_id="mapped_30", **COMMON)
def mapped_30():
    """31 task instances, so that lists need pages and summaries need a limit; number 17 fails when conf says so."""

    @task
    def score(fold: int, **context):
        time.sleep(0.2)
        if fold == 17 and (context["dag_run"].conf or {}).get("fail"):
            raise ValueError("fold 17 has no rows")
        return fold / 30

    @task(trigger_rule="all_done")
    def collect():
        return "collected"

    score.expand(fold=list(range(30))) >> collect()


@dag(dag_id="hostile_logs", **COMMON)
def hostile_logs():
    """Log lines and an error message that a runner, Markdown, HTML, Slack or a shell would act on if they came through raw."""

    @task
    def shout():
        for line in HOSTILE:
            print(line, flush=True)
        raise ValueError("bad row: " + " | ".join(HOSTILE))

    shout()


HOSTILE = [
    "::error::x",
    "::set-output name=a::b",
    "::add-mask::a",
    "::stop-commands::token",
    "##[error]old style",
    "%0A::warning::encoded",
    "</details></td></table><img src=x onerror=alert(1)>",
    "@everyone <!channel> <!here> @octocat #1 GH-1",
    "``` fence ` tick ~~~",
    "[click](javascript:alert(1)) ![pixel](http://127.0.0.1:9/pixel.png)",
    "| a | b |\n| - | - |",
    "$(touch pwned) `touch pwned` ; touch pwned",
    "\x1b[31mred\x1b[0m \x1b]8;;http://127.0.0.1:9\x07link\x1b]8;;\x07 \r overwritten \x00 nul",
    "\u202eright to left\u202c zero\u200bwidth",
    "api_key=lab-fake-secret-0123456789 Authorization: Bearer lab-fake-token-0123456789",
    "postgresql://ml:lab-fake-password@db.internal:5432/ml",
]


@dag(dag_id="xcoms", **COMMON)
def xcoms():
    """Results of many kinds, as the return value and under keys of their own. Airflow 3 refuses floats that JSON has no word for."""

    @task
    def push(**context):
        for key, value in XCOMS.items():
            try:
                context["ti"].xcom_push(key=key, value=value)
            except Exception as error:
                print("cannot push", key, "-", error)
        return {"accuracy": 0.93, "run_id": "0123456789abcdef0123456789abcdef", "folds": [0.91, 0.95], "ready": True}

    @task
    def nothing():
        return None

    @task
    def number():
        return 0.1 + 0.2

    @task
    def text():
        return "3.0"

    push()
    nothing()
    number()
    text()


XCOMS = {
    "nan": float("nan"),
    "infinity": float("inf"),
    "big_integer": 2**53 + 1,
    "zero": 0,
    "no": False,
    "nested": {"a": {"b": [1, {"c": None}]}, "with space": 1, "with.dot": 2},
    "list": [1, 2.5, "three", None],
    "big": "x" * 100_000,
    "empty": "",
    "hostile": "::error::x</details>@everyone `$(touch pwned)`\n::set-output name=a::b",
    "custom/key with space": "custom",
    "ümläut": "größe",
}

paused()
long_600s()
mapped_30()
hostile_logs()
xcoms()
