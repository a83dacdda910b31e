package org.heirloom.stats;

/**
 * The result of a test of significance.
 *
 * @param statistic the test's statistic
 * @param degrees degrees of freedom, or NaN where the test has none
 * @param p two-sided p-value; NaN where the data do not give one
 */
public record TestResult(double statistic, double degrees, double p) {}
