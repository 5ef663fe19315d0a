package dev.procnet.client.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.procnet.client.FieldViolation;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.client.cli.input.InputException;
import dev.procnet.client.cli.input.Nearest;
import dev.procnet.client.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong, in words or in JSON, and gives the exit code.
 *
 * @param session where it went wrong
 * @param json what was asked for before the options could be read
 */
record ErrorReport(Session session, boolean json) {

  /** The command line is wrong. */
  int usage(ParameterException e) {
    String message = e instanceof UnmatchedArgumentException u ? unmatched(u) : firstLine(e);
    print(error("USAGE", message), message);
    if (!inJson()) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      session.console().err().println("  see '" + command + " --help'");
    }
    return ExitCode.USAGE;
  }

  /** The command failed. */
  int failure(Exception e) {
    if (e instanceof ReaderGoneException) {
      return ExitCode.OK;
    }
    if (e instanceof ProcnetClientException failed) {
      return failedCall(failed);
    }
    if (e instanceof InputException wrong) {
      return wrongInput(wrong);
    }
    if (e instanceof ScenarioException step) {
      return failedStep(step);
    }
    String message = message(e);
    boolean missing = e instanceof NotThereException;
    print(error(missing ? "NOT_FOUND" : "FAILURE", message), message);
    return missing ? ExitCode.NOT_FOUND : ExitCode.FAILURE;
  }

  /** Says that a call failed, and how the command would end with it. */
  int failedCall(ProcnetClientException e) {
    String advice = Advice.after(e);
    String words = String.valueOf(e.getMessage()) + hint(e);
    String message = advice.isEmpty() || inJson() ? words : words + "; " + advice;
    JsonObject error = error(e.code().name(), words);
    if (!advice.isEmpty()) {
      body(error).addProperty("advice", advice);
    }
    e.reason().ifPresent(reason -> body(error).addProperty("reason", reason));
    if (!e.metadata().isEmpty()) {
      JsonObject metadata = new JsonObject();
      e.metadata().forEach(metadata::addProperty);
      body(error).add("metadata", metadata);
    }
    addViolations(error, e.violations());
    print(error, message);
    printViolations(message, e.violations());
    return ExitCode.of(e);
  }

  private int failedStep(ScenarioException e) {
    if (!inJson()) {
      session.console().say(e.step() + " failed, the steps before it stay");
    }
    return failedCall(e.call());
  }

  private int wrongInput(InputException e) {
    JsonObject error = error("INVALID_INPUT", String.valueOf(e.getMessage()));
    addViolations(error, e.problems());
    print(error, String.valueOf(e.getMessage()));
    printViolations(String.valueOf(e.getMessage()), e.problems());
    return ExitCode.FAILURE;
  }

  private void print(JsonObject error, String message) {
    if (inJson()) {
      session.console().err().println(error);
    } else {
      session.console().say(message);
    }
  }

  private void printViolations(String message, List<FieldViolation> violations) {
    if (!inJson() && !tellsAll(message, violations)) {
      violations.forEach(
          v ->
              session
                  .console()
                  .err()
                  .println("  " + Escape.text(v.field() + ": " + v.description())));
    }
  }

  /** A server's message is its first violation: the only one need not be told twice. */
  private static boolean tellsAll(String message, List<FieldViolation> violations) {
    return violations.size() == 1
        && message.contains(violations.get(0).field())
        && message.contains(violations.get(0).description());
  }

  private boolean inJson() {
    return json || session.format().isJson();
  }

  private static JsonObject error(String code, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("code", code);
    body.addProperty("message", message);
    JsonObject error = new JsonObject();
    error.add("error", body);
    return error;
  }

  private static JsonObject body(JsonObject error) {
    return error.getAsJsonObject("error");
  }

  private static void addViolations(JsonObject error, List<FieldViolation> violations) {
    if (violations.isEmpty()) {
      return;
    }
    JsonArray list = new JsonArray();
    for (FieldViolation violation : violations) {
      JsonObject entry = new JsonObject();
      entry.addProperty("field", violation.field());
      entry.addProperty("description", violation.description());
      list.add(entry);
    }
    body(error).add("violations", list);
  }

  private static String hint(ProcnetClientException e) {
    String suggestion = e.metadata().getOrDefault("suggestion", "");
    return suggestion.isEmpty() || String.valueOf(e.getMessage()).contains(suggestion)
        ? ""
        : "; did you mean '" + suggestion + "'?";
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().get(0);
    if (e.isUnknownOption()) {
      return "unknown option '" + word + "'" + Nearest.hint(word, optionNames(command));
    }
    return command.getSubcommands().isEmpty()
        ? "unexpected argument '" + word + "'"
        : "unknown command '" + word + "'" + Nearest.hint(word, command.getSubcommands().keySet());
  }

  private static List<String> optionNames(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .toList();
  }

  /** The JDK's file errors are often no more than a path. */
  private static String message(Exception e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + fileProblem(file);
    }
    if (e instanceof IOException || e instanceof IllegalArgumentException) {
      return String.valueOf(e.getMessage());
    }
    return "defect of procnet: " + e;
  }

  private static String fileProblem(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    return e instanceof FileAlreadyExistsException
        ? "is there already"
        : e.getClass().getSimpleName();
  }
}
