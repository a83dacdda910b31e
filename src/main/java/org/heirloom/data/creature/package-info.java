/**
 * The embedded data set: creatures drawn from parts, of which every cause and every pixel's owner
 * is known.
 *
 * <p>A drawing depends on (settings, seed, index, interventions) alone, bit by bit on every
 * machine: arithmetic is exact or by {@link StrictMath}, and every component has a random stream of
 * its own, so that a counterfactual differs from its original only where the intervention shows.
 * Imports of ours only the root and {@code image}.
 */
package org.heirloom.data.creature;
