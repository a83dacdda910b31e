package org.heirloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.heirloom.beam.BeamExecutor;
import org.heirloom.beam.FlinkApplication;
import org.heirloom.chain.Stages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code heirloom run STUDY} and its sisters. */
@Command(
    name = "heirloom",
    description = "Measures what a distilled network inherits from its teacher.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and every gate holds",
      "1:a gate failed, or verify found a difference",
      "2:the study or the command line is wrong",
      "3:the data are wrong or damaged",
      "4:the machine failed: disk, memory, cluster",
      "70:a bug in heirloom"
    })
public final class Heirloom implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  private Heirloom() {}

  /**
   * Runs one command and ends the process with its exit code, unless it is the application of a
   * Flink cluster: that process is Flink's, which hears of a failure by an exception.
   */
  public static void main(String[] args) {
    Shell shell =
        new Shell(
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            columns(),
            home(),
            InstantSource.system(),
            Stages.class,
            BeamExecutor::new);
    int code = run(shell, args);
    if (SpreadOptions.isApplication(List.of(args))) {
      FlinkApplication.end(code);
    } else {
      System.exit(code);
    }
  }

  /** Runs one command and returns its exit code. */
  static int run(Shell shell, String... args) {
    Heirloom root = new Heirloom();
    CommandLine line = new CommandLine(root);
    List.of(
            new RunCommand(shell),
            new PlanCommand(shell),
            new StageCommand(shell),
            new ResourcesCommand(shell),
            new VerifyCommand(shell),
            new ListCommand(shell),
            new ExplainCommand(shell),
            new ConceptsCommand(shell),
            new MapsCommand(shell),
            new MetricsCommand(shell))
        .forEach(line::addSubcommand);
    line.setOut(shell.out());
    line.setErr(shell.err());
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(shell.columns().isPresent());
    line.setParameterExceptionHandler(new UsageErrors());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.tell(failure, shell.err(), root.debug));
    try {
      return line.execute(args);
    } catch (Error failure) {
      return Failures.tell(failure, shell.err(), root.debug);
    } finally {
      shell.out().flush();
      shell.err().flush();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given.");
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), true, UTF_8);
  }

  /**
   * The folder of the installation: the launcher names it by a property, the image by a variable.
   */
  private static Path home() {
    String otherwise = System.getenv().getOrDefault("HEIRLOOM_HOME", "");
    return Path.of(System.getProperty("heirloom.home", otherwise));
  }

  /** The launcher says how wide the terminal is, if there is one. */
  private static OptionalInt columns() {
    int columns = Integer.getInteger("heirloom.columns", 0);
    return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
  }
}
