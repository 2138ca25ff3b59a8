"""`.env.example` lists what is read, and nothing that is not."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def names_read_by_settings() -> set[str]:
    """The first argument of each call of `env`, `env.str`, `env.bool` and so on."""
    tree = ast.parse((ROOT / "elo_platform" / "settings.py").read_text())
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and re.fullmatch(r"env(\.\w+)?", ast.unparse(call.func))
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def names_read_by_compose() -> set[str]:
    return set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))


def test_env_example_lists_every_variable_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()

    listed = [match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z_]+)=", line))]

    assert len(listed) == len(set(listed))
    assert set(listed) == names_read_by_settings() | names_read_by_compose()


def test_env_example_holds_no_secret():
    lines = (ROOT / ".env.example").read_text().splitlines()

    assert "SECRET_KEY=" in lines
    assert "POSTGRES_PASSWORD=" in lines
