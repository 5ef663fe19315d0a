package dev.procnet.server.stack;

import static dev.procnet.server.stack.Samples.apply;
import static dev.procnet.server.stack.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.procnet.server.stack.Mutation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One batch sees what it has put and deleted itself. */
class EntryMutationsTest {

  private final Stack stack = Samples.stack();

  private <T> List<T> rows(Section<T> section) {
    return ImmutableList.copyOf(stack.snapshot().table(section));
  }

  private static RecentAddress seen(String address, long when) {
    return new RecentAddress("ssh", ipv4(address), 0, 1, List.of(when));
  }

  private static MulticastMembership joined(String group) {
    int flags = MulticastMembership.LOADED;
    return new MulticastMembership(2, ipv4(group), 1, flags, 0, List.of());
  }

  private static Mutation put(Entry entry) {
    return new Mutation.PutEntry(entry);
  }

  private static Mutation delete(Entry entry) {
    return new Mutation.DeleteEntry(entry.section(), entry.key());
  }

  @Test
  void putEntry_again_takesThePlaceOfTheFirst() {
    apply(
        stack,
        put(seen("10.0.0.1", 1)),
        put(seen("10.0.0.2", 2)),
        put(seen("10.0.0.1", 3)),
        put(seen("10.0.0.1", 4)));

    assertThat(rows(Section.RECENT_ADDRESSES))
        .containsExactly(seen("10.0.0.1", 4), seen("10.0.0.2", 2));
  }

  @Test
  void putEntry_theSameAgain_changesNothing() {
    List<Result> results =
        apply(stack, put(seen("10.0.0.1", 1)), put(seen("10.0.0.1", 1))).results();

    assertThat(results).extracting(Result::changed).containsExactly(true, false);
  }

  @Test
  void putEntry_afterItWasDeleted_standsLast() {
    apply(stack, put(seen("10.0.0.1", 1)), put(seen("10.0.0.2", 2)));

    List<Result> results =
        apply(
                stack,
                delete(seen("10.0.0.1", 1)),
                delete(seen("10.0.0.1", 1)),
                put(seen("10.0.0.1", 3)))
            .results();

    assertThat(results).extracting(Result::changed).containsExactly(true, false, true);
    assertThat(rows(Section.RECENT_ADDRESSES))
        .containsExactly(seen("10.0.0.2", 2), seen("10.0.0.1", 3));
  }

  @Test
  void putEntry_afterItsInterfaceWasReplaced_isThereOnce() {
    MulticastMembership membership = joined("224.0.0.251");
    Interface device = rows(Section.INTERFACES).getLast();
    apply(stack, put(membership));

    apply(
        stack,
        delete(membership),
        put(membership),
        new Mutation.DeleteInterface(2, false),
        new Mutation.PutInterface(_ -> device),
        put(membership));

    assertThat(rows(Section.MULTICAST_MEMBERSHIPS)).containsExactly(membership);
    assertThat(rows(Section.LINK_MULTICASTS)).hasSize(1);
  }

  @Test
  void deleteEntry_ofTwoMembershipsOfOneAddress_keepsIt() {
    // Of a group the address shows the low 23 bits only. RFC 1112 section 6.4.
    MulticastMembership one = joined("224.1.1.1");
    MulticastMembership other = joined("225.1.1.1");
    apply(stack, put(one), put(other));

    apply(stack, delete(one));
    assertThat(rows(Section.LINK_MULTICASTS)).hasSize(1);

    apply(stack, delete(other));
    assertThat(rows(Section.LINK_MULTICASTS)).isEmpty();
  }
}
