package dev.procnet.server.netfile;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.CapturedFiles;
import dev.procnet.server.stack.CpuTable;
import dev.procnet.server.stack.MatchTable;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Settings;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Suggestions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  private final Map<String, NetFile> single = new LinkedHashMap<>();
  private final Map<String, NetDirectory> directories = new LinkedHashMap<>();

  private final RenderedChunks remembered;

  /** Files that remember nothing of what they printed. */
  public NetFiles(StatisticsLog log) {
    this(log, RenderedChunks.none());
  }

  /**
   * @param remembered what all of them may remember
   */
  @Inject
  public NetFiles(StatisticsLog log, RenderedChunks remembered) {
    this.remembered = remembered;
    // Those that say which index an interface has come before those that only name it.
    List.<NetFile>of(
            new IfInet6File(),
            new IgmpFile(),
            new Igmp6File(),
            new Anycast6File(),
            new DevMcastFile(),
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
            new UdpLiteFile(),
            new UdpLite6File(),
            new RawFile(),
            new Raw6File(),
            new IcmpFile(),
            new Icmp6File(),
            new UnixFile(),
            new NetlinkFile(),
            new PacketFile(),
            new Snmp6File(log),
            new XfrmStatFile(log),
            new TlsStatFile(log),
            new SctpSnmpFile(log),
            new SctpEpsFile(),
            new SctpAssocsFile(),
            new SctpRemaddrFile(),
            new SockstatFile(log),
            new Sockstat6File(log),
            new FlowLabelFile(),
            new McfilterFile(false),
            new McfilterFile(true),
            // The routes name virtual interfaces.
            new MulticastVifFile(false),
            new MulticastVifFile(true),
            new MulticastRouteFile(false),
            new MulticastRouteFile(true),
            new WirelessFile(),
            new ConnectorFile(),
            new PnpFile(),
            new NtpServersFile(),
            new ConntrackFile(),
            new ConntrackExpectFile(),
            new NfLogFile(),
            new NfnetlinkLogFile(),
            new RtCacheFile(),
            new RtAcctFile(),
            new NfnetlinkQueueFile(),
            new Rt6StatsFile(),
            new VlanConfigFile(),
            // After route, which says more of the main table's routes, and the shape after it.
            new FibTrieFile(),
            new FibTrieStatFile())
        .forEach(file -> single.put(file.name(), file));
    for (CpuTable table : CpuTable.values()) {
      single.put(table.file(), new CpuStatisticsFile(table));
    }
    XtablesFile.all().forEach(file -> single.put(file.name(), file));
    List.<NetDirectory>of(
            new DevSnmp6Directory(log),
            new RecentDirectory(),
            new VlanDirectory(),
            new BondingDirectory(),
            new HashlimitDirectory(MatchTable.Module.HASHLIMIT_IPV4),
            new HashlimitDirectory(MatchTable.Module.HASHLIMIT_IPV6))
        .forEach(directory -> directories.put(directory.name(), directory));
  }

  /**
   * A file of a stack.
   *
   * @param name path below /proc/net
   * @param summary a line on what it shows
   * @param opaque kept as it was captured
   * @param contentRevision the newest revision that changed anything it shows
   */
  public record Entry(String name, String summary, boolean opaque, long contentRevision) {

    /** Nobody can hide addresses in what is kept as it was captured. */
    public boolean isShownTo(Reader reader) {
      return !opaque || !reader.hideAddresses();
    }
  }

  /** The files of a stack, in the directory's order. */
  public List<Entry> list(Snapshot snapshot) {
    Map<String, Entry> entries = new TreeMap<>(DIRECTORY_ORDER);
    modelled(snapshot)
        .filter(file -> isThere(file, snapshot))
        .forEach(file -> entries.put(file.name(), entry(file, snapshot)));
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
   * The files of a stack below a directory.
   *
   * @param directory {@code dev_snmp6}, {@code sys/net}, {@code sys/net/ipv4}; empty: /proc/net
   * @throws ProcnetException NET_FILE_UNKNOWN, where there is no such directory
   */
  public List<Entry> list(Snapshot snapshot, String directory) {
    if (directory.isEmpty()) {
      return list(snapshot);
    }
    List<Entry> files =
        Stream.concat(list(snapshot).stream(), sysctls(snapshot))
            .filter(entry -> entry.name().startsWith(directory + "/"))
            .toList();
    if (files.isEmpty()) {
      throw ProcnetException.of(
          Reason.NET_FILE_UNKNOWN,
          "no directory '" + directory + "' in this stack",
          "name",
          directory,
          "suggestion",
          "");
    }
    return files;
  }

  /** What a tree of a stack consists of: sysctls only if it was imported with them. */
  public List<Entry> tree(Snapshot snapshot) {
    return snapshot.files().sysctls()
        ? Stream.concat(list(snapshot).stream(), sysctls(snapshot)).toList()
        : list(snapshot);
  }

  private static Stream<Entry> sysctls(Snapshot snapshot) {
    return Sysctls.all(snapshot).keySet().stream().map(name -> sysctl(snapshot, name));
  }

  private static Entry sysctl(Snapshot snapshot, String name) {
    return new Entry(name, "a sysctl", false, changedAt(snapshot, Section.SYSCTLS));
  }

  /**
   * A file of a stack.
   *
   * @throws ProcnetException NET_FILE_UNKNOWN, with the nearest name
   */
  public Entry get(Snapshot snapshot, String name) {
    NetFile file = find(snapshot, name);
    if (file != null) {
      return entry(file, snapshot);
    }
    if (Sysctls.find(snapshot, name) != null) {
      return sysctl(snapshot, name);
    }
    if (opaque(snapshot, name) != null) {
      return new Entry(name, OPAQUE_SUMMARY, true, changedAt(snapshot, Section.FILES));
    }
    throw unknown(snapshot, name);
  }

  private ProcnetException unknown(Snapshot snapshot, String name) {
    List<String> names =
        Sysctls.isName(name)
            ? List.copyOf(Sysctls.all(snapshot).keySet())
            : list(snapshot).stream().map(Entry::name).toList();
    return ProcnetException.of(
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
   * @throws ProcnetException NET_FILE_UNKNOWN, with the nearest name; FILE_NOT_REDACTABLE of one
   *     that is kept as it was captured, for a reader that sees no addresses
   */
  public Rows open(Snapshot snapshot, String name, Reader reader) {
    NetFile file = find(snapshot, name);
    if (file != null) {
      Rows rows = file.open(snapshot, reader);
      // Other readers see other rows, and are few.
      return rows instanceof ChunkedRows<?> chunked && reader.equals(Reader.ROOT)
          ? chunked.remembering(remembered)
          : rows;
    }
    ByteString sysctl = Sysctls.find(snapshot, name);
    ByteString content = sysctl != null ? sysctl : opaque(snapshot, name);
    if (content != null && sysctl == null && reader.hideAddresses()) {
      throw ProcnetException.of(
          Reason.FILE_NOT_REDACTABLE,
          "'" + name + "' is kept as it was captured, so its addresses can't be hidden",
          "name",
          name);
    }
    if (content != null) {
      return Rows.of(content);
    }
    throw unknown(snapshot, name);
  }

  /** How many rows a file is made from, a measure of the time it takes; 0: it is there already. */
  public int rows(Snapshot snapshot, String name) {
    NetFile file = modelled(name);
    int rows = 0;
    if (file != null) {
      for (Section<?> section : file.sections()) {
        rows += snapshot.table(section).size();
      }
    }
    return rows;
  }

  /** The file that the model makes for this stack, or null. */
  private @Nullable NetFile find(Snapshot snapshot, String name) {
    NetFile file = modelled(name);
    if (file == null || !isThere(file, snapshot)) {
      return null;
    }
    NetDirectory directory = directoryOf(name);
    return directory == null || directory.names(snapshot).contains(leaf(name)) ? file : null;
  }

  /** The files that the model has for this stack, those that settings leave out included. */
  private Stream<NetFile> modelled(Snapshot snapshot) {
    return Stream.concat(
        single.values().stream(),
        directories.values().stream()
            .flatMap(directory -> directory.names(snapshot).stream().map(directory::file)));
  }

  /** The file of that name, if the model knows such a file; null: it is opaque. */
  @Nullable NetFile modelled(String name) {
    NetFile file = single.get(name);
    if (file != null) {
      return file;
    }
    NetDirectory directory = directoryOf(name);
    return directory == null ? null : directory.file(leaf(name));
  }

  /**
   * Those of these files that the model knows, in the order in which they are to be parsed: those
   * of directories come last, but for those that say which index an interface has.
   */
  List<NetFile> modelled(Collection<String> names) {
    List<NetFile> files = new ArrayList<>();
    addModelled(files, names, true);
    single.values().stream().filter(file -> names.contains(file.name())).forEach(files::add);
    addModelled(files, names, false);
    return files;
  }

  private void addModelled(List<NetFile> files, Collection<String> names, boolean declaring) {
    for (NetDirectory directory : directories.values()) {
      if (directory.declaresInterfaces() == declaring) {
        names.stream()
            .filter(name -> directory.equals(directoryOf(name)))
            .forEach(name -> files.add(directory.file(leaf(name))));
      }
    }
  }

  /**
   * What a captured tree lacks of the files that the model has for its state: names of files, and
   * of directories of which it has none.
   */
  Set<String> absent(Snapshot state, Set<String> tree) {
    Set<String> absent = new TreeSet<>();
    single.keySet().stream().filter(name -> !tree.contains(name)).forEach(absent::add);
    for (NetDirectory directory : directories.values()) {
      boolean any = tree.stream().anyMatch(name -> directory.equals(directoryOf(name)));
      if (any) {
        directory.names(state).stream()
            .map(name -> directory.file(name).name())
            .filter(name -> !tree.contains(name))
            .forEach(absent::add);
      } else if (!directory.mayBeEmpty()) {
        absent.add(directory.name());
      }
    }
    return absent;
  }

  /** A tree that has any of these has IPv6. */
  boolean isIpv6Only(String name) {
    NetFile file = modelled(name);
    return file != null && file.ipv6Only();
  }

  /** What a file goes by where there must not be many names: {@code tcp}, {@code dev_snmp6/*}. */
  String template(String name) {
    if (single.containsKey(name)) {
      return name;
    }
    NetDirectory directory = directoryOf(name);
    if (directory != null) {
      return directory.name() + "/*";
    }
    return Sysctls.isName(name) ? "sys/net/*" : "other";
  }

  private @Nullable NetDirectory directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    NetDirectory directory = slash < 0 ? null : directories.get(name.substring(0, slash));
    // A file of its own in such a directory, as vlan/config is, is none of the others.
    return single.containsKey(name) ? null : directory;
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private boolean isThere(NetFile file, Snapshot snapshot) {
    Settings settings = snapshot.settings();
    CapturedFiles files = snapshot.files();
    NetDirectory directory = directoryOf(file.name());
    return (directory == null || !files.absent().contains(directory.name()))
        && settings.network()
        && (settings.ipv6() || !file.ipv6Only())
        && (!files.absent().contains(file.name()) || file.isNeeded(snapshot))
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
