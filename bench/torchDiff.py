"""Compares two checkpoints with torch on two threads: changed bits, norms of the difference and of both sides, the largest change and
its place, mean change, cosine, new NaN, for every tensor. The files are mapped. Prints the seconds of loading and of comparing of each
run as JSON; importing is not counted.

    python torchDiff.py LEFT RIGHT RUNS
"""

import json
import sys
import time

import torch
from torchTensors import tensors

torch.set_num_threads(2)
BITS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


def compare(left, right):
    bits = BITS[left.element_size()]
    a, b = left.reshape(-1), right.reshape(-1)
    changed = (a.view(bits) != b.view(bits)).sum()
    a, b = a.float(), b.float()
    difference = b - a
    largest, place = difference.abs().max(dim=0)
    norms = [torch.linalg.vector_norm(x) for x in (difference, a, b)]
    return (
        changed,
        norms[0],
        norms[0] / norms[1],
        largest,
        place,
        difference.mean(),
        torch.dot(a, b) / (norms[1] * norms[2]),
        (torch.isnan(b) & ~torch.isnan(a)).sum(),
    )


paths, runs = sys.argv[1:3], int(sys.argv[3])


def load():
    return [torch.load(path, map_location="cpu", weights_only=False, mmap=True) for path in paths]


# One mapping for all runs: its page faults are the first run's.
sides = load()
loading, seconds = [], []
for _ in range(runs):
    began = time.perf_counter()
    load()
    loaded = time.perf_counter()
    for left, right in zip(*map(tensors, sides)):
        if left.numel() > 0:
            compare(left, right)
    loading.append(loaded - began)
    seconds.append(time.perf_counter() - loaded)
print(json.dumps({"loading": loading, "seconds": seconds, "torch": torch.__version__}))
