/**
 * What is measured, and what a run tells of itself: the row that holds one measured value, the file
 * of rows, the catalogue that says what every metric means; and the recorder that takes what a
 * process does, with the catalogue of what Prometheus is told.
 *
 * <p>May import {@code org.heirloom} only; nothing outside the JDK.
 */
package org.heirloom.metrics;
