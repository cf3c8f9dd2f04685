"""What the parts of the action tell each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional

TOOLS = ("black", "flake8", "mypy", "pytest")

# Findings kept for the result document; the rest is counted.
FINDINGS_KEPT = 50


@dataclass(frozen=True)
class Finding:
    """One complaint of a tool. `file` is relative to the working directory, lines count from 1."""

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    code: str = ""


@dataclass
class Findings:
    """The first findings and how many there were."""

    total: int = 0
    kept: List[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count a finding and keep it if there is room."""
        self.total += 1
        if len(self.kept) < FINDINGS_KEPT:
            self.kept.append(finding)


@dataclass(frozen=True)
class Judgement:
    """What a tool's run means: `pass`, `fail`, or `error` when it could not judge."""

    outcome: str
    reason: str


@dataclass
class ToolResult:
    """One tool, run or skipped."""

    name: str
    outcome: str = "skipped"
    reason: str = "not asked for"
    decides: bool = False
    version: Optional[str] = None
    seconds: float = 0.0
    exit_code: Optional[int] = None
    findings: Findings = field(default_factory=Findings)
    tail: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Tests:
    """Counts of a JUnit report."""

    total: int
    failed: int
    errors: int
    skipped: int

    @property
    def passed(self) -> int:
        """Tests that ran and were content."""
        return self.total - self.failed - self.errors - self.skipped


@dataclass(frozen=True)
class Coverage:
    """Ratios between 0 and 1 of a Cobertura report; `branches` only when they were measured."""

    lines: float
    branches: Optional[float]


@dataclass
class Report:
    """Everything that is to be told."""

    verdict: str
    reason: str
    python: Optional[Dict[str, str]] = None
    working_directory: Optional[str] = None
    tools: List[ToolResult] = field(default_factory=list)
    tests: Optional[Tests] = None
    coverage: Optional[Coverage] = None
    files: Dict[str, str] = field(default_factory=dict)
    problems: List[str] = field(default_factory=list)
