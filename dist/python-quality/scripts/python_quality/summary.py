"""The job summary."""

from __future__ import annotations

import os
from typing import List, Mapping

from .model import Finding, Report, ToolResult

# GitHub takes 1 MiB for each step. Four tails and four lists of findings stay far below.
TAIL_CHARACTERS = 60_000
FINDINGS_SHOWN = 20
LIMIT = 1_000_000

# Everything that could start HTML, Markdown, a mention, an issue link or an emoji.
ENTITIES = {character: f"&#{ord(character)};" for character in "&<>\"'`@#*_~[]()|\\:!$"}
# Inside <pre> only HTML is read.
IN_PRE = {character: ENTITIES[character] for character in "&<>`@"}
MARKS = {"pass": "✅", "warn": "⚠️", "fail": "❌", "error": "💥", "skipped": "➖"}


def escape(text: str) -> str:
    """Write text as entities, so that it is shown as it is, whatever it holds."""
    return "".join(ENTITIES.get(character, character) for character in text)


def cell(text: str) -> str:
    """Write text for one line of a table.

    Mentions are looked for after entities are read, so an invisible space follows each `@`.
    """
    return escape(" ".join(text.split())[:500]).replace("&#64;", "&#64;&#8203;")


def render(report: Report) -> str:
    """Return the summary as Markdown."""
    lines = [
        f"### {MARKS[report.verdict]} python-quality: {report.verdict}",
        "",
        cell(report.reason) if len(report.problems) < 2 else "Nothing ran:",
        "",
        *(f"- {cell(problem)}" for problem in report.problems if len(report.problems) > 1),
    ]
    if report.tools:
        lines += ["| | tool | outcome | time | what it says |", "| --- | --- | --- | ---: | --- |"]
        lines += [_row(tool) for tool in report.tools if tool.outcome != "skipped"]
        lines.append("")
    if report.tests:
        tests = report.tests
        lines += [
            f"Tests: {tests.passed} passed, {tests.failed} failed, {tests.errors} errors, "
            f"{tests.skipped} skipped.",
            "",
        ]
    if report.coverage:
        branches = report.coverage.branches
        also = "" if branches is None else f", {branches:.1%} of branches"
        lines += [f"Coverage: {report.coverage.lines:.1%} of lines{also}.", ""]
    for tool in report.tools:
        if tool.outcome in ("fail", "error"):
            lines += _details(tool)
    return "\n".join(lines) + "\n"


def _row(tool: ToolResult) -> str:
    """Return a tool's line of the table."""
    name = cell(f"{tool.name} {tool.version or ''}".strip())
    outcome = tool.outcome + ("" if tool.decides else " (does not decide)")
    return f"| {MARKS[tool.outcome]} | {name} | {outcome} | {tool.seconds:.1f} s | {cell(tool.reason)} |"


def _details(tool: ToolResult) -> List[str]:
    """Return a tool's findings and the end of its output."""
    lines: List[str] = []
    shown = tool.findings.kept[:FINDINGS_SHOWN]
    if shown:
        lines += [f"**{tool.name}**: {len(shown)} of {tool.findings.total} findings", ""]
        lines += [f"- {_place(finding)} {cell(finding.message)}" for finding in shown]
        lines.append("")
    tail = _tail(tool.tail)
    if tail:
        # Inside <pre> an empty line does not end the block, and no `<` is left to end it.
        lines += [
            f"<details><summary>end of the output of {tool.name}</summary>",
            "",
            f"<pre>{tail}</pre>",
            "",
            "</details>",
            "",
        ]
    return lines


def _place(finding: Finding) -> str:
    """Return where a finding is."""
    place = finding.file + (f":{finding.line}" if finding.line else "")
    return " ".join(f"<code>{cell(part)}</code>" for part in (place, finding.code) if part)


def _tail(lines: List[str]) -> str:
    """Return as many of the last lines as the budget allows."""
    kept: List[str] = []
    room = TAIL_CHARACTERS
    for line in reversed(lines):
        text = "".join(IN_PRE.get(character, character) for character in line[:2000])
        room -= len(text) + 1
        if room < 0:
            break
        kept.append(text)
    return "\n".join(reversed(kept))


def write(report: Report, env: Mapping[str, str]) -> None:
    """Append the summary, unless it would not fit."""
    path = env.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    text = render(report)
    size = os.path.getsize(path) if os.path.exists(path) else 0
    if size + len(text.encode("utf-8", "replace")) > LIMIT:
        text = f"### python-quality: {report.verdict}\n\n{cell(report.reason)}\n"
    with open(path, "a", encoding="utf-8", errors="replace") as file:
        file.write(text)
