"""Why a backup or a restore stops."""

from collections.abc import Callable

from xunhu.problems import Problem

Progress = Callable[[str, int, int], None]  # what is being done, how far, of how much


class BadBackup(Problem):
    """A backup that is incomplete, damaged or of another kind."""

    code = "bad-backup"


class BackupFailed(Problem):
    """No backup came of it."""

    status, code = 500, "backup-failed"


class RestoreFailed(Problem):
    """The data are what they were before."""

    status, code = 500, "restore-failed"
