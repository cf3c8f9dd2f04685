"""The action's inputs, read once and checked together."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import List, Mapping, Optional, Sequence, Tuple

from .model import TOOLS

Install = Tuple[str, ...]


class InputError(Exception):
    """Mistakes of the caller, all of them, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Inputs:
    """Valid inputs. Paths are absolute, except `paths`, which tools print as they were given."""

    workspace: Path
    working_directory: Path
    output_directory: Path
    paths: Tuple[str, ...]
    tools: Tuple[str, ...]
    deciding: Tuple[str, ...]
    install: Tuple[Install, ...]
    pytest_args: Tuple[str, ...]
    coverage: bool
    coverage_source: Tuple[str, ...]
    timeout: float


class Reader:
    """Reads `PQ_*` variables and collects what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: List[str] = []

    def raw(self, name: str) -> str:
        """Return an input as it came."""
        return self.env.get("PQ_" + name.upper().replace("-", "_"), "")

    def problem(self, name: str, got: str, allowed: str) -> None:
        """Note a mistake in the form every action of the family uses."""
        shown = got if len(got) <= 200 else got[:200] + "…"
        quoted = json.dumps(shown, ensure_ascii=False)
        self.problems.append(f'input "{name}": got {quoted}, allowed: {allowed}')

    def boolean(self, name: str) -> bool:
        """Read `true` or `false`."""
        value = self.raw(name).strip()
        if value not in ("true", "false"):
            self.problem(name, value, "true, false")
        return value == "true"

    def items(self, name: str) -> List[str]:
        """Read a list: one item a line or comma-separated."""
        parts = re.split(r"[,\n]", self.raw(name))
        return [part.strip() for part in parts if part.strip()]

    def choices(self, name: str, allowed: Sequence[str], also: Sequence[str] = ()) -> List[str]:
        """Read a list whose items are known words."""
        items = self.items(name)
        if len(items) == 1 and items[0] in also:
            return items
        said = ", ".join([*also, *allowed])
        if not items:
            self.problem(name, self.raw(name), f"one or more of {said}")
        for item in items:
            if item not in allowed:
                self.problem(name, item, said)
        return list(dict.fromkeys(items))

    def inside(self, name: str, base: Path, roots: Sequence[Path]) -> Optional[Path]:
        """Read a path that must not lead out of the workspace or the runner's temporary folder."""
        value = self.raw(name).strip()
        rule = "a path inside the workspace"
        if not value or "\0" in value or "\n" in value:
            self.problem(name, value, rule)
            return None
        path = Path(os.path.realpath(base / value))
        if not any(path == root or root in path.parents for root in roots):
            self.problem(name, value, rule)
            return None
        return path

    def duration(self, name: str) -> float:
        """Read `90`, `90s`, `10m`, `1h30m` into seconds."""
        value = self.raw(name).strip()
        match = re.fullmatch(r"(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s?)?", value, re.ASCII)
        hours, minutes, seconds = match.groups() if match else (None, None, None)
        total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        if total == 0:
            self.problem(name, value, "a duration above 0 such as 90s, 10m or 1h30m")
        return float(total)


def read(env: Mapping[str, str]) -> Inputs:
    """Return the inputs; raises InputError with every mistake found."""
    reader = Reader(env)
    workspace = Path(os.path.realpath(env.get("GITHUB_WORKSPACE") or os.getcwd()))
    roots = [workspace]
    if env.get("RUNNER_TEMP"):
        roots.append(Path(os.path.realpath(env["RUNNER_TEMP"])))

    if env.get("PQ_PYTHON_UNUSABLE"):
        reader.problem("python", reader.raw("python"), "a command or path of Python 3.10 or newer")
    working_directory = reader.inside("working-directory", workspace, roots)
    if working_directory is not None and not working_directory.is_dir():
        reader.problem("working-directory", reader.raw("working-directory"), "an existing folder")
        working_directory = None
    output_directory = reader.inside("output-directory", workspace, roots)
    if output_directory is not None and output_directory.is_file():
        reader.problem("output-directory", reader.raw("output-directory"), "a folder, not a file")
    tools = reader.choices("tools", TOOLS)
    deciding = _deciding(reader, tools)
    paths = _paths(reader, "paths", working_directory, roots)
    if not paths and not reader.raw("paths").strip():
        reader.problem("paths", "", "one or more files or folders")
    install = _install(reader, working_directory, roots)
    pytest_args = tuple(line for line in reader.raw("pytest-args").splitlines() if line.strip())
    if any("\0" in line for line in pytest_args):
        reader.problem("pytest-args", "\0", "text without NUL")
    coverage_source = tuple(reader.items("coverage-source"))
    coverage, timeout = reader.boolean("coverage"), reader.duration("timeout")
    reader.boolean("summary")

    if reader.problems or working_directory is None or output_directory is None:
        raise InputError(reader.problems)
    return Inputs(
        workspace=workspace,
        working_directory=working_directory,
        output_directory=output_directory,
        paths=tuple(paths),
        tools=tuple(tool for tool in TOOLS if tool in tools),
        deciding=tuple(deciding),
        install=tuple(install),
        pytest_args=pytest_args,
        coverage=coverage,
        coverage_source=coverage_source,
        timeout=timeout,
    )


def _deciding(reader: Reader, tools: Sequence[str]) -> List[str]:
    """Return the tools that can fail the step."""
    named = reader.choices("fail-on", TOOLS, also=("all", "none"))
    if named == ["all"]:
        return list(tools)
    if named == ["none"]:
        return []
    for tool in named:
        if tool in TOOLS and tool not in tools:
            reader.problem("fail-on", tool, f"a tool that runs: {', '.join(tools)}")
    return named


def _paths(reader: Reader, name: str, base: Optional[Path], roots: Sequence[Path]) -> List[str]:
    """Return existing paths, made harmless for argument parsers (`-x`, and `@x` for mypy)."""
    good: List[str] = []
    for item in reader.items(name):
        if base is None:
            continue
        real = Path(os.path.realpath(base / item)) if "\0" not in item else None
        inside = real is not None and any(real == root or root in real.parents for root in roots)
        if real is None or not inside or not real.exists():
            reader.problem(name, item, "existing files or folders inside the workspace")
            continue
        good.append("./" + item if item[0] in "-@" else item)
    return good


def _install(reader: Reader, base: Optional[Path], roots: Sequence[Path]) -> List[Install]:
    """Return pip's arguments for each thing to install."""
    items = reader.items("install")
    if items in ([], ["false"]) or base is None:
        return []
    rule = "false, requirements files, or project folders with optional extras such as .[dev]"
    wanted: List[Install] = []
    for item in items:
        match = re.fullmatch(r"([^\[\]\0]+)(\[[A-Za-z0-9._, -]+\])?", item)
        path = Path(os.path.realpath(base / match.group(1))) if match else None
        inside = path is not None and any(path == root or root in path.parents for root in roots)
        extras = (match.group(2) or "") if match else ""
        if path is not None and inside and path.is_file() and not extras:
            wanted.append(("--requirement", str(path)))
        elif path is not None and inside and path.is_dir():
            wanted.append((str(path) + extras,))
        else:
            reader.problem("install", item, rule)
    return wanted
