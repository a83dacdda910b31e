package org.heirloom.data;

/**
 * One chosen example: a line of a sample manifest.
 *
 * @param id the example's id
 * @param label its class index
 * @param shard name of the example shard that holds it
 * @param offset byte offset of its record in the shard
 */
public record SampleEntry(String id, int label, String shard, long offset) {}
