"""Outputs, annotations and the result document: everything the runner reads."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from .model import TOOLS, Finding, Report, ToolResult

ANNOTATIONS_PER_TOOL = 10
MESSAGE_LENGTH = 500


def relative(path: Path, workspace: Path) -> str:
    """Write a path as seen from the workspace when it is inside, else absolute."""
    try:
        return path.relative_to(workspace).as_posix()
    except ValueError:
        return str(path)


def escape_data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def harmless(text: str) -> None:
    """Print text of unknown origin so that the runner takes no command from it."""
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}\n{text}\n::{token}::", flush=True)


def clip(text: str, limit: int = MESSAGE_LENGTH) -> str:
    """Shorten a text."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def annotate(report: Report, env: Mapping[str, str]) -> None:
    """Print annotations: the first findings of each tool, then the reason."""
    workspace = os.path.realpath(env.get("GITHUB_WORKSPACE") or os.getcwd())
    for problem in report.problems:
        print(f"::error title=python-quality::{escape_data(problem)}")
    for tool in report.tools:
        level = "error" if tool.decides else "warning"
        if tool.outcome == "fail":
            for finding in tool.findings.kept[:ANNOTATIONS_PER_TOOL]:
                _annotate(level, tool.name, finding, report.working_directory or ".", workspace)
        rest = tool.findings.total - ANNOTATIONS_PER_TOOL
        if tool.outcome == "fail" and rest > 0:
            print(f"{tool.name}: {rest} more not annotated, see the log or the summary")
    if report.verdict in ("fail", "error") and not report.problems:
        print(f"::error title=python-quality::{escape_data(clip(report.reason, 2000))}")
    elif report.verdict == "warn":
        print(f"::warning title=python-quality::{escape_data(clip(report.reason, 2000))}")
    elif report.verdict == "pass":
        harmless(f"python-quality: {report.reason}")


def _annotate(level: str, tool: str, finding: Finding, base: str, workspace: str) -> None:
    """Print one annotation; its file is relative to the workspace, as the runner wants it."""
    properties = {"title": f"{tool} {finding.code}".strip()}
    if finding.file:
        path = os.path.join(workspace, base, finding.file)
        properties["file"] = relative(Path(os.path.normpath(path)), Path(workspace))
    if finding.line:
        properties["line"] = str(finding.line)
    if finding.column:
        properties["col"] = str(finding.column)
    said = ",".join(f"{key}={escape_property(value)}" for key, value in properties.items())
    print(f"::{level} {said}::{escape_data(clip(finding.message))}")


def document(report: Report) -> Dict[str, Any]:
    """Return the result document, see docs/schemas/python-quality.result.json."""
    tests, coverage = report.tests, report.coverage
    return {
        "schemaVersion": 1,
        "action": "python-quality",
        "verdict": report.verdict,
        "reason": clip(report.reason, 2000),
        "python": report.python,
        "workingDirectory": report.working_directory,
        "tools": {tool.name: _tool(tool) for tool in report.tools},
        "tests": tests
        and {
            "total": tests.total,
            "passed": tests.passed,
            "failed": tests.failed,
            "errors": tests.errors,
            "skipped": tests.skipped,
        },
        "coverage": coverage and {"lines": coverage.lines, "branches": coverage.branches},
        "files": report.files,
    }


def _tool(tool: ToolResult) -> Dict[str, Any]:
    """Return one tool's part of the document."""
    return {
        "outcome": tool.outcome,
        "reason": clip(tool.reason),
        "decides": tool.decides,
        "version": tool.version,
        "seconds": tool.seconds,
        "exitCode": tool.exit_code,
        "findings": {
            "total": tool.findings.total,
            "shown": [
                {
                    "file": finding.file,
                    "line": finding.line,
                    "column": finding.column,
                    "code": finding.code,
                    "message": clip(finding.message),
                }
                for finding in tool.findings.kept
            ],
        },
    }


def write_outputs(report: Report, env: Mapping[str, str]) -> None:
    """Write the step's outputs; each value stands between delimiters nobody can guess."""
    path: Optional[str] = env.get("GITHUB_OUTPUT")
    if not path:
        return
    outcomes = {tool.name: tool.outcome for tool in report.tools}
    values = {
        "verdict": report.verdict,
        "reason": clip(report.reason, 2000),
        "result-json": json.dumps(document(report), ensure_ascii=False),
        **{name: outcomes.get(name, "skipped") for name in TOOLS},
        "coverage": "" if report.coverage is None else f"{report.coverage.lines:.6g}",
        "coverage-file": report.files.get("coverage", ""),
        "junit-file": report.files.get("junit", ""),
    }
    with open(path, "a", encoding="utf-8", errors="replace") as file:
        for name, value in values.items():
            mark = f"ghadelimiter_{secrets.token_hex(16)}"
            file.write(f"{name}<<{mark}\n{value}\n{mark}\n")
