package dev.procnet.server.rpc;

import dev.procnet.server.netfile.AddressText;
import dev.procnet.server.stack.BootConfiguration;
import dev.procnet.server.stack.BootConfiguration.Protocol;
import dev.procnet.server.stack.Connector;
import dev.procnet.server.stack.Ipv4Address;
import dev.procnet.v1.BootProtocol;
import java.util.ArrayList;
import java.util.List;

/** What the initial network namespace has of the whole machine. */
final class MachineMapper {

  private MachineMapper() {}

  static dev.procnet.v1.Connector toProto(Connector row) {
    return dev.procnet.v1.Connector.newBuilder()
        .setName(row.name())
        .setIndex(row.index())
        .setValue(row.value())
        .build();
  }

  static Connector toModel(dev.procnet.v1.Connector proto) {
    return new Connector(proto.getName(), proto.getIndex(), proto.getValue());
  }

  static Connector.Key key(dev.procnet.v1.Connector proto) {
    return new Connector.Key(proto.getIndex(), proto.getValue());
  }

  static dev.procnet.v1.BootConfiguration toProto(BootConfiguration row, Sight sight) {
    dev.procnet.v1.BootConfiguration.Builder proto =
        dev.procnet.v1.BootConfiguration.newBuilder()
            .setProtocol(
                switch (row.protocol()) {
                  case MANUAL -> BootProtocol.BOOT_PROTOCOL_MANUAL;
                  case DHCP -> BootProtocol.BOOT_PROTOCOL_DHCP;
                  case BOOTP -> BootProtocol.BOOT_PROTOCOL_BOOTP;
                  case RARP -> BootProtocol.BOOT_PROTOCOL_RARP;
                })
            .setDomain(row.domain())
            .addAllNameservers(texts(row.nameservers(), sight))
            .addAllNtpServers(texts(row.ntpServers(), sight));
    Ipv4Address bootServer = row.bootServer();
    if (bootServer != null) {
      proto.setBootServer(AddressText.format(sight.address(bootServer)));
    }
    return proto.build();
  }

  private static List<String> texts(List<Ipv4Address> servers, Sight sight) {
    return servers.stream().map(server -> AddressText.format(sight.address(server))).toList();
  }

  /**
   * What a kernel was told as it started.
   *
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static BootConfiguration toModel(dev.procnet.v1.BootConfiguration proto) {
    Violations wrong = new Violations();
    Protocol protocol = protocol(wrong, proto);
    List<Ipv4Address> nameservers = servers(wrong, "nameservers", proto.getNameserversList());
    Ipv4Address bootServer =
        proto.getBootServer().isEmpty()
            ? null
            : Families.ipv4(wrong, "boot_server", proto.getBootServer());
    List<Ipv4Address> ntpServers = servers(wrong, "ntp_servers", proto.getNtpServersList());
    return wrong.build(
        () ->
            new BootConfiguration(
                protocol, proto.getDomain(), nameservers, bootServer, ntpServers));
  }

  private static List<Ipv4Address> servers(Violations wrong, String field, List<String> texts) {
    List<Ipv4Address> servers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String path = field + "[" + i + "]";
      if (texts.get(i).isEmpty()) {
        wrong.add(path, "is empty, expected an IPv4 address");
      }
      servers.add(Families.ipv4(wrong, path, texts.get(i)));
    }
    return servers;
  }

  private static Protocol protocol(Violations wrong, dev.procnet.v1.BootConfiguration proto) {
    return switch (proto.getProtocol()) {
      case BOOT_PROTOCOL_UNSPECIFIED, BOOT_PROTOCOL_MANUAL -> Protocol.MANUAL;
      case BOOT_PROTOCOL_DHCP -> Protocol.DHCP;
      case BOOT_PROTOCOL_BOOTP -> Protocol.BOOTP;
      case BOOT_PROTOCOL_RARP -> Protocol.RARP;
      case UNRECOGNIZED -> {
        wrong.add("protocol", "is " + proto.getProtocolValue() + ", expected one of BootProtocol");
        yield Protocol.MANUAL;
      }
    };
  }
}
