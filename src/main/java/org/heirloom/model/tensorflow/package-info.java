/**
 * The one place that opens TensorFlow sessions and loads models: training, checkpoints, export, and
 * programs that others build from operations.
 *
 * <p>Everything here that is closeable owns native memory, and says so.
 */
package org.heirloom.model.tensorflow;
