package dev.procnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.procnet.server.config.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortFileTest {

  private static final List<ListenAddress> GRPC =
      List.of(ListenAddress.parse("127.0.0.1:7461"), ListenAddress.parse("unix:/run/p.sock"));
  private static final Optional<ListenAddress.Tcp> WEB =
      Optional.of(ListenAddress.Tcp.parse("[::1]:7462"));

  private static final Listeners BOTH = new Listeners(GRPC, WEB, Optional.empty());

  @TempDir Path directory;

  @Test
  void write_addresses_isALineEach() throws Exception {
    file("ports").write(BOTH);

    assertThat(path("ports"))
        .hasContent("grpc=127.0.0.1:7461\ngrpc=unix:/run/p.sock\nweb=[::1]:7462\n");
    assertThat(directory).isDirectoryNotContaining(each -> !each.endsWith("ports"));
  }

  @Test
  void write_noWeb_hasNoWebLine() throws Exception {
    file("ports").write(new Listeners(GRPC.subList(0, 1), Optional.empty(), Optional.empty()));

    assertThat(path("ports")).hasContent("grpc=127.0.0.1:7461\n");
  }

  @Test
  void write_admin_isALineOfItsOwn() throws Exception {
    file("ports")
        .write(
            new Listeners(
                GRPC.subList(0, 1),
                Optional.empty(),
                Optional.of(ListenAddress.parse("unix:/run/admin"))));

    assertThat(path("ports")).hasContent("grpc=127.0.0.1:7461\nadmin=unix:/run/admin\n");
  }

  @Test
  void write_whileRead_isOnlyEverWhole() throws Exception {
    file("ports").write(BOTH);
    String whole = Files.readString(path("ports"));
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    write("ports");
                  }
                });

    for (int i = 0; i < 2000; i++) {
      assertThat(Files.readString(path("ports"))).isEqualTo(whole);
    }

    done.set(true);
    writer.join();
  }

  @Test
  void write_noDirectory_saysWhy() {
    assertThatThrownBy(() -> file("none/ports").write(BOTH))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "port file " + path("none/ports") + " can't be written: no such file or directory");
  }

  @Test
  void write_overDirectory_leavesNothing() throws IOException {
    Files.createDirectories(path("ports/in"));

    assertThatThrownBy(() -> file("ports").write(BOTH)).isInstanceOf(StartException.class);

    assertThat(directory).isDirectoryNotContaining(each -> !each.endsWith("ports"));
  }

  @Test
  void remove_own_isGone() throws Exception {
    PortFile file = file("ports");
    file.write(BOTH);

    file.remove();

    assertThat(path("ports")).doesNotExist();
  }

  @Test
  void remove_anotherServers_stays() throws Exception {
    PortFile file = file("ports");
    file.write(BOTH);
    file("ports").write(new Listeners(GRPC, Optional.empty(), Optional.empty()));

    file.remove();

    assertThat(path("ports")).exists();
  }

  @Test
  void remove_neverWritten_staysAsItIs() throws IOException {
    Files.writeString(path("ports"), "");

    file("ports").remove();

    assertThat(path("ports")).exists();
  }

  @Test
  void clear_left_isGone() throws Exception {
    Files.writeString(path("ports"), "grpc=127.0.0.1:1\n");

    file("ports").clear();

    assertThat(path("ports")).doesNotExist();
  }

  private void write(String name) {
    try {
      file(name).write(BOTH);
    } catch (StartException e) {
      throw new IllegalStateException(e);
    }
  }

  private PortFile file(String name) {
    return new PortFile(Optional.of(path(name)));
  }

  private Path path(String name) {
    return directory.resolve(name);
  }
}
