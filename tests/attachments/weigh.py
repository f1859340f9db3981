"""Runs a command on standard input; prints its exit code and the most memory that it took, in KiB.

A process of its own: what a child took counts what its parent had when it began.
"""

import os
import subprocess
import sys

child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss)
