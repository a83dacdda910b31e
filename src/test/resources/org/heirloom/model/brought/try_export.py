"""Loads an exported model in TensorFlow's Python package, without any code of ours, and says what it found.

    pip install tensorflow-cpu==2.16.2 && python try_export.py FOLDER

FOLDER is a model of a store: the one with saved_model.pb and README.md.
"""

import sys

import numpy
import tensorflow as tf

model = tf.saved_model.load(sys.argv[1])
for name, signature in model.signatures.items():
    print(name)
    print("  takes", {key: (spec.dtype.name, spec.shape) for key, spec in signature.structured_input_signature[1].items()})
    print("  gives", {key: spec.shape for key, spec in signature.structured_outputs.items()})
serving = model.signatures["serving_default"]
shape = serving.structured_input_signature[1]["image"].shape
images = numpy.random.default_rng(1).random((5, *shape[1:]), dtype=numpy.float32)
together = serving(image=tf.constant(images))["logits"].numpy()
alone = numpy.concatenate([serving(image=tf.constant(images[i : i + 1]))["logits"].numpy() for i in range(5)])
print("logits of the first image", together[0])
assert numpy.isfinite(together).all()
assert numpy.allclose(together, alone, atol=1e-5), "logits must not depend on the batch"
