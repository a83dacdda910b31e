package org.heirloom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Function;
import org.heirloom.beam.Spread;
import org.heirloom.stage.Executor;
import org.heirloom.stage.StageRegistry;

/**
 * What commands see of the world around them.
 *
 * @param out for what was asked for
 * @param err for progress and problems
 * @param columns width of the terminal behind {@code err}, or empty if that is a file or a pipe
 * @param home folder of the installation, which holds {@code pipelines}
 * @param clock for elapsed times and estimates
 * @param stages the stages that a pipeline can name
 * @param executors makes what spreads units of work
 */
record Shell(
    PrintWriter out,
    PrintWriter err,
    OptionalInt columns,
    Path home,
    InstantSource clock,
    Class<? extends StageRegistry> stages,
    Function<Spread, Executor> executors) {}
