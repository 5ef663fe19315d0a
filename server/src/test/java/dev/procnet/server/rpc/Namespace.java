package dev.procnet.server.rpc;

import com.google.common.base.Splitter;
import dev.procnet.server.netfile.Seeds;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.stack.Profile;
import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.ApplyMutationsRequest;
import dev.procnet.v1.ApplyMutationsResponse;
import dev.procnet.v1.Interface;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.MutationResult;
import dev.procnet.v1.ReadNetFileRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A stack of a server that begins as a new network namespace, used over RPC. */
record Namespace(RpcServer server, String name) {

  private static final Splitter BLANKS = Splitter.onPattern("\\s+").omitEmptyStrings();
  private static final int ETHERNET = 0x1002;

  /** Makes one, with its loopback up. */
  static Namespace create(RpcServer server, String name, Profile profile) {
    Seeds seeds = new Seeds(server.get(TreeImporter.class));
    server.stacks().create(name, Map.of(), seeds.of(profile), RpcServer.START);
    Namespace made = new Namespace(server, name);
    made.apply(link(1));
    return made;
  }

  /** One that has d0 up, an Ethernet interface of index 2, with a /24 and a /64. */
  static Namespace host(RpcServer server, String name, int number) {
    Namespace host = create(server, name, Profile.LINUX_6_18);
    host.apply(
        Mutation.newBuilder()
            .setPutInterface(
                Interface.newBuilder()
                    .setIndex(2)
                    .setName("d0")
                    .setType(1)
                    .setMtu(1500)
                    .setFlags(ETHERNET)
                    .setLinkAddress("02:00:00:00:00:0" + number))
            .build(),
        link(2),
        address("10.0.0." + number, 24),
        address("2001:db8::" + number, 64));
    return host;
  }

  private static Mutation link(int index) {
    return Mutation.newBuilder()
        .setSetLink(LinkChange.newBuilder().setInterfaceIndex(index).setUp(true))
        .build();
  }

  private static Mutation address(String address, int length) {
    return Mutation.newBuilder()
        .setAddAddress(
            AddressAddition.newBuilder()
                .setInterfaceIndex(2)
                .setAddress(address)
                .setPrefixLength(length))
        .build();
  }

  ApplyMutationsResponse apply(Mutation... mutations) {
    return server
        .control()
        .applyMutations(
            ApplyMutationsRequest.newBuilder()
                .setStack(name)
                .addAllMutations(List.of(mutations))
                .build());
  }

  /** Applies one. */
  MutationResult result(Mutation.Builder mutation) {
    return apply(mutation.build()).getResults(0);
  }

  /** Applies one; gives the id that was assigned. */
  long id(Mutation.Builder mutation) {
    return result(mutation).getAssignedId();
  }

  long revision() {
    return server.stacks().get(name).snapshot().revision();
  }

  String file(String file) {
    return server
        .introspection()
        .readNetFile(ReadNetFileRequest.newBuilder().setStack(name).setName(file).build())
        .getContent()
        .toStringUtf8();
  }

  /** Columns of the rows of a file with one line of headers. */
  List<List<String>> rows(String file) {
    return file(file).lines().skip(1).map(BLANKS::splitToList).toList();
  }

  /** A counter of {@code snmp} or {@code netstat}: "Tcp", "ActiveOpens". */
  long counter(String file, String group, String counter) {
    List<List<String>> lines =
        file(file)
            .lines()
            .filter(line -> line.startsWith(group + ":"))
            .map(BLANKS::splitToList)
            .toList();
    int column = Objects.requireNonNull(lines.getFirst()).indexOf(counter);
    return Long.parseLong(Objects.requireNonNull(lines.getLast()).get(column));
  }

  long tcp(String counter) {
    return counter("snmp", "Tcp", counter);
  }

  long udp(String counter) {
    return counter("snmp", "Udp", counter);
  }
}
