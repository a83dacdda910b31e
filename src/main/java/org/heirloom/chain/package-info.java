/**
 * The nine stages of the chain: each reads what the stages before it left, calls the plain classes
 * of the packages above, and leaves files.
 *
 * <p>No algorithm lives here, and no framework.
 */
package org.heirloom.chain;
