package dev.procnet.server.fault;

import com.google.protobuf.Message;
import dev.procnet.server.stack.Section;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Socket;
import dev.procnet.v1.FaultDestroyedSockets;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Sockets that go while they are looked for: whoever reads finds them no more. */
final class DestroyedSockets implements Effect {

  private final FaultDestroyedSockets which;
  private final RandomGenerator chance;

  DestroyedSockets(FaultDestroyedSockets which, RandomGenerator chance) {
    this.which = which;
    this.chance = chance;
  }

  @Override
  public Message request(Message request) {
    return Views.asking(request);
  }

  @Override
  public Snapshot view(Snapshot state) {
    Set<Long> gone = new HashSet<>(which.getIdsList());
    addByChance(state, gone);
    Snapshot seen = state;
    for (Section<? extends Socket> section : Section.SOCKETS) {
      seen = seen.seenWithout(section, socket -> gone.contains(socket.id()));
    }
    return seen;
  }

  /** Every socket is as likely; all of them, where there are no more. */
  private void addByChance(Snapshot state, Set<Long> gone) {
    long[] others =
        Section.SOCKETS.stream()
            .flatMap(section -> state.table(section).all(_ -> true).stream())
            .mapToLong(Socket::id)
            .filter(id -> !gone.contains(id))
            .toArray();
    int count = (int) Math.min(Integer.toUnsignedLong(which.getCount()), others.length);
    for (int i = 0; i < count; i++) {
      int picked = chance.nextInt(i, others.length);
      gone.add(others[picked]);
      others[picked] = others[i];
    }
  }
}
