package dev.procnet.server.rpc;

import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Ipv6InterfaceCounters;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Suggestions;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpState;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.InterfaceCounters;
import dev.procnet.v1.SocketSummary;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads of counters. */
final class CounterReads {

  private CounterReads() {}

  /**
   * @param groups names or files of those wanted; empty: all but those of single interfaces, of
   *     which there may be very many
   * @throws ProcnetException ENTITY_NOT_FOUND
   */
  static GetCountersResponse answer(Reads.Found found, List<String> groups) {
    Snapshot snapshot = found.snapshot();
    GetCountersResponse.Builder answer =
        GetCountersResponse.newBuilder().setHeader(found.header()).setSockets(sockets(snapshot));
    checkKnown(snapshot, groups);
    Set<String> wanted = new HashSet<>(groups);
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      if (isWanted(group, wanted)) {
        answer.addGroups(CounterMapper.toProto(group, snapshot));
      }
    }
    for (Interface row : snapshot.table(Section.INTERFACES)) {
      if (row.unavailable() == null) {
        answer.addInterfaces(
            InterfaceCounters.newBuilder()
                .setIndex(row.index())
                .setName(row.name().text())
                .setStatistics(InterfaceMapper.toProto(row.statistics())));
      }
    }
    return answer.build();
  }

  private static boolean isWanted(CounterGroup group, Set<String> wanted) {
    return wanted.isEmpty()
        ? !Ipv6InterfaceCounters.isOne(group)
        : wanted.contains(group.name()) || wanted.contains(group.file());
  }

  private static void checkKnown(Snapshot snapshot, List<String> groups) {
    Set<String> known = new HashSet<>();
    for (CounterGroup group : snapshot.table(Section.COUNTERS)) {
      known.add(group.name());
      known.add(group.file());
    }
    for (String group : groups) {
      if (!known.contains(group)) {
        throw ProcnetException.of(
            Reason.ENTITY_NOT_FOUND,
            "no group of counters "
                + Violations.quote(group)
                + Suggestions.didYouMean(group, known),
            "kind",
            "counter_group",
            "key",
            group,
            "suggestion",
            Suggestions.nearest(group, known));
      }
    }
  }

  private static SocketSummary sockets(Snapshot snapshot) {
    SocketSummary.Builder summary = SocketSummary.newBuilder();
    for (Section<? extends Socket> section : Section.SOCKETS) {
      summary.putByKind(section.name(), snapshot.table(section).size());
    }
    Map<TcpState, Long> byState = new EnumMap<>(TcpState.class);
    for (Section<TcpSocket> section : List.of(Section.TCP, Section.TCP6)) {
      snapshot.table(section).forEach(socket -> byState.merge(socket.state(), 1L, Long::sum));
    }
    for (TcpState state : TcpState.values()) {
      if (state != TcpState.NONE) {
        summary.putTcpByState(state.name(), byState.getOrDefault(state, 0L));
      }
    }
    return summary.build();
  }
}
