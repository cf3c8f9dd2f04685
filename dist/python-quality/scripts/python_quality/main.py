"""The whole run: inputs, installation, tools, verdict."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from typing import Dict, List, Mapping, Tuple

from . import output, process, summary
from .inputs import InputError, Inputs, read
from .model import TOOLS, Report, ToolResult
from .tools import COVERAGE, FLAKE8, JUNIT, NEEDS, TOOL_CLASSES, Pytest, missing

# `-m` would put the working directory in front, where a file `black.py` could stand in for black.
# pytest is started with `-m`, as people do, so that tests find the code beside them.
START = (
    "import runpy, sys; name = sys.argv[1]; sys.argv[:] = sys.argv[1:]\n"
    "if sys.path[:1] == ['']: del sys.path[0]\n"
    "runpy.run_module(name, run_name='__main__', alter_sys=True)"
)
PROBE = (
    "import sys, json, importlib.util as u, importlib.metadata as m\n"
    "if sys.path[:1] == ['']: del sys.path[0]\n"
    "def v(p):\n"
    "    try: return m.version(p)\n"
    "    except m.PackageNotFoundError: return ''\n"
    "print(json.dumps({n: v(p) for n, p in json.loads(sys.argv[1]) if u.find_spec(n)}))"
)


def main(env: Mapping[str, str]) -> int:
    """Return the exit status: 0 for pass and warn, 1 for fail and error, 130 when cancelled."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]
    process.stop_on_signals()
    cancelled = False
    report = Report("error", "nothing ran")
    try:
        inputs = read(env)
        report = _check(inputs, env)
    except InputError as error:
        number = len(error.problems)
        reason = error.problems[0] if number == 1 else f"{number} inputs are wrong"
        report = Report("error", reason, problems=error.problems)
    except process.Cancelled as signal:
        cancelled = True
        report = Report("error", f"cancelled by {signal} before all tools had finished")
    except Exception as error:  # a bug of ours: keep its stack, and still tell the outputs
        output.harmless(traceback.format_exc())
        report = Report("error", f"internal error: {type(error).__name__}: {error}")
    output.annotate(report, env)
    output.write_outputs(report, env)
    if env.get("PQ_SUMMARY") != "false":
        summary.write(report, env)
    if cancelled:
        return 130
    return 0 if report.verdict in ("pass", "warn") else 1


def _check(inputs: Inputs, env: Mapping[str, str]) -> Report:
    """Run everything that was asked for."""
    report = Report(
        "pass",
        "",
        python={
            "executable": sys.executable,
            "version": ".".join(str(part) for part in sys.version_info[:3]),
        },
        working_directory=output.relative(inputs.working_directory, inputs.workspace),
        tools=[ToolResult(name, decides=name in inputs.deciding) for name in TOOLS],
    )
    folder = inputs.output_directory
    folder.mkdir(parents=True, exist_ok=True)
    # A report of an earlier run must not speak for this one.
    for stale in (JUNIT, COVERAGE, FLAKE8):
        (folder / stale).unlink(missing_ok=True)
    extra = {"COVERAGE_FILE": str(folder / ".coverage"), "PYTHONUNBUFFERED": "1"}
    tool_env = process.environment(env, extra)

    failed = _install(inputs, tool_env)
    if failed:
        report.verdict, report.reason = "error", failed
        for result in report.tools:
            if result.name in inputs.tools:
                result.outcome, result.reason = "error", "not run: " + failed
        return report

    versions = _probe(inputs, tool_env)
    for result in report.tools:
        if result.name in inputs.tools:
            _run_tool(result, inputs, tool_env, versions, report)
    for key, name in (("junit", JUNIT), ("coverage", COVERAGE), ("flake8", FLAKE8)):
        if (folder / name).is_file():
            report.files[key] = output.relative(folder / name, inputs.workspace)
    report.verdict, report.reason = _conclude(report)
    return report


def _install(inputs: Inputs, env: Dict[str, str]) -> str:
    """Install what was asked for; return what went wrong."""
    if not inputs.install:
        return ""
    wanted = [argument for one in inputs.install for argument in one]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", *wanted]
    finished = process.run(command, inputs.working_directory, env, inputs.timeout, "pip install")
    if finished.timed_out:
        return f"pip install was stopped after {inputs.timeout:.0f} s"
    if finished.exit_code != 0:
        last = next((line for line in reversed(finished.tail) if line.strip()), "")
        return f"pip install exited with {finished.exit_code}: {last.strip()[:300]}"
    return ""


def _probe(inputs: Inputs, env: Dict[str, str]) -> Dict[str, str]:
    """Return the version of each module that is there."""
    modules = [pair for pairs in NEEDS.values() for pair in pairs]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(modules)],
        cwd=inputs.working_directory,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    try:
        found = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        raise RuntimeError(f"{sys.executable} does not start: {said[-1]}") from None
    return {str(name): str(version) for name, version in found.items()}


def _run_tool(
    result: ToolResult,
    inputs: Inputs,
    env: Dict[str, str],
    versions: Dict[str, str],
    report: Report,
) -> None:
    """Run one tool and fill in its result."""
    tool = TOOL_CLASSES[result.name](inputs)
    absent = missing(result.name, inputs, tuple(versions))
    result.version = versions.get(result.name) or None
    result.outcome = "error"
    if absent:
        result.reason = (
            f"{' and '.join(absent)} not installed for {sys.executable}: "
            f'run "python -m pip install {" ".join(absent)}" before, or use the input "install"'
        )
        return
    if result.name != "pytest" and not _any_python(inputs):
        result.reason = f"no Python file under {', '.join(inputs.paths)}"
        return
    start = ["-m", "pytest"] if result.name == "pytest" else ["-c", START, result.name]
    command = [sys.executable, *start, *tool.arguments()]
    finished = process.run(
        command, inputs.working_directory, env, inputs.timeout, result.name, tool.on_line
    )
    result.seconds, result.exit_code = round(finished.seconds, 2), finished.exit_code
    result.tail = finished.tail
    if finished.timed_out:
        result.reason = f"stopped after {inputs.timeout:.0f} s"
        return
    judgement = tool.judge(finished)
    result.outcome, result.reason = judgement.outcome, judgement.reason
    result.findings = tool.findings
    if isinstance(tool, Pytest):
        report.tests, report.coverage = tool.tests, tool.coverage


def _any_python(inputs: Inputs) -> bool:
    """Tell whether there is anything to look at: a check of nothing is no pass."""
    kinds = (".py", ".pyi", ".ipynb")
    for item in inputs.paths:
        path = inputs.working_directory / item
        if path.is_file():
            return True
        for _, _, names in os.walk(path):
            if any(name.endswith(kinds) for name in names):
                return True
    return False


def _conclude(report: Report) -> Tuple[str, str]:
    """Return the verdict and one sentence."""
    ran = [tool for tool in report.tools if tool.outcome != "skipped"]
    bad = [tool for tool in ran if tool.outcome != "pass"]
    deciding = {tool.outcome for tool in bad if tool.decides}
    verdict = "error" if "error" in deciding else "fail" if deciding else "warn"
    if bad:
        return verdict, "; ".join(_say(tool) for tool in bad)
    said = [tool.name if tool.name != "pytest" else _say(tool) for tool in ran]
    good: List[str] = [", ".join(said[:-1])] if said[:-1] else []
    return "pass", " and ".join([*good, said[-1]]) + (
        "" if said[-1].startswith("pytest") else " found nothing"
    )


def _say(tool: ToolResult) -> str:
    """Name a tool and what it said."""
    joint = " could not judge: " if tool.outcome == "error" else ": "
    return f"{tool.name}{joint}{tool.reason}"
