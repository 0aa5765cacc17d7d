"""Writes a checkpoint with the structure and size of a real one: a vision backbone with a feature pyramid and AdamW,
as Lightning saves it in fp16 mixed precision. 797 tensors in state_dict, 909 MB with both moments, random numbers.

    python makeCheckpoint.py FILE [EPOCH]

Epochs differ in every weight, moment and counter.
"""

import sys
from collections import OrderedDict

import torch

DIM, CHANNELS, BLOCKS, LEVELS, HEADS = 327, 256, 48, 24, 24
EPOCH = int(sys.argv[2]) if len(sys.argv) > 2 else 39
STEP = 242 * (EPOCH + 1)


def parameters():
    """Names and shapes of what the optimizer trains."""
    root = "agent.model._backbone.image_encoder."
    yield root + "cls_token", (1, 1, DIM)
    yield root + "pos_embed", (1, 17, DIM)
    yield root + "stem.proj.weight", (DIM, 3, 8, 8)
    yield root + "stem.proj.bias", (DIM,)
    for block in range(BLOCKS):
        layer = f"{root}layers.{block}."
        for name, rows, columns in (
            ("norm1", DIM, 0),
            ("attn.qkv", 3 * DIM, DIM),
            ("attn.proj", DIM, DIM),
            ("norm2", DIM, 0),
            ("mlp.fc1", 4 * DIM, DIM),
            ("mlp.fc2", DIM, 4 * DIM),
        ):
            yield f"{layer}{name}.weight", (rows, columns) if columns else (rows,)
            yield f"{layer}{name}.bias", (rows,)
    for level in range(LEVELS):
        fpn = f"agent.model._backbone.fpn.{level}."
        yield fpn + "0.weight", (CHANNELS, DIM if level == 0 else CHANNELS, 3, 3)
        for name in ("0.bias", "1.weight", "1.bias"):
            yield fpn + name, (CHANNELS,)
    for head in range(HEADS):
        yield f"agent.model._trajectory_head.heads.{head}.weight", (1, DIM + CHANNELS)
        yield f"agent.model._trajectory_head.heads.{head}.bias", (1,)


def buffers():
    """Names and values of what the model keeps but does not train."""
    for level in range(LEVELS):
        norm = f"agent.model._backbone.fpn.{level}.1."
        yield norm + "running_mean", torch.zeros(CHANNELS)
        yield norm + "running_var", torch.ones(CHANNELS)
        yield norm + "num_batches_tracked", torch.tensor(STEP)
    yield "agent.model._trajectory_head.vocab", torch.rand(8192, 40, 3)


def optimizer_state(weights):
    group = {
        "lr": 1e-4, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01, "amsgrad": False, "foreach": None,
        "maximize": False, "capturable": False, "differentiable": False, "fused": None, "params": list(range(len(weights))),
    }
    state = {
        index: {
            "step": torch.tensor(float(STEP)),
            "exp_avg": torch.rand_like(weight),
            "exp_avg_sq": torch.rand_like(weight),
        }
        for index, weight in enumerate(weights)
    }
    return {"state": state, "param_groups": [group]}


def loops():
    progress = {"ready": STEP, "completed": STEP, "started": STEP, "processed": STEP}
    epochs = {"ready": EPOCH + 1, "completed": EPOCH, "started": EPOCH + 1, "processed": EPOCH + 1}
    return {
        "fit_loop": {
            "state_dict": {},
            "epoch_progress": {"total": epochs, "current": dict(epochs)},
            "epoch_loop.batch_progress": {"total": progress, "current": dict(progress), "is_last_batch": True},
            "epoch_loop.automatic_optimization.optim_progress": {
                "optimizer": {"step": {"total": {"ready": STEP, "completed": STEP}}},
            },
        },
    }


def checkpoint():
    torch.manual_seed(EPOCH - 39)
    weights = OrderedDict((name, torch.rand(shape)) for name, shape in parameters())
    return {
        "epoch": EPOCH,
        "global_step": STEP,
        "pytorch-lightning_version": "2.6.6",
        "state_dict": OrderedDict([*weights.items(), *buffers()]),
        "loops": loops(),
        "callbacks": {
            "ModelCheckpoint{'monitor': None, 'mode': 'min', 'every_n_train_steps': 0, 'every_n_epochs': 1}": {
                "monitor": None,
                "best_model_score": torch.tensor(0.2537),
                "best_model_path": f"epoch={EPOCH}-step={STEP}.ckpt",
                "best_k_models": {},
            },
        },
        "optimizer_states": [optimizer_state(list(weights.values()))],
        "lr_schedulers": [{"base_lrs": [1e-4], "last_epoch": EPOCH + 1, "_step_count": EPOCH + 2}],
        "MixedPrecision": {"scale": 65536.0, "growth_factor": 2.0, "backoff_factor": 0.5, "growth_interval": 2000},
        "hparams_name": "kwargs",
        "hyper_parameters": {"lr": 1e-4, "agent": "planner_v8192", "dim": DIM, "fpn": CHANNELS},
    }


if __name__ == "__main__":
    torch.save(checkpoint(), sys.argv[1])
