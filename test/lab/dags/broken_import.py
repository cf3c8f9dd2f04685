"""Cannot be imported, on purpose: shows up in the import errors of Airflow, and its DAG never exists."""
import a_module_that_does_not_exist  # noqa: F401
