package dev.procnet.server.rpc;

import dev.procnet.server.stack.XtablesName;
import dev.procnet.server.stack.XtablesName.Family;
import dev.procnet.server.stack.XtablesName.Kind;
import dev.procnet.v1.XtablesFamily;
import dev.procnet.v1.XtablesKind;

/** Tables of packet filtering, matches and targets. */
final class XtablesNameMapper {

  private XtablesNameMapper() {}

  static dev.procnet.v1.XtablesName toProto(XtablesName row) {
    return dev.procnet.v1.XtablesName.newBuilder()
        .setFamily(
            switch (row.family()) {
              case IPV4 -> XtablesFamily.XTABLES_FAMILY_IPV4;
              case IPV6 -> XtablesFamily.XTABLES_FAMILY_IPV6;
              case ARP -> XtablesFamily.XTABLES_FAMILY_ARP;
            })
        .setKind(
            switch (row.kind()) {
              case TABLE -> XtablesKind.XTABLES_KIND_TABLE;
              case MATCH -> XtablesKind.XTABLES_KIND_MATCH;
              case TARGET -> XtablesKind.XTABLES_KIND_TARGET;
            })
        .setName(row.name())
        .setInstance(row.instance())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static XtablesName toModel(dev.procnet.v1.XtablesName proto) {
    Violations wrong = new Violations();
    Family family = family(wrong, proto);
    Kind kind = kind(wrong, proto);
    return wrong.build(() -> new XtablesName(family, kind, proto.getName(), proto.getInstance()));
  }

  private static Family family(Violations wrong, dev.procnet.v1.XtablesName proto) {
    return switch (proto.getFamily()) {
      case XTABLES_FAMILY_IPV4 -> Family.IPV4;
      case XTABLES_FAMILY_IPV6 -> Family.IPV6;
      case XTABLES_FAMILY_ARP -> Family.ARP;
      case XTABLES_FAMILY_UNSPECIFIED, UNRECOGNIZED -> {
        wrong.add("family", "is " + proto.getFamilyValue() + ", expected one of XtablesFamily");
        yield Family.IPV4;
      }
    };
  }

  private static Kind kind(Violations wrong, dev.procnet.v1.XtablesName proto) {
    return switch (proto.getKind()) {
      case XTABLES_KIND_TABLE -> Kind.TABLE;
      case XTABLES_KIND_MATCH -> Kind.MATCH;
      case XTABLES_KIND_TARGET -> Kind.TARGET;
      case XTABLES_KIND_UNSPECIFIED, UNRECOGNIZED -> {
        wrong.add("kind", "is " + proto.getKindValue() + ", expected one of XtablesKind");
        yield Kind.MATCH;
      }
    };
  }
}
