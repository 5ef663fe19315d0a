package dev.procnet.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/** Writes the manual pages of all commands: a step of the build. */
final class ManPages {

  private ManPages() {}

  /**
   * Writes them.
   *
   * @param args a directory, made where it is not there
   */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, String> page : all().entrySet()) {
      Files.writeString(directory.resolve(page.getKey()), page.getValue());
    }
  }

  /** Pages by the names of their files. */
  static Map<String, String> all() throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    Console console = new Console(InputStream.nullInputStream(), nowhere, new PrintStream(nowhere));
    Session session = new Session(console, Map.of(), new RootCommand());
    Properties build = VersionCommand.build();
    Map<String, String> pages = new LinkedHashMap<>();
    add(
        pages,
        Commands.complete(session),
        build.getProperty("version"),
        build.getProperty("date").replaceAll("T.*", ""));
    return pages;
  }

  private static void add(
      Map<String, String> pages, CommandLine line, String version, String date) {
    pages.put(ManPage.name(line.getCommandSpec()) + ".1", ManPage.of(line, version, date));
    line.getSubcommands().values().forEach(command -> add(pages, command, version, date));
  }
}
