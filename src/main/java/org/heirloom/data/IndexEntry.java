package org.heirloom.data;

/**
 * What is known of an example without reading it: a line of a shard's {@code index.tsv}.
 *
 * @param id the example's id
 * @param label its class index
 * @param split {@code train}, {@code test} or {@code all}
 * @param pixels SHA-256 of its size and pixels, in hexadecimal
 * @param shard the shard that holds it; not part of the line
 * @param offset where its record begins in the shard
 */
public record IndexEntry(
    String id, int label, String split, String pixels, String shard, long offset) {}
