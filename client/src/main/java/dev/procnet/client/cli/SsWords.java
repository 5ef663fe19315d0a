package dev.procnet.client.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reads the options of ss as ss does: letters together ({@code -tlnp}), {@code -o} for timers. All
 * other commands have {@code -o} for the form of the output, which is {@code --output} here.
 */
final class SsWords implements IParameterPreprocessor {

  private static final String WITH_VALUE = "fA";

  @Override
  @SuppressWarnings("JdkObsolete") // picocli's type
  public boolean preprocess(
      Stack<String> args,
      CommandSpec command,
      @Nullable ArgSpec argument,
      Map<String, Object> info) {
    List<String> words = new ArrayList<>();
    while (!args.isEmpty()) {
      String word = args.pop();
      if (word.matches("-[0-9A-Za-z].*") && !word.startsWith("--")) {
        letters(word.substring(1), words);
      } else {
        words.add(word);
      }
    }
    Collections.reverse(words);
    words.forEach(args::push);
    return false;
  }

  private static void letters(String letters, List<String> words) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (WITH_VALUE.indexOf(letter) >= 0 && i + 1 < letters.length()) {
        words.add("-" + letter + "=" + letters.substring(i + 1));
        return;
      }
      String word = letter == 'o' ? "--options" : "-" + letter;
      if (WITH_VALUE.indexOf(letter) >= 0 || !words.contains(word)) {
        words.add(word);
      }
    }
  }
}
