package dev.procnet.client.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change a stack, and that tell of a server, as processes against a real server. */
class CommandsIT {

  @TempDir private static Path directory;

  private static Procnetd server;

  private String stack = "";

  @BeforeAll
  static void start() throws IOException {
    server = Procnetd.start(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createStack(TestInfo test) throws Exception {
    stack = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT).replace('_', '-');
    run("stacks create " + stack);
  }

  @Test
  void open_tcp_listensConnectsAndCloses() throws Exception {
    run("open tcp 127.0.0.1:8080");
    run("open tcp 127.0.0.1:50000 127.0.0.1:8080 --uid 1000");

    assertThat(run("ss -tan")).contains("127.0.0.1:50000").contains("LISTEN");
    String listener = run("sockets --listening -o name").strip();
    assertThat(run("cat tcp")).contains("0100007F:1F90 00000000:0000 0A");

    run("close " + listener);
    assertThat(run("sockets --listening --count")).isEqualTo("0\n");
  }

  @Test
  void open_udpAndUnix_areShown() throws Exception {
    run("open udp :53");
    run("open unix /run/app.sock");

    assertThat(run("cat udp")).contains("00000000:0035");
    assertThat(run("cat unix")).contains("/run/app.sock");
  }

  @Test
  void open_portInUse_saysWhatTheKernelSays() throws Exception {
    run("open tcp :80");

    assertThat(shell("procnet open tcp :80; echo $?")).contains("EADDRINUSE").endsWith("1\n");
  }

  @Test
  void set_linkSysctlAndCounter_areShownInFiles() throws Exception {
    run("set link lo up");
    run("set sysctl net.ipv4.ip_forward=1");
    run("set counter Tcp.InSegs=40 Tcp.InSegs+=2");

    assertThat(run("interfaces")).contains("UP,LOOPBACK");
    assertThat(run("cat sys/net/ipv4/ip_forward")).isEqualTo("1\n");
    assertThat(run("counters Tcp --nonzero -o raw")).contains("InSegs\t42\n");
    assertThat(shell("procnet set link lp up; echo $?"))
        .contains("did you mean 'lo'")
        .endsWith("3\n");
    assertThat(shell("procnet set counter IpExtt.InOctets=1; echo $?"))
        .contains("did you mean 'IpExt'");
  }

  @Test
  void checkpoint_restored_isTheStateThatWasSaved() throws Exception {
    run("open tcp :80");
    run("checkpoint save one");
    String files = run("cat tcp tcp6 sockstat");
    run("open tcp :81");

    assertThat(run("checkpoint ls -o name")).isEqualTo("one\n");
    assertThat(shell("procnet checkpoint save one; echo $?")).contains("'replace'").endsWith("1\n");
    assertThat(shell("procnet checkpoint restore oen; echo $?"))
        .contains("did you mean 'one'?")
        .endsWith("3\n");
    run("checkpoint restore one");
    assertThat(run("cat tcp tcp6 sockstat")).isEqualTo(files);
    run("checkpoint rm one");
    assertThat(run("checkpoint ls -o name")).isEmpty();
  }

  @Test
  void stacksCreate_ttl_isDeletedUnlessRenewed() throws Exception {
    String brief = stack + "2";
    run("stacks create " + brief + " --ttl 1h");

    run("stacks renew " + brief + " --ttl 1ms");
    await()
        .untilAsserted(
            () ->
                assertThat(shell("procnet stacks get " + brief + "; echo $?"))
                    .contains("no stack '" + brief + "'")
                    .endsWith("3\n"));
    assertThat(server.log()).contains("stack '" + brief + "' was deleted: not renewed within");
  }

  @Test
  void stacksCreate_fork_isAStackOfItsOwn() throws Exception {
    run("open tcp :80");
    String fork = stack + "2";
    run("checkpoint save one");
    run("open tcp :81");
    run("stacks create " + fork + " --fork " + stack + " --checkpoint one");
    run("stacks create " + fork + "3 --fork " + stack);

    assertThat(run("sockets --listening --count --stack " + fork)).isEqualTo("1\n");
    assertThat(run("sockets --listening --count --stack " + fork + "3")).isEqualTo("2\n");
    run("open tcp :82 --stack " + fork);
    assertThat(run("sockets --listening --count")).isEqualTo("2\n");
    assertThat(shell("procnet stacks create x --checkpoint one; echo $?"))
        .contains("--fork")
        .endsWith("2\n");
  }

  @Test
  void get_isWhatApplyTakes() throws Exception {
    run("open tcp :443");

    assertThat(run("get interfaces lo")).startsWith("interfaces:\n- index: 1\n  name: lo\n");
    String listener = run("sockets --listening -o name").strip();
    assertThat(run("get sockets -o json " + listener)).contains("\"port\": 443");
    assertThat(run("get interface -o name")).isEqualTo("lo\n");
    assertThat(shell("procnet get interfaces l0; echo $?"))
        .contains("interfaces: 'l0' is not there; did you mean 'lo'?")
        .endsWith("\n3\n");
  }

  @Test
  void edit_changes_areAppliedAsOneRevision() throws Exception {
    run("open tcp :443");
    run("open udp :53");

    assertThat(shell("EDITOR=\"sed -i 's/port: 443/port: 444/'\" procnet edit sockets 2>&1"))
        .contains("update_socket");
    assertThat(run("cat tcp")).contains("00000000:01BC");
    assertThat(shell("EDITOR=true procnet edit sockets")).contains("nothing was changed");
    assertThat(shell("EDITOR=\"sed -i 's/port: 444/prot: 1/'\" procnet edit sockets; echo $?"))
        .contains("did you mean 'port'")
        .contains("what was edited is in /")
        .endsWith("1\n");
    assertThat(shell("EDITOR=\"sed -i '1,$ d'\" procnet edit sockets")).contains("close_socket");
    assertThat(run("sockets --count")).isEqualTo("0\n");
  }

  @Test
  void edit_stackChangesMeanwhile_isRefused() throws Exception {
    Path editor = directory.resolve("meanwhile");
    Files.writeString(
        editor, "#!/bin/sh\nprocnet open udp :1 2>/dev/null >&2\nsed -i 's/65536/1500/' \"$1\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();

    assertThat(shell("EDITOR=" + editor + " procnet edit interfaces; echo $?"))
        .contains("what was edited is in /")
        .endsWith("1\n");
  }

  @Test
  void counters_sinceLast_growFromOneTimeToTheNext() throws Exception {
    run("set counter Tcp.InSegs=40");
    assertThat(run("counters Tcp --since-last --nonzero -o raw")).contains("InSegs\t40\t");
    run("set counter Tcp.InSegs+=2");

    assertThat(run("counters Tcp --since-last --nonzero -o raw")).contains("InSegs\t2\t");
    assertThat(run("counters Tcp --since-last --nonzero -o raw")).isEmpty();
  }

  @Test
  void server_isAsked() throws Exception {
    assertThat(run("health")).isEqualTo("SERVING\n");
    assertThat(run("status")).contains("health").contains("SERVING").contains("stacks");
    assertThat(run("status -o json")).contains("\"health\":\"SERVING\"");
    assertThat(shell("procnet version --check; echo $?"))
        .contains("has all that this client may call")
        .endsWith("0\n");
    assertThat(shell("procnet health no.such.Service; echo $?")).endsWith("3\n");
  }

  @Test
  void locale_ofC_changesNothing() throws Exception {
    assertThat(shell("LC_ALL=C procnet interfaces")).contains("lo").doesNotContain("?");
  }

  private String run(String command) throws IOException, InterruptedException {
    String output =
        shell("procnet " + command + " 2>" + directory.resolve("err") + "; echo \"=$?\"");
    int end = output.lastIndexOf('=');
    assertThat(output.substring(end)).as(() -> command + "\n" + output + err()).isEqualTo("=0\n");
    return output.substring(0, end);
  }

  private static String err() {
    try {
      return Files.readString(directory.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String shell(String command) throws IOException, InterruptedException {
    List<String> shell = new ArrayList<>(List.of("bash", "-c", command));
    ProcessBuilder builder = new ProcessBuilder(shell).redirectErrorStream(true);
    builder.environment().put("PROCNET_SERVER", server.address());
    builder.environment().put("PROCNET_STACK", stack);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    String bin = Programs.ROOT.resolve("client/target/procnet/bin").toString();
    builder.environment().merge("PATH", bin + ":", (old, more) -> more + old);
    builder.environment().remove("VISUAL");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
