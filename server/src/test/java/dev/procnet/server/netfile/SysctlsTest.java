package dev.procnet.server.netfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.Mutation.Result;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Samples;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said here of writes was seen of Linux 6.18. */
class SysctlsTest {

  private final NetFiles netFiles = new NetFiles(new StatisticsLog());
  private final TreeImporter importer = new TreeImporter(netFiles);
  private final Seeds seeds = new Seeds(importer);
  private final Stack stack = stack(Profile.LINUX_6_18);

  private Stack stack(Profile profile) {
    return Samples.stack(seeds.of(profile), HistoryLimits.DEFAULT);
  }

  private static Result set(Stack stack, String name, String value) {
    return Samples.apply(stack, new Mutation.SetSysctl(name, value)).results().getFirst();
  }

  private static Mutation putInterface(int index, String name) {
    return new Mutation.PutInterface(
        free ->
            new Interface(
                index,
                InterfaceName.of(name),
                Interface.TYPE_ETHERNET,
                ByteString.copyFrom(new byte[6]),
                1400,
                0x1003,
                InterfaceStatistics.ZERO,
                null,
                0));
  }

  private String read(Stack from, String name) {
    return netFiles.open(from.snapshot(), name, Reader.ROOT).readAll().toStringUtf8();
  }

  private String read(String name) {
    return read(stack, "sys/net/" + name);
  }

  @ParameterizedTest
  @EnumSource
  void seed_anyProfile_hasSysctlsBesideItsFiles(Profile profile) {
    Snapshot seed = seeds.of(profile);

    assertThat(netFiles.list(seed, "sys/net"))
        .extracting(NetFiles.Entry::name)
        .contains("sys/net/ipv4/ip_forward", "sys/net/ipv4/tcp_sack", "sys/net/core/somaxconn");
    assertThat(netFiles.list(seed)).noneMatch(entry -> entry.name().startsWith("sys/"));
    assertThat(netFiles.tree(seed)).isEqualTo(netFiles.list(seed));
  }

  @Test
  void list_directory_isWhatIsBelowIt() {
    assertThat(netFiles.list(stack.snapshot(), "sys/net/unix"))
        .extracting(NetFiles.Entry::name)
        .containsExactly("sys/net/unix/max_dgram_qlen");
    assertThatThrownBy(() -> netFiles.list(stack.snapshot(), "sys/net/x25"))
        .isInstanceOf(ProcnetException.class)
        .hasMessage("no directory 'sys/net/x25' in this stack");
  }

  @Test
  void open_unknownSysctl_namesTheNearest() {
    assertThatThrownBy(() -> read("ipv4/tcp_sak"))
        .isInstanceOf(ProcnetException.class)
        .hasMessageContaining("sys/net/ipv4/tcp_sack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipv4/tcp_sack | 0 | 0",
        "ipv4/tcp_sack | 1 2 3 | 1",
        "ipv4/ip_default_ttl | 0x10 | 16",
        "ipv4/ip_default_ttl | 010 | 8",
        "ipv4/tcp_rmem | 5000 6000 | 5000 6000 33554432",
        "ipv4/ip_local_port_range | 5000 | 5000 60999",
        "ipv4/ping_group_range | 10 5 | 1 0",
        "ipv4/ip_local_reserved_ports | 8-10,12,11,20 | 8-12,20",
        "ipv4/tcp_congestion_control | reno | reno",
        "ipv4/tcp_notsent_lowat | 4294967295 | 4294967295",
        "unix/max_dgram_qlen | -5 | -5",
        "core/somaxconn | 128 | 128",
      })
  void set_whatTheKernelTakes_isReadBackAsItPrintsIt(String name, String text, String printed) {
    set(stack, name, text + "\n");

    assertThat(read(name)).isEqualTo(printed.replace(' ', '\t') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipv4/tcp_sack | 256 | a number of 0 to 255",
        "ipv4/tcp_sack | 1x | a number of 0 to 255",
        "ipv4/tcp_sack | ' ' | a number of 0 to 255",
        "ipv4/tcp_autocorking | 2 | a number of 0 to 1",
        "ipv4/ip_default_ttl | 0 | a number of 1 to 255",
        "core/somaxconn | -1 | a number of 0 to 2147483647",
        "ipv4/ip_local_port_range | 5000 100 | a low end that is not above the high end",
        "ipv4/ip_local_port_range | 500 | at least the 1024 of"
            + " sys/net/ipv4/ip_unprivileged_port_start",
        "ipv4/ip_unprivileged_port_start | 33000 | at most the 32768 of"
            + " sys/net/ipv4/ip_local_port_range",
        "ipv4/ipfrag_high_thresh | 5000 | at least the 3145728 of sys/net/ipv4/ipfrag_low_thresh",
        "ipv4/tcp_congestion_control | nope | one of reno, bbr, cubic",
        "ipv4/tcp_congestion_control | ' reno ' | one of reno, bbr, cubic",
        "ipv4/ip_local_reserved_ports | 8-10 12 | numbers and ranges of 0 to 65535",
        "ipv4/ip_local_reserved_ports | 9-8 | numbers and ranges of 0 to 65535",
        "ipv6/conf/lo/mtu | 1279 | a number of 1280 to 2147483647",
      })
  void set_whatTheKernelRefuses_isRefused(String name, String text, String expected) {
    String before = read(name);

    assertThatThrownBy(() -> set(stack, name, text))
        .isInstanceOfSatisfying(
            ProcnetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FIELD_INVALID))
        .hasMessageStartingWith("mutations[0].set_sysctl.value: is '")
        .hasMessageEndingWith("', expected " + expected);
    assertThat(read(name)).isEqualTo(before);
  }

  @Test
  void set_readOnlyOrUnknown_isRefused() {
    assertThatThrownBy(() -> set(stack, "ipv4/tcp_available_congestion_control", "reno"))
        .hasMessageContaining("which is read-only");
    assertThatThrownBy(() -> set(stack(Profile.GVISOR), "ipv4/tcp_retries2", "9"))
        .hasMessageContaining("which is read-only");
    assertThatThrownBy(() -> set(stack, "ipv4/nothing", "1"))
        .isInstanceOfSatisfying(
            ProcnetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ENTITY_NOT_FOUND))
        .hasMessageContaining("no sysctl 'sys/net/ipv4/nothing' in this stack");
  }

  @Test
  void set_inGvisor_keepsTheBlankBetweenNumbers() {
    Stack gvisor = stack(Profile.GVISOR);

    set(gvisor, "ipv4/ip_local_port_range", "1000 2000");

    assertThat(read(gvisor, "sys/net/ipv4/ip_local_port_range")).isEqualTo("1000 2000\n");
  }

  @Test
  void set_ipForward_isThatOfEveryInterfaceAndInSnmp() {
    set(stack, "ipv4/ip_forward", "1");
    set(stack, "ipv4/ip_default_ttl", "63");

    for (String of : List.of("all", "default", "lo")) {
      assertThat(read("ipv4/conf/" + of + "/forwarding")).as(of).isEqualTo("1\n");
    }
    assertThat(read("ipv4/conf/all/accept_redirects")).isEqualTo("0\n");
    assertThat(read(stack, "snmp")).contains("\nIp: 1 63 ");

    set(stack, "ipv4/conf/all/forwarding", "0");

    assertThat(read("ipv4/ip_forward")).isEqualTo("0\n");
    assertThat(read(stack, "snmp")).contains("\nIp: 2 63 ");
  }

  @Test
  void set_ipv6OfAll_isThatOfEveryInterface() {
    set(stack, "ipv6/conf/all/disable_ipv6", "1");
    set(stack, "ipv6/conf/all/force_forwarding", "1");
    set(stack, "ipv6/conf/default/hop_limit", "9");

    assertThat(read("ipv6/conf/lo/disable_ipv6")).isEqualTo("1\n");
    assertThat(read("ipv6/conf/default/disable_ipv6")).isEqualTo("1\n");
    assertThat(read("ipv6/conf/lo/force_forwarding")).isEqualTo("1\n");
    assertThat(read("ipv6/conf/default/force_forwarding")).isEqualTo("0\n");
    assertThat(read("ipv6/conf/lo/hop_limit")).isEqualTo("64\n");
  }

  @Test
  void set_oneOfTwoUnits_changesTheOther() {
    set(stack, "ipv4/neigh/lo/base_reachable_time_ms", "60000");
    set(stack, "ipv4/neigh/lo/retrans_time", "50");

    assertThat(read("ipv4/neigh/lo/base_reachable_time")).isEqualTo("60\n");
    assertThat(read("ipv4/neigh/lo/retrans_time_ms")).isEqualTo("500\n");
  }

  @Test
  void set_sameValue_changesNothing() {
    assertThat(set(stack, "ipv4/tcp_sack", "1").changed()).isFalse();
    assertThat(set(stack, "ipv4/tcp_sack", "0").changed()).isTrue();
  }

  @Test
  void putInterface_new_beginsWithTheDefaults() {
    set(stack, "ipv4/conf/default/rp_filter", "2");
    Samples.apply(stack, putInterface(2, "eth0"));
    set(stack, "ipv4/conf/default/rp_filter", "1");

    assertThat(read("ipv4/conf/eth0/rp_filter")).isEqualTo("2\n");
    assertThat(read("ipv6/conf/eth0/mtu")).isEqualTo("1400\n");
    assertThat(read("ipv6/conf/eth0/accept_dad")).isEqualTo("1\n");
    assertThat(read("ipv6/neigh/eth0/mcast_solicit")).isEqualTo("3\n");
  }

  @Test
  void putInterface_otherName_takesItsSysctlsAlong() {
    Samples.apply(stack, putInterface(2, "eth0"));
    set(stack, "ipv4/conf/eth0/rp_filter", "2");

    Samples.apply(stack, putInterface(2, "wan"));

    assertThat(read("ipv4/conf/wan/rp_filter")).isEqualTo("2\n");
    assertThatThrownBy(() -> read("ipv4/conf/eth0/rp_filter")).isInstanceOf(ProcnetException.class);
  }

  @Test
  void deleteInterface_takesItsSysctlsWithIt() {
    Samples.apply(stack, putInterface(2, "eth0"));

    Samples.apply(stack, new Mutation.DeleteInterface(2, false));

    assertThat(netFiles.list(stack.snapshot(), "sys/net"))
        .noneMatch(entry -> entry.name().contains("/eth0/"));
  }

  @Test
  void importTree_withSysctls_keepsThemAsTheyAre() {
    Map<String, ByteString> tree = new HashMap<>(Corpus.tree("linux-6.18/lo-up").files());
    tree.put("sys/net/ipv4/ip_forward", ByteString.copyFromUtf8("1\n"));
    tree.put("sys/net/acme/knob", ByteString.copyFromUtf8("a b"));
    tree.put("sys/net/nf_conntrack_max", ByteString.EMPTY);

    TreeImporter.Imported imported = importer.importTree(tree, null);

    assertThat(netFiles.tree(imported.state()))
        .extracting(NetFiles.Entry::name)
        .containsExactlyInAnyOrderElementsOf(tree.keySet());
    tree.forEach(
        (name, content) -> {
          if (name.startsWith("sys/")) {
            assertThat(netFiles.open(imported.state(), name, Reader.ROOT).readAll())
                .isEqualTo(content);
          }
        });
    assertThat(imported.files())
        .filteredOn(file -> file.name().startsWith("sys/"))
        .hasSize(3)
        .noneMatch(TreeImporter.File::opaque);
  }

  @Test
  void set_unknownToTheRules_isKeptAsItIsWritten() {
    Map<String, ByteString> tree = Map.of("sys/net/acme/knob", ByteString.copyFromUtf8("a b\n"));
    Stack imported = Samples.stack(importer.importTree(tree, null).state(), HistoryLimits.DEFAULT);

    set(imported, "acme/knob", "c\nd");

    assertThat(read(imported, "sys/net/acme/knob")).isEqualTo("c\n");
  }
}
