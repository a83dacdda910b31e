/**
 * Turns a scorecard and its pictures into what people and machines read: one self-contained page,
 * JSON, CSV, a summary for a pull request and the gates as JUnit XML.
 *
 * <p>Draws and words what {@code retain} decided; computes no statistic and decides nothing but
 * whether a bound meets a gate. Everything a reader sees comes in as plain data, so it imports no
 * model, no store and no framework; no file depends on the clock or the machine.
 */
package org.heirloom.report;
