/**
 * Models that others trained: SavedModels and ONNX files, read with suspicion, tried on the study's
 * own images, and then used as black boxes.
 *
 * <p>Opens no session itself; DJL is behind {@link org.heirloom.model.tensorflow.ForeignModel}.
 */
package org.heirloom.model.brought;
