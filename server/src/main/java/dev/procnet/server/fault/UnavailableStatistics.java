package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.server.stack.CounterGroup;
import dev.procnet.server.stack.Interface;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Unavailable;
import dev.procnet.v1.FaultUnavailableStatistics;

/**
 * Statistics that can't be had.
 *
 * @param rule its name, for the log
 */
record UnavailableStatistics(FaultUnavailableStatistics which, String rule) implements Effect {

  @Override
  public Message request(Message request) {
    return Views.asking(request);
  }

  @Override
  public Snapshot view(Snapshot state) {
    return which.hasInterface()
        ? state.seenAs(Section.INTERFACES, this::seen)
        : state.seenAs(Section.COUNTERS, this::seen);
  }

  private Interface seen(Interface row) {
    return row.name().text().equals(which.getInterface()) ? row.withUnavailable(reason()) : row;
  }

  private CounterGroup seen(CounterGroup group) {
    return group.name().equals(which.getCounterGroup()) ? group.withUnavailable(reason()) : group;
  }

  private Unavailable reason() {
    return new Unavailable(which.getNotSupported(), "fault " + rule);
  }
}
