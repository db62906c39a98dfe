"""An MLP for MNIST in plain NumPy: python numpy_mnist.py mnist.npz (the file that Keras loads)."""

import sys

import numpy as np

with np.load(sys.argv[1]) as data:
    x_train, x_test = (data[k].reshape(-1, 784) / 255 for k in ("x_train", "x_test"))
    y_train, y_test = data["y_train"], data["y_test"]

rng = np.random.default_rng(0)
w1, b1 = rng.normal(0, np.sqrt(2 / 784), (784, 128)), np.zeros(128)
w2, b2 = rng.normal(0, np.sqrt(2 / 128), (128, 10)), np.zeros(10)
lr = 0.1

for epoch in range(5):
    for batch in np.split(rng.permutation(len(x_train)), range(64, len(x_train), 64)):
        x, y = x_train[batch], y_train[batch]
        h = np.maximum(0, x @ w1 + b1)
        z = h @ w2 + b2
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)

        dz = p.copy()
        dz[np.arange(len(y)), y] -= 1
        dz /= len(y)
        dh = (dz @ w2.T) * (h > 0)
        for w, g in ((w2, h.T @ dz), (b2, dz.sum(0)), (w1, x.T @ dh), (b1, dh.sum(0))):
            w -= lr * g
    guess = (np.maximum(0, x_test @ w1 + b1) @ w2 + b2).argmax(1)
    print(f"epoch {epoch + 1}: test accuracy {(guess == y_test).mean():.4f}")
