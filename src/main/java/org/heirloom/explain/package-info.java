/**
 * Where a network looks: explainers, which give a saliency map per image and class, and the
 * controls that any explainer must beat.
 *
 * <p>Maps are raw and signed; normalisation belongs to whoever measures or draws them. What a map
 * took and how far it is chance stands beside it. Sources are cited at each class.
 */
package org.heirloom.explain;
