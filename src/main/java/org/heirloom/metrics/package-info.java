/**
 * What is measured: the row that holds one measured value, the file of rows, and the catalogue that
 * says what every metric means.
 *
 * <p>May import {@code org.heirloom} only; nothing outside the JDK.
 */
package org.heirloom.metrics;
