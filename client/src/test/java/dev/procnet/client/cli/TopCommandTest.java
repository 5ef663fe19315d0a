package dev.procnet.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.procnet.client.cli.top.Controls;
import dev.procnet.client.cli.top.Flow;
import dev.procnet.client.cli.top.Frame;
import dev.procnet.client.cli.top.Mover;
import dev.procnet.client.cli.top.Order;
import dev.procnet.client.cli.top.Sample;
import dev.procnet.client.cli.top.Screen;
import dev.procnet.client.fake.FakeServer;
import dev.procnet.v1.Counter;
import dev.procnet.v1.CounterGroup;
import dev.procnet.v1.GetCountersResponse;
import dev.procnet.v1.InterfaceCounters;
import dev.procnet.v1.InterfaceStatistics;
import dev.procnet.v1.ResponseHeader;
import dev.procnet.v1.SocketSummary;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopCommandTest {

  private final FakeServer server = FakeServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void pipe_getsAPictureALook() {
    Cli.Result result = Cli.of(server).run("top", "--count", "2", "--interval", "10ms");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().split("stack default", -1)).hasSize(3);
    assertThat(result.out()).contains("Tcp.ActiveOpens").doesNotContain("\033");
  }

  @Test
  void dumbTerminal_getsPicturesToo() {
    Cli dumb = new Cli(Map.of("PROCNET_SERVER", server.address(), "TERM", "dumb")).terminal();

    assertThat(dumb.run("top", "--count", "1").out()).contains("COUNTER").doesNotContain("\033");
  }

  @Test
  void filterAndSort_ofOptions_areTaken() {
    Cli.Result result =
        Cli.of(server).run("top", "--count", "1", "--sort", "name", "--filter", "octets");

    assertThat(result.out()).contains("by name").contains("IpExt.InOctets").doesNotContain("Tcp.");
  }

  @Test
  void frame_growth_isASecond() {
    Frame frame = Frame.of(sample("s", 0, 10), sample("s", 2_000_000_000L, 30));

    assertThat(frame.movers()).containsExactly(new Mover("Tcp.InSegs", 30, 10));
    assertThat(frame.flows()).containsExactly(new Flow("eth0", 10, 0, 0, 0, 30));
  }

  @Test
  void frame_ofAnotherServerOrAReset_hasGrownByNothing() {
    assertThat(Frame.of(sample("s", 0, 10), sample("t", 1_000_000_000L, 30)).movers().get(0).rate())
        .isZero();
    assertThat(Frame.of(sample("s", 0, 10), sample("s", 1_000_000_000L, 3)).movers().get(0).rate())
        .isZero();
  }

  @Test
  void frame_counterThatWraps_hasGrown() {
    Frame frame = Frame.of(sample("s", 0, -5), sample("s", 1_000_000_000L, 5));

    assertThat(frame.movers().get(0).rate()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, 1k", "1234567, 1.2M", "-1, 18.4E"})
  void picture_values_areShort(long value, String shown) {
    assertThat(picture(40, sample("s", 0, value))).containsPattern("Tcp.InSegs +0 +" + shown);
  }

  @ParameterizedTest
  @CsvSource({"20", "40", "80", "200"})
  void picture_ofAnyWidth_fits(int columns) {
    assertThat(picture(columns, sample("s", 0, -1)).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
  }

  @Test
  void picture_names_areEscaped() {
    Frame frame = Frame.of(null, sample("s", 0, 1));
    Frame hostile =
        new Frame(
            frame.header(),
            frame.sockets(),
            java.util.List.of(new Flow("e\033[2J", 0, 0, 0, 0, 0)),
            frame.movers());

    assertThat(draw(new Screen(80, 24, Escape::text), hostile))
        .contains("e\\x1b[2J")
        .doesNotContain("\033[2J");
  }

  private static String picture(int columns, Sample sample) {
    return draw(new Screen(columns, 24, Escape::text), Frame.of(null, sample));
  }

  private static String draw(Screen screen, Frame frame) {
    return String.join(
        "\n",
        screen.draw(frame, new Controls(Order.RATE, ""), "").stream()
            .map(AttributedString::toString)
            .toList());
  }

  private static Sample sample(String server, long nanos, long value) {
    return new Sample(
        GetCountersResponse.newBuilder()
            .setHeader(ResponseHeader.newBuilder().setServerId(server).setStack("web"))
            .setSockets(SocketSummary.newBuilder().putTcpByState("LISTEN", 2))
            .addGroups(
                CounterGroup.newBuilder()
                    .setFile("snmp")
                    .setName("Tcp")
                    .addCounters(Counter.newBuilder().setName("InSegs").setValue(value)))
            .addInterfaces(
                InterfaceCounters.newBuilder()
                    .setIndex(2)
                    .setName("eth0")
                    .setStatistics(InterfaceStatistics.newBuilder().setRxBytes(value)))
            .build(),
        nanos);
  }
}
