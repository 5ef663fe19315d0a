package dev.procnet.client.cli;

import dev.procnet.client.cli.ss.Selection;
import dev.procnet.client.cli.ss.SsException;
import dev.procnet.client.cli.ss.SsFamily;
import dev.procnet.client.cli.ss.SsTable;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of ss. */
@SuppressWarnings("UnusedVariable") // what chooses sockets is taken from the parse result, in order
final class SsFlags {

  @Option(
      names = {"-n", "--numeric"},
      description = "No names for ports and protocols.")
  boolean numeric;

  @Option(
      names = {"-r", "--resolve"},
      description = "Taken, and does nothing: names of another host's peers are not this one's.")
  boolean resolve;

  @Option(
      names = {"-a", "--all"},
      description = "In all states.")
  private boolean all;

  @Option(
      names = {"-l", "--listening"},
      description = "Listening, or not connected.")
  private boolean listening;

  @Option(names = "--options", description = "Timers. Also -o, which here is not the form.")
  boolean timers;

  @Option(
      names = {"-e", "--extended"},
      description = "Timers, uid and inode.")
  boolean details;

  @Option(
      names = {"-m", "--memory"},
      description = "Taken, and shows nothing: no net file tells it.")
  private boolean memory;

  @Option(
      names = {"-p", "--processes"},
      description = "Taken, and shows nothing: no net file tells it.")
  private boolean processes;

  @Option(
      names = {"-T", "--threads"},
      description = "As --processes.")
  private boolean threads;

  @Option(
      names = {"-i", "--info"},
      description = "What the file tells of a TCP connection.")
  boolean info;

  @Option(
      names = {"-s", "--summary"},
      description = "How many there are.")
  boolean summary;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4.")
  private boolean ipv4;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6.")
  private boolean ipv6;

  @Option(
      names = {"-0", "--packet"},
      description = "Packet.")
  private boolean packet;

  @Option(
      names = {"-t", "--tcp"},
      description = "TCP.")
  private boolean tcp;

  @Option(
      names = {"-u", "--udp"},
      description = "UDP.")
  private boolean udp;

  @Option(
      names = {"-w", "--raw"},
      description = "Raw.")
  private boolean raw;

  @Option(
      names = {"-x", "--unix"},
      description = "Unix.")
  private boolean unix;

  @Option(
      names = {"-M", "--mptcp"},
      description = "MPTCP: no net file has them.")
  private boolean mptcp;

  @Option(
      names = {"-d", "--dccp"},
      description = "DCCP: no net file has them.")
  private boolean dccp;

  @Option(
      names = {"-S", "--sctp"},
      description = "SCTP: ss takes them from no net file.")
  private boolean sctp;

  @Option(
      names = {"-f", "--family"},
      paramLabel = "FAMILY",
      description = "inet, inet6, unix, link, netlink.")
  private List<String> families = List.of();

  @Option(
      names = {"-A", "--query", "--socket"},
      paramLabel = "TABLES",
      description = "As tcp,udp,raw,unix,packet,netlink; !tcp for all but.")
  private List<String> queries = List.of();

  @Option(
      names = {"-H", "--no-header"},
      description = "No heads.")
  boolean noHeader;

  @Option(
      names = {"-O", "--oneline"},
      description = "A line a socket, as it is anyway.")
  private boolean oneline;

  /**
   * What the options choose, in their order.
   *
   * @throws SsException for a family or table that there is not
   */
  Selection selection(ParseResult parsed) {
    Selection selection = new Selection();
    parsed.matchedOptions().forEach(option -> choose(selection, option));
    return selection;
  }

  private void choose(Selection selection, OptionSpec option) {
    switch (option.longestName()) {
      case "--all" -> selection.all();
      case "--listening" -> selection.listening();
      case "--ipv4" -> selection.family(SsFamily.INET);
      case "--ipv6" -> selection.family(SsFamily.INET6);
      case "--packet" -> selection.family(SsFamily.LINK);
      case "--unix" -> selection.family(SsFamily.UNIX);
      case "--tcp" -> selection.table(SsTable.TCP);
      case "--udp" -> selection.table(SsTable.UDP);
      case "--raw" -> selection.table(SsTable.RAW);
      case "--mptcp" -> selection.table(SsTable.MPTCP);
      case "--dccp" -> selection.table(SsTable.DCCP);
      case "--sctp" -> selection.table(SsTable.SCTP);
      case "--family" -> families.forEach(selection::family);
      case "--socket" -> queries.forEach(selection::query);
      default -> {
        // Of how they are shown, not of which.
      }
    }
  }
}
