package dev.procnet.server.web.status;

import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.PageReader;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A net file, or a directory of them, in a list.
 *
 * @param name in its directory; a directory's ends with a slash
 * @param path below /proc/net
 * @param about a line on what it shows, or how many files it has
 */
record FileLink(String name, String path, String about) {

  /** What is in the directory of a stack, that of its sysctls among the others. */
  static List<FileLink> ofRoot(NetFiles files, Snapshot snapshot) {
    List<NetFiles.Entry> all = new ArrayList<>(files.list(snapshot));
    if (snapshot.settings().network() && snapshot.table(Section.SYSCTLS).size() > 0) {
      all.addAll(files.list(snapshot, "sys"));
    }
    return in("", all);
  }

  /** What of a directory may be read, directories last. */
  static List<FileLink> in(String directory, List<NetFiles.Entry> below) {
    List<FileLink> files = new ArrayList<>();
    Map<String, Integer> directories = new LinkedHashMap<>();
    for (NetFiles.Entry entry : below) {
      if (!entry.isShownTo(PageReader.current())) {
        continue;
      }
      String rest = entry.name().substring(directory.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        files.add(new FileLink(Shown.text(rest), entry.name(), entry.summary()));
      } else {
        directories.merge(rest.substring(0, slash + 1), 1, Integer::sum);
      }
    }
    directories.forEach(
        (name, count) ->
            files.add(
                new FileLink(
                    Shown.text(name), directory + name, count == 1 ? "1 file" : count + " files")));
    return files;
  }

  /** By name, as people look for them; the kernel has the shorter ones first. */
  static List<FileLink> sorted(List<FileLink> links) {
    return links.stream().sorted(Comparator.comparing(FileLink::name)).toList();
  }
}
