"""The fixtures of this folder."""

from tests.support.workspaces import workspace, workspace_file

__all__ = ["workspace", "workspace_file"]
