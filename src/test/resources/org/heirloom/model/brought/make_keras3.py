"""Makes keras-3: a SavedModel as `model.export` of Keras 3 writes it, with a model inside the model.

    pip install tensorflow-cpu==2.16.2 && python make_keras3.py

Takes pixels in -1..1, answers logits.
"""

import os
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import tensorflow as tf

import bars

keras.utils.set_random_seed(1)
images, labels = bars.examples(1000, 1024)
images = images.astype("float32") / 127.5 - 1

image = keras.Input((bars.SIZE, bars.SIZE, 3))
features = keras.Sequential(
    [
        keras.layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.ReLU(),
        keras.layers.DepthwiseConv2D(3, padding="same", activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
    ],
    name="features",
)
model = keras.Model(image, keras.layers.Dense(bars.CLASSES)(features(image)))
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(0.02), loss, metrics=["accuracy"])
model.fit(images, labels, batch_size=64, epochs=20, verbose=2)

folder = "keras-3"
shutil.rmtree(folder, ignore_errors=True)
model.export(folder)
for unused in ("fingerprint.pb",):
    os.remove(os.path.join(folder, unused))
os.rmdir(os.path.join(folder, "assets"))
shown, _ = bars.examples(0, 8)
loaded = tf.saved_model.load(folder).signatures["serving_default"]
answers = list(loaded(tf.constant(shown.astype("float32") / 127.5 - 1)).values())[0]
bars.write_answers("keras-3.txt", answers.numpy())
