"""black, flake8, mypy and pytest with one verdict. Standard library only."""
