/**
 * Images: 8-bit pixels, float images in [0, 1], resizing, blurring, edges, superpixels and the PNG
 * and JPEG codecs.
 *
 * <p>Plain arithmetic on arrays, the same bits on every machine, except for JPEG decoding, which
 * the Java runtime does. Imports nothing of ours but the root package, and nothing from outside the
 * JDK.
 */
package org.heirloom.image;
