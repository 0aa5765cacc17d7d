"""Loads one checkpoint with torch, in one of the ways that people use to look inside. Prints what it took as JSON.

    python loadTorch.py full|mmap|meta FILE
"""

import json
import os
import sys
import time

began = time.perf_counter()
import torch  # noqa: E402

imported = time.perf_counter()
OPTIONS = {"full": {}, "mmap": {"mmap": True}, "meta": {"map_location": "meta"}}


def touched_bytes(path):
    """Pages of a mapped file that were touched: reads through a mapping show in no read counter."""
    total, here = 0, False
    with open("/proc/self/smaps") as maps:
        for line in maps:
            if "-" in line.split(" ", 1)[0]:
                here = line.rstrip().endswith(path)
            elif here and line.startswith("Rss:"):
                total += int(line.split()[1]) * 1024
    return total


mode, path = sys.argv[1], os.path.realpath(sys.argv[2])
checkpoint = torch.load(path, weights_only=False, **OPTIONS[mode])
loaded = time.perf_counter()
print(json.dumps({
    "importMs": (imported - began) * 1000,
    "loadMs": (loaded - imported) * 1000,
    "mappedBytes": touched_bytes(path) if mode == "mmap" else 0,
    "torch": torch.__version__,
}))
