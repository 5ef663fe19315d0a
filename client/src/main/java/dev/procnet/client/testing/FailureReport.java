package dev.procnet.client.testing;

import dev.procnet.client.ProcnetClientException;
import java.util.List;
import java.util.TreeSet;

/** What happened to a stack in a test that failed. */
final class FailureReport {

  private static final int MOST_LINES = 20;

  private final List<Section> sections;

  /** A part of the report. */
  interface Section {

    /** Its words; empty: there is nothing to say. */
    String text(TestStack stack);
  }

  FailureReport(List<Section> sections) {
    this.sections = List.copyOf(sections);
  }

  /** What the net files say that they did not say as the test began. */
  static String changes(TestStack stack) {
    StackView now = stack.now();
    StackView before = stack.at(stack.firstRevision());
    TreeSet<String> names = new TreeSet<>(now.files());
    names.retainAll(before.files());
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String diff = LineDiff.of(before.file(name), now.file(name), MOST_LINES);
      if (!diff.isEmpty()) {
        text.append(name).append(":\n").append(diff.indent(2));
      }
    }
    return "net files from revision "
        + before.revision()
        + " (-) to "
        + now.revision()
        + " (+):\n"
        + (text.isEmpty() ? "no line differs\n" : text);
  }

  /** All of it. A report that can't be made must not hide why the test failed. */
  String of(TestStack stack) {
    StringBuilder text = new StringBuilder(stack + " on " + stack.server().address() + "\n");
    for (Section section : sections) {
      try {
        text.append(section.text(stack));
      } catch (ProcnetClientException e) {
        text.append("can't be told: ").append(e.getMessage()).append('\n');
      }
    }
    return text.toString();
  }
}
