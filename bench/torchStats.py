"""Computes statistics of every tensor of a checkpoint with torch on two threads: extremes, mean, standard deviation, norm, counts of
NaN, infinities and zeros, a histogram of 128 bins. The file is mapped. Prints the seconds of loading and of computing of each run as
JSON; importing is not counted.

    python torchStats.py FILE RUNS
"""

import json
import sys
import time

import torch
from torchTensors import tensors

torch.set_num_threads(2)


def summarize(tensor):
    values = tensor.reshape(-1).float()
    low, high = torch.aminmax(values)
    return (
        low,
        high,
        values.mean(),
        values.std(correction=0),
        torch.linalg.vector_norm(values),
        torch.isnan(values).sum(),
        torch.isinf(values).sum(),
        (values == 0).sum(),
        torch.histc(values, 128),
    )


path, runs = sys.argv[1], int(sys.argv[2])


def load():
    return torch.load(path, map_location="cpu", weights_only=False, mmap=True)


# One mapping for all runs: its page faults are the first run's.
checkpoint = load()
loading, seconds = [], []
for _ in range(runs):
    began = time.perf_counter()
    load()
    loaded = time.perf_counter()
    for tensor in tensors(checkpoint):
        if tensor.numel() > 0:
            summarize(tensor)
    loading.append(loaded - began)
    seconds.append(time.perf_counter() - loaded)
print(json.dumps({"loading": loading, "seconds": seconds, "torch": torch.__version__}))
