"""Writes a checkpoint of normally distributed float32 tensors, 16 MB each but for the last.

    python makeTensors.py FILE BYTES
"""

import sys

import torch

path, size = sys.argv[1], int(sys.argv[2])
EACH = 4 << 20
torch.manual_seed(0)
elements = size // 4
tensors = {}
while elements > 0:
    count = min(EACH, elements)
    tensors[f"layers.{len(tensors)}.weight"] = torch.randn(count)
    elements -= count
torch.save({"state_dict": tensors}, path)
