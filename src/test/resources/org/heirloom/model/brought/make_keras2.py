"""Makes keras-2: a SavedModel as Keras 2 writes it, with a model inside the model.

    pip install tensorflow-cpu==2.15.1 && python make_keras2.py

Takes pixels in 0..1, answers probabilities.
"""

import os
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf
from tensorflow import keras

import bars

keras.utils.set_random_seed(1)
images, labels = bars.examples(1000, 1024)
images = images.astype("float32") / 255

image = keras.Input((bars.SIZE, bars.SIZE, 3))
features = keras.Sequential(
    [
        keras.layers.Conv2D(8, 3, strides=2, padding="same", use_bias=False),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.ReLU(),
        keras.layers.GlobalAveragePooling2D(),
    ],
    name="features",
)
model = keras.Model(image, keras.layers.Dense(bars.CLASSES, activation="softmax")(features(image)))
model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images, labels, batch_size=64, epochs=20, verbose=2)

folder = "keras-2"
shutil.rmtree(folder, ignore_errors=True)
model.save(folder, save_format="tf", include_optimizer=False)
for unused in ("keras_metadata.pb", "fingerprint.pb"):
    os.remove(os.path.join(folder, unused))
os.rmdir(os.path.join(folder, "assets"))
shown, _ = bars.examples(0, 8)
loaded = tf.saved_model.load(folder).signatures["serving_default"]
answers = list(loaded(tf.constant(shown.astype("float32") / 255)).values())[0]
bars.write_answers("keras-2.txt", answers.numpy())
