/** DAGs that only these tests need; put into the DAGs folder while Airflow runs. For Airflow 2.10+ and 3. */
export const NAP = `
import time
from datetime import datetime
try:
    from airflow.sdk import dag, task, task_group
except ImportError:
    from airflow.decorators import dag, task, task_group

COMMON = dict(schedule=None, start_date=datetime(2024, 1, 1), catchup=False, is_paused_upon_creation=False)

@dag(dag_id="nap", **COMMON)
def nap():
    """Sleeps as long as conf says; its task is in a group, so that its id has a dot."""
    @task_group(group_id="group")
    def group():
        @task
        def sleep(**context):
            seconds = float((context["dag_run"].conf or {}).get("seconds", 1))
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                time.sleep(0.2)
            context["ti"].xcom_push(key="slept.for", value=seconds)
            return {"seconds": seconds}
        sleep()
    group()

nap()
`;

export const FRESH = `
from datetime import datetime
try:
    from airflow.sdk import dag, task
except ImportError:
    from airflow.decorators import dag, task

@dag(dag_id="fresh_dag", schedule=None, start_date=datetime(2024, 1, 1), catchup=False, is_paused_upon_creation=False)
def fresh_dag():
    @task
    def work():
        return 1
    work()

fresh_dag()
`;
