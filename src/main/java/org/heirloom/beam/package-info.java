/**
 * Runs stages as Beam pipelines, on Flink or on Beam's direct runner: options, DoFns, and the way
 * failures and progress come back.
 *
 * <p>The only package that imports Beam or Flink. Holds no logic of the stages.
 */
package org.heirloom.beam;
