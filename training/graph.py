"""The stock recogniser, or a reader of ours, as a trainable PyTorch module, and back to ONNX.

The ONNX graph itself is run node by node with its weights as parameters: nothing is rebuilt by hand, so the module
equals the stock model by construction, and a trained one is exported by writing the weights back into the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F  # noqa: N812 (its usual name)
from onnx import numpy_helper
from torch import Tensor, nn

CHARACTERS_KEY = "character"


def stock_characters(model: onnx.ModelProto) -> list[str]:
    """The classes of a model in order: blank (empty string), its list, and space, which the stock model's list leaves
    out."""
    listed = next(p.value for p in model.metadata_props if p.key == CHARACTERS_KEY).split("\n")
    return ["", *listed] if " " in listed else ["", *listed, " "]


class GraphModule(nn.Module):
    """Runs an ONNX recogniser, its head cut to `characters` (blank first): (n, 3, 48, w) to logits (n, t, c)."""

    def __init__(self, path: Path, characters: Sequence[str]) -> None:
        super().__init__()
        self.proto = onnx.load(str(path))
        _restore_whole(self.proto.graph)
        self.characters = list(characters)
        _cut_head(self.proto, self.characters)
        graph = self.proto.graph
        self._nodes = _fused(graph.node[:-1])  # the last node is the softmax: training wants logits
        self._output = self._nodes[-1].output
        self._input = graph.input[0].name
        self._names: dict[str, str] = {}
        self._fixed: dict[str, str] = {}
        """Single numbers, which are no weights."""
        self._constants: dict[str, Tensor] = {}
        for tensor in graph.initializer:
            value = torch.from_numpy(numpy_helper.to_array(tensor).copy())
            attribute = tensor.name.replace(".", "_")
            if value.dtype == torch.float32 and value.ndim > 0 and value.numel() > 1:
                self._names[tensor.name] = attribute
                is_statistic = any(
                    tensor.name in node.inputs[3:] for node in self._nodes if node.kind == "BatchNormalization"
                )
                if is_statistic:
                    self.register_buffer(attribute, value)
                else:
                    self.register_parameter(attribute, nn.Parameter(value))
            elif value.dtype == torch.float32:
                self._fixed[tensor.name] = attribute
                self.register_buffer(attribute, value, persistent=False)
            else:
                self._constants[tensor.name] = value

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits before softmax."""
        values: dict[str, Tensor] = {self._input: pixels}

        def value(name: str) -> Tensor:
            if name in values:
                return values[name]
            if name in self._constants:
                return self._constants[name]
            found: Tensor = getattr(self, self._names.get(name) or self._fixed[name])
            return found

        for node in self._nodes:
            values[node.output] = node.run([value(name) if name else None for name in node.inputs])
        return values[self._output]

    def stage_of(self, parameter: str) -> str:
        """`head`, `neck` or `backbone` by the stock model's names."""
        if parameter.startswith("linear_8"):
            return "head"
        neck = parameter.startswith(
            ("linear_", "batch_norm2d_", "helper_reshape", "conv2d_65", "conv2d_66", "conv2d_67")
        )
        return "neck" if neck else "backbone"

    def export(self, path: Path, half: bool = False) -> None:
        """Write an ONNX file that returns probabilities (n, t, c); classes are in its metadata.

        half: weights are stored as 16-bit floats (half the size) and cast to 32 bits when the model is loaded.
        """
        proto = onnx.ModelProto()
        proto.CopyFrom(self.proto)
        for tensor in proto.graph.initializer:
            if tensor.name in self._names:
                array = getattr(self, self._names[tensor.name]).detach().cpu().numpy().astype(np.float32)
                tensor.CopyFrom(numpy_helper.from_array(array, tensor.name))
        if half:
            store_half(proto.graph)
        for entry in [p for p in proto.metadata_props if p.key == CHARACTERS_KEY]:
            proto.metadata_props.remove(entry)
        proto.metadata_props.add(key=CHARACTERS_KEY, value="\n".join(self.characters[1:]))
        proto.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(self.characters)
        del proto.graph.value_info[:]  # shapes of the stock head no longer hold
        onnx.save(proto, str(path))


def store_half(graph: onnx.GraphProto) -> None:
    """Store the weights of the graph in 16 bits, to be computed in 32."""
    casts = []
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype == np.float32 and array.size > 64:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(array.astype(np.float16), f"{name}.half"))
            casts.append(onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def _restore_whole(graph: onnx.GraphProto) -> None:
    """Weights in 32 bits again, in a graph that store_half wrote."""
    half = {tensor.name for tensor in graph.initializer if tensor.name.endswith(".half")}
    for tensor in graph.initializer:
        if tensor.name in half:
            array = numpy_helper.to_array(tensor).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(array, tensor.name.removesuffix(".half")))
    nodes = [node for node in graph.node if not (node.op_type == "Cast" and node.input[0] in half)]
    del graph.node[:]
    graph.node.extend(nodes)


def _cut_head(proto: onnx.ModelProto, characters: Sequence[str]) -> None:
    """Keep the columns of `characters`; a reader of our own has no others."""
    known = {character: index for index, character in enumerate(stock_characters(proto))}
    columns = [known[character] for character in characters]
    for tensor in proto.graph.initializer:
        if tensor.name in ("linear_8.w_0", "linear_8.b_0"):
            array = np.ascontiguousarray(numpy_helper.to_array(tensor)[..., columns])
            tensor.CopyFrom(numpy_helper.from_array(array, tensor.name))


class _Node:
    def __init__(self, kind: str, inputs: Sequence[str], output: str, attributes: dict[str, Any]) -> None:
        self.kind, self.inputs, self.output, self.attributes = kind, list(inputs), output, attributes
        self._call = _OPERATIONS[kind]

    def run(self, inputs: list[Tensor | None]) -> Tensor:
        return self._call(inputs, self.attributes)


def _fused(nodes: Sequence[onnx.NodeProto]) -> list[_Node]:
    """The nodes with Identity folded away and x·½·(1 + erf(x/√2)) as one GELU (a fifth of the memory traffic)."""
    alias: dict[str, str] = {}
    made: list[_Node] = []
    for node in nodes:
        inputs = [alias.get(name, name) for name in node.input]
        if node.op_type == "Identity":
            alias[node.output[0]] = inputs[0]
            continue
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        made.append(_Node(node.op_type, inputs, node.output[0], attributes))
    result: list[_Node] = []
    skip: set[int] = set()
    for index, made_node in enumerate(made):
        if made_node.kind == "Erf":
            divide, add, times_x, times_half = made[index - 1], made[index + 1], made[index + 2], made[index + 3]
            assert [n.kind for n in (divide, add, times_x, times_half)] == ["Div", "Add", "Mul", "Mul"]
            result[-1] = _Node("Gelu", [divide.inputs[0]], times_half.output, {})
            skip |= {index + 1, index + 2, index + 3}
        elif index not in skip:
            result.append(made_node)
    return result


def _conv(i: list[Any], a: dict[str, Any]) -> Tensor:
    pixels, weight = i[0], i[1]
    if pixels.is_cuda and weight.shape[1:] == (pixels.shape[1], 1, 1) and a["strides"] == [1, 1]:
        # A product of matrices: cuDNN would plan it anew for every width, 30 ms for each of forty layers, thrice.
        return F.linear(pixels.permute(0, 2, 3, 1), weight[:, :, 0, 0]).permute(0, 3, 1, 2)
    if a.get("auto_pad") == b"SAME_UPPER":
        pixels = F.pad(pixels, (0, weight.shape[3] - 1, 0, weight.shape[2] - 1))
        return F.conv2d(pixels, weight, stride=a["strides"], groups=a["group"])
    top, left, _, _ = a["pads"]
    return F.conv2d(pixels, weight, stride=a["strides"], padding=(top, left), groups=a["group"])


def _max_pool(i: list[Any], a: dict[str, Any]) -> Tensor:
    height, width = a["kernel_shape"]
    padded = F.pad(i[0], (0, width - 1, 0, height - 1), value=float("-inf"))
    return F.max_pool2d(padded, (height, width), stride=a["strides"])


def _slice(i: list[Any], _: dict[str, Any]) -> Tensor:
    result: Tensor = i[0]
    axes = i[3].tolist() if len(i) > 3 else list(range(len(i[1])))
    for start, end, axis in zip(i[1].tolist(), i[2].tolist(), axes, strict=True):
        size = result.shape[axis]
        start = max(0, start + size if start < 0 else start)
        end = min(size, end + size if end < 0 else end)
        result = result.narrow(axis, start, end - start)
    return result


def _reshape(i: list[Any], _: dict[str, Any]) -> Tensor:
    shape = [i[0].shape[at] if size == 0 else size for at, size in enumerate(i[1].reshape(-1).tolist())]
    result: Tensor = i[0].reshape(shape)
    return result


def _squeeze(i: list[Any], a: dict[str, Any]) -> Tensor:
    result: Tensor = i[0]
    for axis in sorted(a["axes"], reverse=True):
        result = result.squeeze(axis)
    return result


def _unsqueeze(i: list[Any], a: dict[str, Any]) -> Tensor:
    result: Tensor = i[0]
    for axis in sorted(a["axes"]):
        result = result.unsqueeze(axis)
    return result


_OPERATIONS: dict[str, Callable[[list[Any], dict[str, Any]], Tensor]] = {
    "Add": lambda i, a: i[0] + i[1],
    "Sub": lambda i, a: i[0] - i[1],
    "Mul": lambda i, a: i[0] * i[1],
    "Div": lambda i, a: i[0] / i[1],
    "Pow": lambda i, a: i[0] ** i[1],
    "Sqrt": lambda i, a: torch.sqrt(i[0]),
    "Erf": lambda i, a: torch.erf(i[0]),
    "Relu": lambda i, a: F.relu(i[0]),
    "Sigmoid": lambda i, a: torch.sigmoid(i[0]),
    "HardSigmoid": lambda i, a: torch.clamp(i[0] * a["alpha"] + a["beta"], 0, 1),
    "Gelu": lambda i, a: F.gelu(i[0]),
    "Softmax": lambda i, a: torch.softmax(i[0], a["axis"]),
    "MatMul": lambda i, a: i[0] @ i[1],
    "Conv": _conv,
    "MaxPool": _max_pool,
    "AveragePool": lambda i, a: F.avg_pool2d(i[0], a["kernel_shape"], stride=a["strides"]),
    "BatchNormalization": lambda i, a: F.batch_norm(i[0], i[3], i[4], i[1], i[2], eps=a["epsilon"]),
    "ReduceMean": lambda i, a: i[0].mean(a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "Concat": lambda i, a: torch.cat(i, a["axis"]),
    "Shape": lambda i, a: torch.tensor(i[0].shape),
    "Slice": _slice,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Transpose": lambda i, a: i[0].permute(a["perm"]),
}
