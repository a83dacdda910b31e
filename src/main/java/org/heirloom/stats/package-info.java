/**
 * Statistics on arrays of doubles: intervals, tests, correlations, information, calibration and
 * distances between predictions. Arrays in, records out; randomness is an argument.
 *
 * <p>May import {@code org.heirloom} only, and Hipparchus for distributions and decompositions.
 * Knows nothing of models, images or files.
 */
package org.heirloom.stats;
