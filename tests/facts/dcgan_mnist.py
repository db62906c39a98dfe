"""A minimal DCGAN for MNIST in PyTorch; test_dcgan.py only reads it and counts its lines.

The comments name the parts that the card counts; run it by hand where PyTorch is installed.
"""

# imports
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from torchvision.utils import save_image

# data and settings
device = "cuda" if torch.cuda.is_available() else "cpu"
scaled = transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.5, 0.5)])
data = datasets.MNIST("data", download=True, transform=scaled)
loader = DataLoader(data, batch_size=128, shuffle=True, drop_last=True)
fixed = torch.randn(64, 100, 1, 1, device=device)

# generator
G = nn.Sequential(
    nn.ConvTranspose2d(100, 256, 7, 1, 0, bias=False),
    nn.BatchNorm2d(256),
    nn.ReLU(),
    nn.ConvTranspose2d(256, 128, 4, 2, 1, bias=False),
    nn.BatchNorm2d(128),
    nn.ReLU(),
    nn.ConvTranspose2d(128, 1, 4, 2, 1),
    nn.Tanh(),
).to(device)

# discriminator
D = nn.Sequential(
    nn.Conv2d(1, 64, 4, 2, 1),
    nn.LeakyReLU(0.2),
    nn.Conv2d(64, 128, 4, 2, 1, bias=False),
    nn.BatchNorm2d(128),
    nn.LeakyReLU(0.2),
    nn.Conv2d(128, 1, 7, 1, 0),
    nn.Flatten(0),
).to(device)


# initialisation and optimisers
def initialise(layer):
    if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(layer.weight, 0.0, 0.02)


G.apply(initialise)
D.apply(initialise)
bce = nn.BCEWithLogitsLoss()
adam = {"lr": 2e-4, "betas": (0.5, 0.999)}
opt_d = torch.optim.Adam(D.parameters(), **adam)
opt_g = torch.optim.Adam(G.parameters(), **adam)

# training and samples
for epoch in range(20):
    for images, _ in loader:
        real = images.to(device)
        ones = torch.ones(len(real), device=device)
        zeros = torch.zeros(len(real), device=device)
        fake = G(torch.randn(len(real), 100, 1, 1, device=device))
        loss_d = bce(D(real), ones) + bce(D(fake.detach()), zeros)
        opt_d.zero_grad()
        loss_d.backward()
        opt_d.step()
        loss_g = bce(D(fake), ones)
        opt_g.zero_grad()
        loss_g.backward()
        opt_g.step()
    with torch.no_grad():
        save_image(G(fixed), f"samples-{epoch:02}.png", normalize=True)
    print(epoch, loss_d.item(), loss_g.item())
