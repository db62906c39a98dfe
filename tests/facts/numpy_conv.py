"""What turns the MLP of numpy_mnist_layers into a CNN: convolution, pooling and flattening."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Conv:
    """A k x k convolution with stride 1 and padding k // 2, by im2col."""

    def __init__(self, rng, channels, filters, k=3):
        self.w = rng.normal(0, np.sqrt(2 / (channels * k * k)), (filters, channels, k, k))
        self.b = np.zeros(filters)
        self.params = [self.w, self.b]
        self.k = k

    def forward(self, x):
        n, c, h, w = self.shape = x.shape
        pad, k = self.k // 2, self.k
        xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        win = sliding_window_view(xp, (k, k), (2, 3))
        self.cols = win.transpose(0, 2, 3, 1, 4, 5).reshape(n * h * w, c * k * k)
        out = self.cols @ self.w.reshape(len(self.w), -1).T + self.b
        return out.reshape(n, h, w, -1).transpose(0, 3, 1, 2)

    def backward(self, dout):
        n, c, h, w = self.shape
        pad, k = self.k // 2, self.k
        d = dout.transpose(0, 2, 3, 1).reshape(n * h * w, -1)
        self.grads = [(d.T @ self.cols).reshape(self.w.shape), d.sum(0)]
        dcols = (d @ self.w.reshape(len(self.w), -1)).reshape(n, h, w, c, k, k)
        dxp = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
        for i in range(k):
            for j in range(k):
                dxp[:, :, i : i + h, j : j + w] += dcols[..., i, j].transpose(0, 3, 1, 2)
        return dxp[:, :, pad : pad + h, pad : pad + w]


class MaxPool:
    params, grads = (), ()

    def forward(self, x):
        n, c, h, w = x.shape
        cells = x.reshape(n, c, h // 2, 2, w // 2, 2)
        out = cells.max((3, 5), keepdims=True)
        self.mask = cells == out
        self.mask = self.mask / self.mask.sum((3, 5), keepdims=True)
        return out[:, :, :, 0, :, 0]

    def backward(self, dout):
        dx = self.mask * dout[:, :, :, None, :, None]
        n, c, h, _, w, _ = dx.shape
        return dx.reshape(n, c, 2 * h, 2 * w)


class Flatten:
    params, grads = (), ()

    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)
