package dev.procnet.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.v1.BootConfiguration;
import dev.procnet.v1.Connector;
import dev.procnet.v1.Entry;
import dev.procnet.v1.ListEntriesRequest;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.WirelessInterface;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries of the initial network namespace and of wireless interfaces. */
class MachineEntriesTest {

  private final RpcServer server = RpcServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static Mutation put(Entry.Builder entry) {
    return Mutation.newBuilder().setPutEntry(entry).build();
  }

  @Test
  void putBootConfiguration_another_replacesIt() {
    server.apply(
        put(Entry.newBuilder().setBootConfiguration(MachineSamples.bootConfiguration())),
        put(Entry.newBuilder().setBootConfiguration(BootConfiguration.newBuilder())));

    assertThat(
            server
                .introspection()
                .listEntries(
                    ListEntriesRequest.newBuilder().addKinds("boot_configurations").build())
                .getEntriesList())
        .singleElement()
        .extracting(entry -> entry.getBootConfiguration().getDomain())
        .isEqualTo("");
  }

  @Test
  void put_wrong_isRefusedWithAllThatIsWrong() {
    BootConfiguration.Builder boot =
        BootConfiguration.newBuilder()
            .setProtocolValue(9)
            .setDomain("a\nb")
            .addNameservers("192.0.2.1")
            .addNameservers("")
            .setBootServer("2001:db8::1")
            .addNtpServers("255.255.255.255");
    String prefix = "mutations[0].put_entry.";

    assertThat(
            Failure.of(() -> server.apply(put(Entry.newBuilder().setBootConfiguration(boot))))
                .violations())
        .containsOnlyKeys(
            prefix + "boot_configuration.protocol",
            prefix + "boot_configuration.domain",
            prefix + "boot_configuration.nameservers[1]",
            prefix + "boot_configuration.boot_server");
    assertThat(
            Failure.of(
                    () ->
                        server.apply(
                            put(
                                Entry.newBuilder()
                                    .setBootConfiguration(
                                        BootConfiguration.newBuilder()
                                            .addNtpServers("255.255.255.255")))))
                .violations())
        .containsOnlyKeys(prefix + "boot_configuration.ntp_servers");
    assertThat(
            Failure.of(
                    () ->
                        server.apply(
                            put(
                                Entry.newBuilder()
                                    .setConnector(Connector.newBuilder().setName("x ")))))
                .violations())
        .containsOnlyKeys(prefix + "connector.name");
  }

  @Test
  void putWireless_wrong_isRefused() {
    WirelessInterface.Builder wireless =
        WirelessInterface.newBuilder().setStatus(0x10000).setQuality(256).setLevel(1).setNoise(-1);

    assertThat(
            Failure.of(() -> server.apply(put(Entry.newBuilder().setWirelessInterface(wireless))))
                .violations())
        .containsOnlyKeys(
            "mutations[0].put_entry.wireless_interface.interface_index",
            "mutations[0].put_entry.wireless_interface.status",
            "mutations[0].put_entry.wireless_interface.quality",
            "mutations[0].put_entry.wireless_interface.noise");
  }
}
