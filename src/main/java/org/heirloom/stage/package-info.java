/**
 * The engine that runs a chain of stages: the pipeline file, content-addressed keys, the plan with
 * its reasons, running with verified reuse, provenance and verification.
 *
 * <p>Knows no stage by name and no runner: stages come from a {@link
 * org.heirloom.stage.StageRegistry}, and units of work are spread by an {@link
 * org.heirloom.stage.Executor}. May import Jackson, but neither Beam nor TensorFlow.
 */
package org.heirloom.stage;
