"""Makes torch.onnx: an ONNX file as PyTorch writes it.

    apt install python3-torch && python3 make_torch.py

Takes pixels in 0..1, less the mean and divided by the deviation below, channels first; answers logits.
"""

import torch

import bars

MEAN = (0.5, 0.45, 0.4)
DEVIATION = (0.25, 0.2, 0.3)


def prepared(images):
    pixels = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    return (pixels - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(DEVIATION).view(3, 1, 1)


torch.manual_seed(1)
torch.set_num_threads(1)
model = torch.nn.Sequential(
    torch.nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False),
    torch.nn.BatchNorm2d(8),
    torch.nn.ReLU(),
    torch.nn.AdaptiveAvgPool2d(1),
    torch.nn.Flatten(),
    torch.nn.Linear(8, bars.CLASSES),
)
images, labels = bars.examples(1000, 1024)
images, labels = prepared(images), torch.from_numpy(labels)
optimizer = torch.optim.Adam(model.parameters(), 0.02)
for epoch in range(20):
    for start in range(0, len(images), 64):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(images[start : start + 64]), labels[start : start + 64])
        loss.backward()
        optimizer.step()
model.eval()
print("accuracy", (model(images).argmax(1) == labels).float().mean().item())

shown = prepared(bars.examples(0, 8)[0])
torch.onnx.export(
    model,
    shown,
    "torch.onnx",
    input_names=["pixels"],
    output_names=["scores"],
    dynamic_axes={"pixels": {0: "batch"}, "scores": {0: "batch"}},
)
bars.write_answers("torch.txt", model(shown).detach().numpy())
