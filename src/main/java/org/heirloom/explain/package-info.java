/**
 * Where a network looks: explainers, which give a saliency map per image and class, and the
 * controls that any explainer must beat.
 *
 * <p>Maps are raw and signed; normalisation belongs to whoever measures or draws them. May import
 * {@code org.heirloom}, {@code stats}, {@code image} and {@code model}, and TensorFlow's operations
 * to build graphs, but no sessions.
 */
package org.heirloom.explain;
