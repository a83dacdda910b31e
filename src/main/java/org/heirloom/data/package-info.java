/**
 * Examples and where they come from: the generator, folders of images, concepts, shards and
 * samples.
 *
 * <p>Of ours it may import the root, {@code image}, {@code store} and {@code study}; the generator
 * itself is {@code data.creature}. Everything here depends on its arguments alone: ids, seeds and
 * contents of files, never on order of arrival or the number of workers.
 */
package org.heirloom.data;
