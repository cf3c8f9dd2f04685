"""Command line: `python -m training --experiment demo --model-type random_forest`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from training.models import MODEL_TYPES, UnknownModelType
from training.train import Request, UnfitData, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, print the result as one line of JSON, return the exit status."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--experiment", default="ml-platform")
    parser.add_argument(
        "--model-type", default="random_forest", help=", ".join(MODEL_TYPES)
    )
    parser.add_argument("--git-sha", default="", help="commit the code comes from")
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args(arguments)
    request = Request(
        experiment=options.experiment,
        model_type=options.model_type,
        git_sha=options.git_sha,
        seed=options.seed,
    )
    try:
        result = run(request)
    except (UnknownModelType, UnfitData) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    print(json.dumps(asdict(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
