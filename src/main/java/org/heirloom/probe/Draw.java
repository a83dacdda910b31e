package org.heirloom.probe;

import org.heirloom.Seed;

/**
 * Which rows one vector is fitted on.
 *
 * @param positives indices of rows that show the concept, or play one
 * @param negatives indices of as many others
 * @param split chooses the held-out ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Draw(int[] positives, int[] negatives, Seed split) {}
