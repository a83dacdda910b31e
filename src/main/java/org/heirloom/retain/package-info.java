/**
 * Teacher against students and controls: from rows of evidence to the scorecard and its verdicts.
 *
 * <p>Computes nothing on images and writes no files. May import {@code stats}, {@code metrics},
 * {@code study} and {@code model} (for arrays of logits); nothing outside the JDK.
 */
package org.heirloom.retain;
