#!/usr/bin/env bash
# Finds the Python that was asked for, proves that it is one, and hands over to check.py.
# Data arrives in PQ_* variables and is only ever an argument, never text for a shell.
set -euo pipefail

here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"

# A program that ignores its arguments and succeeds (`true`, say) must not pass for a Python.
is_python() {
  local said
  said="$("$1" -I -c 'import sys; print("python-quality %d %d" % sys.version_info[:2])' 2>/dev/null </dev/null)" || return 1
  [[ "$said" =~ ^python-quality\ 3\ ([0-9]+)$ ]] && ((BASH_REMATCH[1] >= 10))
}

wanted="$(type -P -- "${PQ_PYTHON:-}")" || wanted=''
if [[ -n "$wanted" ]] && is_python "$wanted"; then
  exec "$wanted" -I -B "$here/check.py"
fi

# Any other Python can still report this together with whatever else is wrong.
for candidate in python3 python; do
  other="$(type -P -- "$candidate")" || continue
  if is_python "$other"; then
    PQ_PYTHON_UNUSABLE=1 exec "$other" -I -B "$here/check.py"
  fi
done

reason='input "python": no Python 3.10 or newer was found, neither the one asked for nor python3; add actions/setup-python before this step'
echo "::error title=python-quality::$reason"
{
  echo 'verdict=error'
  echo "reason=$reason"
  echo "result-json={\"schemaVersion\":1,\"action\":\"python-quality\",\"verdict\":\"error\",\"reason\":\"${reason//\"/\\\"}\",\"python\":null,\"workingDirectory\":null,\"tools\":{},\"tests\":null,\"coverage\":null,\"files\":{}}"
  for tool in black flake8 mypy pytest; do echo "$tool=skipped"; done
  for number in coverage coverage-file junit-file; do echo "$number="; done
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit 1
