/**
 * Models without a framework: what is known about them, their weights, architectures as data, and
 * how training data and rates go by step.
 *
 * <p>May import the study, the store, images; not TensorFlow or DJL, which live in {@code
 * model.tensorflow}.
 */
package org.heirloom.model;
