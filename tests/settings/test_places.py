"""Where a user's settings and register are when nothing names them."""

from __future__ import annotations

import os

import platformdirs
import pytest

from semble_cli.settings.places import default_store, user_file


@pytest.mark.parametrize("place", [None, "", " ", "/srv/home", "/srv/a b/", "relative", "~/x"])
def test_the_directories_are_those_of_platformdirs(
    place: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
        if place is not None:
            monkeypatch.setenv(variable, place)
    config, data = platformdirs.user_config_dir("semble"), platformdirs.user_data_dir("semble")
    assert user_file(os.environ) == os.path.join(config, "config.toml")
    assert default_store(os.environ) == os.path.join(data, "semble.db")


def test_a_variable_names_another_file_of_settings() -> None:
    assert user_file({"SEMBLE_CONFIG": "/srv/semble.toml"}) == "/srv/semble.toml"
