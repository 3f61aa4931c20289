#!/usr/bin/env python3
"""Writes testdata/families.json: logits of tiny models with the shape of each Gemma 3, from transformers, and
embeddings of a tiny EmbeddingGemma.

usage: pip install torch transformers; ci/family_goldens.py > testdata/families.json

Weights are not stored: value i of a tensor is made from the tensor's name and i by splitmix64, exactly, so
that a test makes the same ones. Tests need neither Python nor torch.
"""
import json
import sys

import numpy as np
import torch
import transformers
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, Gemma3TextModel

LENGTH, KEPT = 40, [0, 7, 8, 15, 16, 38, 39]  # windows are 8 and 12

BASE = dict(vocab_size=96, hidden_size=48, intermediate_size=96, num_hidden_layers=7, max_position_embeddings=512, rms_norm_eps=1e-6)
LINEAR = {
    "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6},
    "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
}
FAMILIES = {
    "270M": dict(num_attention_heads=4, num_key_value_heads=1, head_dim=16, query_pre_attn_scalar=16, sliding_window=8),
    "1B": dict(num_attention_heads=4, num_key_value_heads=1, head_dim=32, query_pre_attn_scalar=32, sliding_window=8, intermediate_size=288),
    "4B": dict(num_attention_heads=8, num_key_value_heads=4, head_dim=16, query_pre_attn_scalar=16, sliding_window=12, rope_parameters=LINEAR),
    "12B": dict(num_attention_heads=16, num_key_value_heads=8, head_dim=16, query_pre_attn_scalar=16, sliding_window=12, rope_parameters=LINEAR),
    "27B": dict(num_attention_heads=8, num_key_value_heads=4, head_dim=8, query_pre_attn_scalar=6, sliding_window=12, rope_parameters=LINEAR, num_hidden_layers=8),
    "untied": dict(num_attention_heads=4, num_key_value_heads=2, head_dim=16, query_pre_attn_scalar=16, sliding_window=8, tie_word_embeddings=False),
}


def seed(name):
    """FNV-1a."""
    h = 0xCBF29CE484222325
    for b in name.encode():
        h = (h ^ b) * 0x100000001B3 % 2**64
    return h


def weights(name, shape):
    n = int(np.prod(shape))
    z = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed(name))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    # 16 bits each, centred: exact in float32 and in bfloat16's parent types alike.
    x = ((z >> np.uint64(48)).astype(np.int64) - 32768).astype(np.float32) / np.float32(32768)
    return torch.from_numpy((x * np.float32(0.25)).reshape(shape))


def golden(options):
    config = Gemma3TextConfig(**{**BASE, **options})
    config._attn_implementation = "eager"
    model = Gemma3ForCausalLM(config).eval().to(torch.float32)
    state = {}
    for name, p in model.state_dict().items():
        if name != "lm_head.weight" or not config.tie_word_embeddings:
            state[name] = weights(name, tuple(p.shape))
    model.load_state_dict(state, strict=False)
    model.tie_weights()
    ids = [2] + [int(v) for v in (np.arange(1, LENGTH) * 37 + 11) % 96]
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0]
    return {
        "config": config.to_dict(), "tensors": {n: list(p.shape) for n, p in state.items()}, "ids": ids, "positions": KEPT,
        "logits": [[float(f"{v:.7g}") for v in logits[p].tolist()] for p in KEPT],
    }


def embedding():
    """EmbeddingGemma as sentence-transformers runs it: mean of the hidden states, two dense layers, length 1."""
    config = Gemma3TextConfig(**{
        **BASE, "num_attention_heads": 3, "num_key_value_heads": 1, "head_dim": 16, "query_pre_attn_scalar": 16, "sliding_window": 8,
        "use_bidirectional_attention": True,
    })
    config._attn_implementation = "eager"
    model = Gemma3TextModel(config).eval().to(torch.float32)
    state = {name: weights(name, tuple(p.shape)) for name, p in model.state_dict().items()}
    model.load_state_dict(state)
    dense = {"dense_2": weights("dense_2", (160, 48)), "dense_3": weights("dense_3", (64, 160))}
    texts = []
    for length in [1, 2, 4, 5, 8, 9, 10, 13, 40]:  # a token sees 4 on either side in local layers
        ids = [2] + [int(v) for v in (np.arange(1, length) * 37 + 11) % 96]
        with torch.no_grad():
            hidden = model(torch.tensor([ids])).last_hidden_state[0]
            mean = hidden.mean(dim=0)
            y = torch.nn.functional.normalize(dense["dense_3"] @ (dense["dense_2"] @ mean), dim=0)
        texts.append({"ids": ids, "hidden": rounded(hidden[length // 2]), "mean": rounded(mean), "embedding": rounded(y)})
    return {
        "config": config.to_dict(), "tensors": {n: list(p.shape) for n, p in state.items()},
        "dense": {n: list(p.shape) for n, p in dense.items()}, "texts": texts,
    }


def rounded(x):
    return [float(f"{v:.7g}") for v in x.tolist()]


out = {"source": f"ci/family_goldens.py, transformers {transformers.__version__}, torch {torch.__version__}, float32, eager attention"}
out["families"] = {name: golden(options) for name, options in FAMILIES.items()}
out["embedding"] = embedding()
json.dump(out, sys.stdout, separators=(",", ":"))
sys.stdout.write("\n")
