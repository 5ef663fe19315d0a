package dev.procnet.server.rpc;

import dev.procnet.server.stack.MatchTable;
import dev.procnet.v1.MatchTableModule;

/** Tables that rules of packet filtering look addresses up in. */
final class MatchTableMapper {

  private MatchTableMapper() {}

  static dev.procnet.v1.MatchTable toProto(MatchTable row) {
    return dev.procnet.v1.MatchTable.newBuilder()
        .setModule(
            switch (row.module()) {
              case RECENT -> MatchTableModule.MATCH_TABLE_MODULE_RECENT;
              case HASHLIMIT_IPV4 -> MatchTableModule.MATCH_TABLE_MODULE_HASHLIMIT_IPV4;
              case HASHLIMIT_IPV6 -> MatchTableModule.MATCH_TABLE_MODULE_HASHLIMIT_IPV6;
            })
        .setName(row.name())
        .build();
  }

  /**
   * @throws dev.procnet.server.stack.ProcnetException FIELD_INVALID with all that is wrong
   */
  static MatchTable toModel(dev.procnet.v1.MatchTable proto) {
    Violations wrong = new Violations();
    MatchTable.Module module =
        switch (proto.getModule()) {
          case MATCH_TABLE_MODULE_RECENT -> MatchTable.Module.RECENT;
          case MATCH_TABLE_MODULE_HASHLIMIT_IPV4 -> MatchTable.Module.HASHLIMIT_IPV4;
          case MATCH_TABLE_MODULE_HASHLIMIT_IPV6 -> MatchTable.Module.HASHLIMIT_IPV6;
          case MATCH_TABLE_MODULE_UNSPECIFIED, UNRECOGNIZED -> {
            wrong.add(
                "module", "is " + proto.getModuleValue() + ", expected one of MatchTableModule");
            yield MatchTable.Module.RECENT;
          }
        };
    return wrong.build(() -> new MatchTable(module, proto.getName()));
  }
}
