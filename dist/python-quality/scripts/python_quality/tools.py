"""The four tools: how each is called and what its answer means."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import List, Optional, Tuple

from . import reports
from .inputs import Inputs
from .model import Coverage, Finding, Findings, Judgement, Tests
from .process import Finished

JUNIT, COVERAGE, FLAKE8 = "junit.xml", "coverage.xml", "flake8.txt"

# Modules each tool needs, and what pip calls them.
NEEDS = {
    "black": (("black", "black"),),
    "flake8": (("flake8", "flake8"),),
    "mypy": (("mypy", "mypy"),),
    "pytest": (("pytest", "pytest"), ("pytest_cov", "pytest-cov")),
}


class Tool:
    """One run of one tool."""

    name = ""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.findings = Findings()

    def arguments(self) -> List[str]:
        """Return the command line after the tool's name."""
        raise NotImplementedError

    def on_line(self, line: str) -> None:
        """Look at a line of output."""

    def judge(self, finished: Finished) -> Judgement:
        """Say what the run means, once it has ended by itself."""
        raise NotImplementedError

    def file(self, name: str) -> Path:
        """Return a file in the output directory."""
        return self.inputs.output_directory / name

    def could_not(self, finished: Finished) -> Judgement:
        """Say that the tool could not judge, with its last words."""
        last = next((line.strip() for line in reversed(finished.tail) if line.strip()), "")
        how = (
            f"was killed by signal {-finished.exit_code}"
            if finished.exit_code < 0
            else f"exited with {finished.exit_code}"
        )
        return Judgement("error", f"{how}: {last[:300]}" if last else how)


def count(number: int, what: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {what}" + ("" if number == 1 else "s")


class Black(Tool):
    """Formatting."""

    name = "black"

    def arguments(self) -> List[str]:
        return ["--check", "--diff", "--no-color", "--", *self.inputs.paths]

    def on_line(self, line: str) -> None:
        # The lines of a diff start with a space, a sign or an @, so they are never mistaken for this.
        match = re.match(r"would reformat (.+)$", line)
        if match:
            # black prints absolute paths
            path = os.path.relpath(match.group(1), self.inputs.working_directory)
            self.findings.add(Finding("black would reformat this file", path))

    def judge(self, finished: Finished) -> Judgement:
        if any("No Python files are present" in line for line in finished.tail):
            return Judgement("error", "found no Python file to look at")
        if finished.exit_code == 0:
            return Judgement("pass", "formatted")
        if finished.exit_code == 1 and self.findings.total:
            return Judgement("fail", f"{count(self.findings.total, 'file')} to reformat")
        return self.could_not(finished)


class Flake8(Tool):
    """Style and simple mistakes. Findings are read from a file: a user's format cannot hide them."""

    name = "flake8"

    def arguments(self) -> List[str]:
        report = f"--output-file={self.file(FLAKE8)}"
        # No `--`: flake8 parses in two stages and would take its own options for files after one.
        return ["--format=default", "--tee", report, *self.inputs.paths]

    def judge(self, finished: Finished) -> Judgement:
        try:
            text = self.file(FLAKE8).read_text("utf-8", "replace")
        except OSError:
            text = ""
        for line in text.splitlines():
            match = re.match(r"(.+?):(\d+):(\d+): ([A-Z]+\d+) (.*)$", line)
            if match:
                path, row, column, code, message = match.groups()
                self.findings.add(Finding(message, path, int(row), int(column), code))
        if finished.exit_code == 0 and not self.findings.total:
            return Judgement("pass", "no findings")
        if finished.exit_code in (0, 1) and self.findings.total:
            return Judgement("fail", count(self.findings.total, "finding"))
        if finished.exit_code == 1 and text.strip():
            return Judgement("fail", "findings, in a form this action cannot count")
        return self.could_not(finished)


class Mypy(Tool):
    """Types."""

    name = "mypy"

    def arguments(self) -> List[str]:
        return [
            "--no-pretty",
            "--no-color-output",
            "--hide-error-context",
            "--show-column-numbers",
            "--show-error-codes",
            "--",
            *self.inputs.paths,
        ]

    def on_line(self, line: str) -> None:
        match = re.match(r"(.+?):(\d+):(?:(\d+):)? error: (.*?)(?:  \[([\w-]+)\])?$", line)
        if match:
            path, row, column, message, code = match.groups()
            self.findings.add(Finding(message, path, int(row), int(column or 0), code or ""))

    def judge(self, finished: Finished) -> Judgement:
        if finished.exit_code == 0:
            return Judgement("pass", "no type errors")
        if finished.exit_code == 1 and self.findings.total:
            return Judgement("fail", count(self.findings.total, "type error"))
        return self.could_not(finished)


class Pytest(Tool):
    """Tests and their coverage. Believed only when its reports say the same as its exit status."""

    name = "pytest"
    tests: Optional[Tests] = None
    coverage: Optional[Coverage] = None

    def arguments(self) -> List[str]:
        # xunit1 keeps the file and line of each test.
        given = ["-o", "junit_family=xunit1", f"--junitxml={self.file(JUNIT)}"]
        if self.inputs.coverage:
            given += [f"--cov={item}" for item in self.inputs.coverage_source] or ["--cov"]
            given += [f"--cov-report=xml:{self.file(COVERAGE)}", "--cov-report=term"]
        return [*given, *self.inputs.pytest_args]

    def judge(self, finished: Finished) -> Judgement:
        problem = self._read_reports()
        tests = self.tests
        if finished.exit_code == 5:
            return Judgement("error", "collected no tests")
        if finished.exit_code not in (0, 1):
            return self.could_not(finished)
        if tests is not None and tests.failed + tests.errors:
            bad = count(tests.failed + tests.errors, "test")
            return Judgement("fail", f"{bad} of {tests.total} failed")
        if problem:
            return Judgement("error", problem)
        if finished.exit_code == 1:
            # No test failed: coverage below the project's own `fail_under`, a plugin's check …
            return Judgement("fail", self.could_not(finished).reason)
        if tests is None or tests.total == tests.skipped:
            return Judgement("error", "every test was skipped")
        covered = f", {self.coverage.lines:.1%} coverage" if self.coverage else ""
        return Judgement("pass", f"{count(tests.passed, 'test')} passed{covered}")

    def _read_reports(self) -> str:
        """Read what pytest wrote; return what is wrong with it."""
        try:
            self.tests, self.findings = reports.junit(self.file(JUNIT))
        except reports.Unreadable as error:
            return f"the JUnit report {error}"
        if self.inputs.coverage:
            try:
                self.coverage = reports.cobertura(self.file(COVERAGE))
            except reports.Unreadable as error:
                return f"the coverage report {error}"
        return ""


TOOL_CLASSES = {tool.name: tool for tool in (Black, Flake8, Mypy, Pytest)}


def missing(name: str, inputs: Inputs, present: Tuple[str, ...]) -> List[str]:
    """Return what pip would have to install for a tool."""
    return [
        package
        for module, package in NEEDS[name]
        if module not in present and not (module == "pytest_cov" and not inputs.coverage)
    ]
