/**
 * How good a saliency map is, and how alike two are: insertion and deletion, localisation against
 * true masks, agreement of maps.
 *
 * <p>Values per example, never means. Masking, blurring and scoring are part of the TensorFlow
 * graph; maps and masks are plain arrays. May import {@code org.heirloom}, {@code stats}, {@code
 * image}, {@code metrics}, {@code model} and {@code explain}, and TensorFlow's operations to build
 * graphs, but no sessions.
 */
package org.heirloom.evaluate;
