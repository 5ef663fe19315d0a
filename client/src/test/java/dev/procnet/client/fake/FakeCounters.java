package dev.procnet.client.fake;

import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersResponse;

/** Counters with a signed, a zero and a largest value. */
final class FakeCounters {

  static final GetCountersResponse RESPONSE =
      GetCountersResponse.newBuilder()
          .addGroups(
              CounterGroup.newBuilder()
                  .setFile("snmp")
                  .setName("Tcp")
                  .addCounters(Counter.newBuilder().setName("MaxConn").setValue(-1))
                  .addCounters(Counter.newBuilder().setName("ActiveOpens").setValue(0)))
          .addGroups(
              CounterGroup.newBuilder()
                  .setFile("netstat")
                  .setName("IpExt")
                  .addCounters(Counter.newBuilder().setName("InOctets").setValue(-1)))
          .build();

  private FakeCounters() {}
}
