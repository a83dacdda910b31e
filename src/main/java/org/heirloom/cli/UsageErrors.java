package org.heirloom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.study.Text;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, what may have been meant, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + message(failure));
    err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return StudyException.EXIT_CODE;
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(failure.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    String text = failure.getMessage();
    return text.endsWith(".") ? text : text + ".";
  }

  private static String unmatched(CommandLine command, String argument) {
    if (argument.startsWith("-")) {
      List<String> names = new ArrayList<>();
      for (OptionSpec option : command.getCommandSpec().options()) {
        names.addAll(List.of(option.names()));
      }
      String name = argument.split("=", 2)[0];
      return "unknown option " + Text.quote(name) + ". " + Text.suggestion(name, names);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command "
          + Text.quote(argument)
          + ". "
          + Text.suggestion(argument, command.getSubcommands().keySet());
    }
    return "one argument too many. Got " + Text.quote(argument) + ".";
  }
}
