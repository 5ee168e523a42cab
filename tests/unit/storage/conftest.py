"""The fixtures of this folder."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.workspaces import workspace, workspace_file

__all__ = ["file_size_limit", "workspace", "workspace_file"]


@pytest.fixture
def file_size_limit() -> Iterator[Callable[[int], None]]:
    """Let no file grow beyond so many bytes (-1: any size), as if the disk were full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
