/**
 * What every package shares: seeds with named children, and the three kinds of failure a user can
 * meet.
 *
 * <p>Imports nothing of ours.
 */
package org.heirloom;
