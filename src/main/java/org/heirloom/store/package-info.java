/**
 * Where stages leave what they made: artifacts that appear all at once, with hashes of every file,
 * and checkpoints of work that may be interrupted.
 *
 * <p>Imports nothing of ours but the root package. Cloud storage joins behind the same interfaces.
 */
package org.heirloom.store;
