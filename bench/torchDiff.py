"""Compares two checkpoints with torch on two threads: changed bits, norms of the difference and of both sides, the largest change and
its place, mean change, cosine, new NaN, for every tensor. Prints the seconds of each run as JSON; importing and loading are not
counted, the files are mapped.

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
sides = [
    [tensor for tensor in tensors(torch.load(path, map_location="cpu", weights_only=False, mmap=True)) if tensor.numel() > 0]
    for path in paths
]
seconds = []
for _ in range(runs):
    began = time.perf_counter()
    for left, right in zip(*sides):
        compare(left, right)
    seconds.append(time.perf_counter() - began)
print(json.dumps({"seconds": seconds, "torch": torch.__version__}))
