"""The wheel carries all that the product needs and runs from any folder."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted(path.name for path in (ROOT / "scenarios").iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", folder, ROOT],
        check=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def smallest_comparison(python: str, cwd: Path, **environment: str) -> dict[str, object]:
    done = subprocess.run(
        [python, "-m", "simulator.cli", "compare", "first_look", "--consumers", "200",
         "--weeks", "3", "--replicates", "2", "--json"],
        cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_wheel_holds_packages_catalogues_and_scenarios_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"app", "simulator"}
    for name in SCENARIOS:
        assert f"simulator/scenarios/shipped/{name}" in names
    for language in ("en", "ja"):
        assert f"simulator/texts/{language}.toml" in names
    assert not [name for name in names if "nethept" in name or "ego_facebook" in name]


@pytest.mark.slow
def test_wheel_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unpacked")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    answer = smallest_comparison(
        sys.executable, elsewhere, PYTHONPATH=str(tmp_path / "unpacked"), PYTHONSAFEPATH="1"
    )
    assert len(answer["arms"]) == 4  # type: ignore[arg-type]


@pytest.mark.slow
def test_wheel_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = str(tmp_path / "env" / "bin" / "python")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel],
        check=True, cwd=tmp_path,
    )  # fmt: skip
    answer = smallest_comparison(python, tmp_path)
    assert len(answer["arms"]) == 4  # type: ignore[arg-type]
