"""A second start of a workspace that is open brings its window to the front instead."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300


class Door(QObject):
    """The local name of a workspace's window; only the same user can knock."""

    knocked = Signal()

    def __init__(self, workspace: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        key = hashlib.sha256(str(workspace).encode()).hexdigest()[:24]
        self._name = f"nghs-desktop-{key}"
        self._server: QLocalServer | None = None

    def knock(self) -> bool:
        """Ask the window that has the workspace to come forward; return whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Answer later starts; `knocked` tells of each."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            # The name is left over from a process that was killed: the file lock is ours, so it
            # is safe to take it.
            QLocalServer.removeServer(self._name)
            server.listen(self._name)
        server.newConnection.connect(self._answer)
        self._server = server

    def _answer(self) -> None:
        if self._server is not None:
            while (socket := self._server.nextPendingConnection()) is not None:
                socket.deleteLater()
        self.knocked.emit()
