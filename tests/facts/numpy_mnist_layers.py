"""The same classifier with layer classes, momentum, a reader for IDX files and a gradient check.

python numpy_mnist_layers.py FOLDER, with the four files of MNIST, gzipped, in the folder.
"""

import gzip
import sys
from pathlib import Path

import numpy as np


def read_idx(path):
    with gzip.open(path) as file:
        raw = file.read()
    dimensions = raw[3]
    shape = np.frombuffer(raw, ">i4", dimensions, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def read_split(folder, name):
    images = read_idx(Path(folder) / f"{name}-images-idx3-ubyte.gz")
    labels = read_idx(Path(folder) / f"{name}-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1) / 255, labels


class Affine:
    def __init__(self, rng, inputs, outputs):
        self.w = rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
        self.b = np.zeros(outputs)
        self.params = [self.w, self.b]

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, dout):
        self.grads = [self.x.T @ dout, dout.sum(0)]
        return dout @ self.w.T


class ReLU:
    params, grads = (), ()

    def forward(self, x):
        self.on = x > 0
        return x * self.on

    def backward(self, dout):
        return dout * self.on


class SoftmaxCrossEntropy:
    def forward(self, z, y):
        p = np.exp(z - z.max(1, keepdims=True))
        self.p, self.y = p / p.sum(1, keepdims=True), y
        return -np.log(self.p[np.arange(len(y)), y]).mean()

    def backward(self):
        dz = self.p.copy()
        dz[np.arange(len(self.y)), self.y] -= 1
        return dz / len(self.y)


class Network:
    def __init__(self, layers):
        self.layers, self.head = layers, SoftmaxCrossEntropy()

    def scores(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, y):
        return self.head.forward(self.scores(x), y)

    def backward(self):
        dout = self.head.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def pairs(self):
        return [pg for it in self.layers for pg in zip(it.params, it.grads, strict=True)]


class Momentum:
    def __init__(self, network, lr=0.05, mu=0.9):
        self.network, self.lr, self.mu = network, lr, mu
        self.v = [np.zeros_like(p) for layer in network.layers for p in layer.params]

    def step(self):
        for v, (p, g) in zip(self.v, self.network.pairs(), strict=True):
            v *= self.mu
            v -= self.lr * g
            p += v


def gradient_error(network, x, y, rng, samples=5, eps=1e-5):
    network.loss(x, y)
    network.backward()
    worst = 0
    for p, g in [(p, g.copy()) for p, g in network.pairs()]:
        for i in rng.choice(p.size, min(samples, p.size), replace=False):
            old = p.flat[i]
            p.flat[i] = old + eps
            up = network.loss(x, y)
            p.flat[i] = old - eps
            down = network.loss(x, y)
            p.flat[i] = old
            numeric = (up - down) / (2 * eps)
            worst = max(worst, abs(numeric - g.flat[i]) / max(1e-3, abs(numeric) + abs(g.flat[i])))
    return worst


def train(network, x, y, rng, epochs=5, batch=64):
    optimizer = Momentum(network)
    for _ in range(epochs):
        for rows in np.split(rng.permutation(len(x)), range(batch, len(x), batch)):
            network.loss(x[rows], y[rows])
            network.backward()
            optimizer.step()


def accuracy(network, x, y):
    return (network.scores(x).argmax(1) == y).mean()


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x, y = read_split(sys.argv[1], "train")
    network = Network([Affine(rng, 784, 128), ReLU(), Affine(rng, 128, 10)])
    print("gradient check:", gradient_error(network, x[:5], y[:5], rng))
    train(network, x, y, rng)
    print("test accuracy:", accuracy(network, *read_split(sys.argv[1], "t10k")))
