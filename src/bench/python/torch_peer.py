#!/usr/bin/env python3
"""The networks of PeerBench in PyTorch: the peer that Heirloom's speed is compared with.

    torch_peer.py THREADS

Says when it is ready, then reads one command a line from standard input and answers each with one line, the seconds that it took:

    train ARCHITECTURE PRECISION STEPS              SGD with Nesterov's momentum, batches of 64
    predict ARCHITECTURE PRECISION BATCHES          batches of 256
    predict-frozen ARCHITECTURE PRECISION BATCHES   the same, traced, frozen, batch normalisation folded, fused

ARCHITECTURE is resnet-(6n+2) of width 16 for images of 32x32x3 and 8 classes; PRECISION is float32 or bfloat16
(autocast; not for frozen networks). Tensors are channels-last. Batches lie in memory, ready and normalised: the peer has no
input pipeline to pay for.
"""
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    sys.exit("PyTorch is missing. Expected python3-torch, for example: apt install python3-torch.")

WIDTH, SIZE, CLASSES = 16, 32, 8


def convolution(size, inputs, outputs, stride):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = convolution(3, inputs, outputs, stride)
        self.second = convolution(3, outputs, outputs, 1)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else convolution(1, inputs, outputs, stride)

    def forward(self, x):
        y = self.second(functional.relu(self.first(x), inplace=True))
        return functional.relu(y + self.shortcut(x), inplace=True)


def network(architecture):
    blocks = (int(architecture.removeprefix("resnet-")) - 2) // 6
    layers = [convolution(3, 3, WIDTH, 1), nn.ReLU(inplace=True)]
    channels = WIDTH
    for stage in range(3):
        width = WIDTH << stage
        for block in range(blocks):
            layers.append(Block(channels, width, 2 if stage > 0 and block == 0 else 1))
            channels = width
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES)]
    return nn.Sequential(*layers).to(memory_format=torch.channels_last)


def images(n):
    return torch.randn(n, 3, SIZE, SIZE).contiguous(memory_format=torch.channels_last)


def trainer(architecture, autocast):
    net = network(architecture).train()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4, nesterov=True)
    x, labels = images(64), torch.randint(0, CLASSES, (64,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            loss = functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def predictor(architecture, autocast):
    net = network(architecture).eval()
    x = images(256)

    def step():
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            return net(x)

    return step


def frozen_predictor(architecture, _):
    x = images(256)
    with torch.inference_mode():
        net = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network(architecture).eval(), x)))

    def step():
        with torch.inference_mode():
            return net(x)

    return step


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    makers = {"train": trainer, "predict": predictor, "predict-frozen": frozen_predictor}
    made = {}
    print("ready", flush=True)
    for line in sys.stdin:
        kind, architecture, precision, repetitions = line.split()
        name = (kind, architecture, precision)
        if name not in made:
            made[name] = makers[kind](architecture, precision == "bfloat16")
        start = time.perf_counter()
        for _ in range(int(repetitions)):
            made[name]()
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
