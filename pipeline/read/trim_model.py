"""Cut the output layer of an ONNX model to the classes that are wanted, before it is loaded.

The stock recogniser has 18,710 classes; these books need about 80. A softmax over fewer logits is exactly the full one
restricted and normalised anew, and the network is a third faster and its outputs 200 times smaller. Only the few
fields of the ONNX protobuf that matter are read and written here, so that the product does not need package `onnx`.
Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (ModelProto, GraphProto, TensorProto).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_GRAPH = 7
_NODE, _INITIALISER, _OUTPUT, _VALUE_INFO = 1, 5, 12, 13
_NODE_INPUT, _NODE_OUTPUT, _NODE_TYPE = 1, 2, 4
_DIMS, _DATA_TYPE, _TENSOR_NAME, _RAW = 1, 2, 8, 9
_FLOAT = 1
_VARINT, _BYTES = 0, 2

Field = tuple[int, int, memoryview | int, memoryview]
"""Field number, wire type, content, and the field as it stands in the file."""


def cut_head(model: bytes, columns: NDArray[np.int64]) -> bytes:
    """The model with its last MatMul and the bias behind it cut to `columns`, in that order.

    Raises ValueError when the model does not end in MatMul, Add, (Identity), Softmax with float weights.
    """
    parts = []
    for number, _, content, whole in _fields(memoryview(model)):
        parts.append(_message(_GRAPH, _cut_graph(content, columns)) if number == _GRAPH else bytes(whole))
    return b"".join(parts)


def _cut_graph(graph: memoryview | int, columns: NDArray[np.int64]) -> bytes:
    fields = list(_fields(_bytes(graph)))
    cut = _head_names([_bytes(content) for number, _, content, _ in fields if number == _NODE])
    parts = []
    found = 0
    for number, _, content, whole in fields:
        if number == _INITIALISER and _name(_bytes(content)) in cut:
            parts.append(_message(_INITIALISER, _cut_tensor(_bytes(content), columns)))
            found += 1
        elif number == _OUTPUT:
            parts.append(_message(_OUTPUT, _without_shape(_bytes(content))))
        elif number != _VALUE_INFO:
            parts.append(bytes(whole))
    if found != 2:
        raise ValueError("the weights of the output layer were not found")
    return b"".join(parts)


def _head_names(nodes: list[memoryview]) -> set[str]:
    """Names of the weight and the bias of the last linear layer."""
    names: set[str] = set()
    wanted = "Softmax"
    for node in reversed(nodes):
        inputs = [_text(content) for number, _, content, _ in _fields(node) if number == _NODE_INPUT]
        kind = next(_text(content) for number, _, content, _ in _fields(node) if number == _NODE_TYPE)
        if kind == "Identity":
            continue
        if kind != wanted:
            raise ValueError(f"the model ends in {kind} where {wanted} was expected")
        if kind == "Add":
            names.add(inputs[1])
        if kind == "MatMul":
            return names | {inputs[1]}
        wanted = {"Softmax": "Add", "Add": "MatMul"}[kind]
    raise ValueError("the model has no output layer")


def _cut_tensor(tensor: memoryview, columns: NDArray[np.int64]) -> bytes:
    dims: list[int] = []
    raw = b""
    kept = []
    for number, wire, content, whole in _fields(tensor):
        if number == _DIMS and wire == _VARINT and isinstance(content, int):
            dims.append(content)
        elif number == _RAW:
            raw = bytes(_bytes(content))
        else:
            if number == _DATA_TYPE and content != _FLOAT:
                raise ValueError("the output layer is not of 32-bit floats")
            kept.append(bytes(whole))
    weights = np.frombuffer(raw, dtype="<f4").reshape(dims)[..., columns]
    shape = b"".join(_key(_DIMS, _VARINT) + _varint(size) for size in weights.shape)
    return shape + b"".join(kept) + _message(_RAW, np.ascontiguousarray(weights).tobytes())


def _without_shape(value_info: memoryview) -> bytes:
    """A ValueInfoProto with its name and element type (float) alone."""
    name = next(bytes(whole) for number, _, _, whole in _fields(value_info) if number == 1)
    return name + _message(2, _message(1, _key(1, _VARINT) + _varint(_FLOAT)))


def _name(tensor: memoryview) -> str:
    return next((_text(content) for number, _, content, _ in _fields(tensor) if number == _TENSOR_NAME), "")


def _text(content: memoryview | int) -> str:
    return bytes(_bytes(content)).decode()


def _bytes(content: memoryview | int) -> memoryview:
    if isinstance(content, int):
        raise ValueError("the model file is not ONNX")
    return content


def _fields(message: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        wire = key & 7
        content: memoryview | int
        if wire == _VARINT:
            content, at = _read_varint(message, at)
        else:
            if wire == _BYTES:
                size, at = _read_varint(message, at)
            elif wire in (1, 5):
                size = 8 if wire == 1 else 4
            else:
                raise ValueError("the model file is not ONNX")
            content = message[at : at + size]
            at += size
        yield key >> 3, wire, content, message[start:at]


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _key(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _message(number: int, content: bytes) -> bytes:
    return _key(number, _BYTES) + _varint(len(content)) + content
