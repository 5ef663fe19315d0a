package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Suggestions;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The directory: which files a stack has, and each of them by name. */
public final class NetFiles {

  /**
   * As the kernel's directory has them: the shorter name first, then bytewise. fs/proc/generic.c
   * proc_match.
   */
  static final Comparator<String> DIRECTORY_ORDER =
      Comparator.<String>comparingInt(
              name -> name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
          .thenComparing(Comparator.naturalOrder());

  private static final String OPAQUE_SUMMARY = "as it was captured";

  private final Map<String, NetFile> modelled = new LinkedHashMap<>();

  @Inject
  public NetFiles(StatisticsLog log) {
    // Those that say which index an interface has come before those that only name it.
    List.<NetFile>of(
            new IfInet6File(),
            new DevFile(log),
            new Ipv6RouteFile(),
            new RouteFile(),
            new ArpFile(),
            new PtypeFile(),
            new SnmpFile(log),
            new NetstatFile(log),
            new ProtocolsFile(),
            new PschedFile(),
            new TcpFile(),
            new Tcp6File(),
            new UdpFile(),
            new Udp6File(),
            new UnixFile(),
            new NetlinkFile(),
            new PacketFile())
        .forEach(file -> modelled.put(file.name(), file));
  }

  /**
   * A file of a stack.
   *
   * @param name path below /proc/net
   * @param summary a line on what it shows
   * @param opaque kept as it was captured
   * @param contentRevision the newest revision that changed anything it shows
   */
  public record Entry(String name, String summary, boolean opaque, long contentRevision) {}

  /** The files of a stack, in the directory's order. */
  public List<Entry> list(Snapshot snapshot) {
    Map<String, Entry> entries = new TreeMap<>(DIRECTORY_ORDER);
    for (NetFile file : modelled.values()) {
      if (isThere(file, snapshot)) {
        entries.put(file.name(), entry(file, snapshot));
      }
    }
    if (snapshot.settings().network()) {
      long changedAt = changedAt(snapshot, Section.FILES);
      snapshot
          .files()
          .opaque()
          .keySet()
          .forEach(name -> entries.put(name, new Entry(name, OPAQUE_SUMMARY, true, changedAt)));
    }
    return List.copyOf(entries.values());
  }

  /**
   * A file of a stack.
   *
   * @throws ProcnetException NET_FILE_UNKNOWN, with the nearest name
   */
  public Entry get(Snapshot snapshot, String name) {
    NetFile file = modelled.get(name);
    if (file != null && isThere(file, snapshot)) {
      return entry(file, snapshot);
    }
    if (opaque(snapshot, name) != null) {
      return new Entry(name, OPAQUE_SUMMARY, true, changedAt(snapshot, Section.FILES));
    }
    List<String> names = list(snapshot).stream().map(Entry::name).toList();
    throw ProcnetException.of(
        Reason.NET_FILE_UNKNOWN,
        "no net file '" + name + "' in this stack" + Suggestions.didYouMean(name, names),
        "name",
        name,
        "suggestion",
        Suggestions.nearest(name, names));
  }

  /**
   * Opens a file for a reader.
   *
   * @throws ProcnetException NET_FILE_UNKNOWN, with the nearest name
   */
  public Rows open(Snapshot snapshot, String name, Reader reader) {
    Entry entry = get(snapshot, name);
    NetFile file = modelled.get(name);
    if (entry.opaque() || file == null) {
      ByteString content = opaque(snapshot, name);
      return Rows.of(content == null ? ByteString.EMPTY : content);
    }
    return file.open(snapshot, reader);
  }

  /** The files that the model knows, in the order in which a tree is parsed. */
  Map<String, NetFile> modelled() {
    return modelled;
  }

  private static boolean isThere(NetFile file, Snapshot snapshot) {
    Settings settings = snapshot.settings();
    CapturedFiles files = snapshot.files();
    return settings.network()
        && (settings.ipv6() || !file.ipv6Only())
        && !files.absent().contains(file.name())
        && !files.opaque().containsKey(file.name());
  }

  private static @Nullable ByteString opaque(Snapshot snapshot, String name) {
    return snapshot.settings().network() ? snapshot.files().opaque().get(name) : null;
  }

  private static Entry entry(NetFile file, Snapshot snapshot) {
    long newest = changedAt(snapshot, Section.FILES);
    for (Section<?> section : file.sections()) {
      newest = Math.max(newest, snapshot.changedAt(section));
    }
    return new Entry(file.name(), file.summary(), false, newest);
  }

  private static long changedAt(Snapshot snapshot, Section<?> section) {
    return Math.max(snapshot.changedAt(section), snapshot.changedAt(Section.SETTINGS));
  }
}
