package dev.procnet.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help that begins with examples. Made when help is asked for: a start without it pays nothing.
 *
 * @param columns of the terminal
 */
record ExamplesHelp(int columns) implements IHelpFactory {

  private static final String SECTION = "examples";

  /** Picocli makes no narrower help. */
  private static final int NARROWEST = 55;

  private static final int WIDEST = 120;

  @Override
  public Help create(CommandSpec spec, ColorScheme colors) {
    UsageMessageSpec usage = spec.usageMessage();
    usage.width(Math.min(WIDEST, Math.max(NARROWEST, columns)));
    List<String> keys = new ArrayList<>(usage.sectionKeys());
    if (!keys.contains(SECTION)) {
      keys.add(0, SECTION);
      usage.sectionKeys(keys);
      usage.sectionMap().put(SECTION, help -> text(spec));
      if (columns < NARROWEST) {
        new NarrowHelp(columns).install(usage);
      }
    }
    return new Help(spec, colors);
  }

  /** The examples of a command, as {@code examples.txt} has them; none: none. */
  static List<String> of(CommandSpec spec) {
    String title = "[" + spec.qualifiedName() + "]";
    List<String> lines = lines();
    int begin = lines.indexOf(title) + 1;
    int end = begin;
    while (begin > 0 && end < lines.size() && !lines.get(end).isEmpty()) {
      end++;
    }
    return lines.subList(begin, begin == 0 ? 0 : end);
  }

  private static List<String> lines() {
    try (InputStream in = ExamplesHelp.class.getResourceAsStream("examples.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(CommandSpec spec) {
    List<String> examples = of(spec);
    return examples.isEmpty() ? "" : String.join("\n", examples) + "\n\n";
  }
}
