"""Runs a command and prints what it took, as JSON: seconds until it ended, peak resident memory of the largest process of
its tree, bytes that it asked read() for (page cache included). Linux only.

    python measure.py OUTPUT_FILE COMMAND…
"""

import json
import os
import sys
import time

output, command = sys.argv[1], sys.argv[2:]
began = time.perf_counter()
child = os.fork()
if child == 0:
    sink = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(sink, 1)
    os.execvp(command[0], command)
# Without reaping it: the counters of an ended process are there until it is reaped.
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
seconds = time.perf_counter() - began
with open(f"/proc/{child}/io") as counters:
    read_bytes = next(int(line.split()[1]) for line in counters if line.startswith("rchar"))
_, status, usage = os.wait4(child, 0)
print(json.dumps({
    "seconds": seconds,
    "peakBytes": usage.ru_maxrss * 1024,
    "readBytes": read_bytes,
    "exitCode": os.waitstatus_to_exitcode(status),
}))
