"""What the torch side of the benches shares."""

import torch


def tensors(value):
    """All tensors of a loaded checkpoint, in the order of the file."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors(item)
