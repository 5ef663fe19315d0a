package dev.procnet.server.netfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.procnet.server.stack.InterfaceName;
import dev.procnet.server.stack.InterfaceStatistics;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.SnapshotBuilder;

/** Prints and parses single files. A char of the texts is a byte. */
final class NetFileFixture {

  private NetFileFixture() {}

  static ByteString bytes(String text) {
    return ByteString.copyFrom(text, ISO_8859_1);
  }

  static String print(NetFile file, Snapshot state) {
    return file.open(state, Reader.ROOT).readAll().toString(ISO_8859_1);
  }

  static String print(NetFile file, SnapshotBuilder builder) {
    return print(file, builder.build());
  }

  static Snapshot parse(NetFile file, Profile profile, String text) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    file.parse(new NetFileText(file.name(), bytes(text)), builder);
    return builder.build();
  }

  /** It is refused at that place, in those words. */
  static void assertRefused(
      NetFile file, Profile profile, String text, int line, int column, String expected) {
    NetFileException refusal =
        catchThrowableOfType(NetFileException.class, () -> parse(file, profile, text));
    assertThat(refusal)
        .as("refusal of %s", text.substring(0, Math.min(80, text.length())))
        .isNotNull();
    assertThat(refusal.file() + ":" + refusal.line() + ":" + refusal.column())
        .isEqualTo(file.name() + ":" + line + ":" + column);
    assertThat(refusal.expected()).contains(expected);
  }

  /** A builder with interfaces of these names, of index 1, 2, ... */
  static SnapshotBuilder withInterfaces(Profile profile, String... interfaces) {
    SnapshotBuilder builder = new SnapshotBuilder(profile);
    for (String name : interfaces) {
      builder.addInterface(InterfaceName.of(name), InterfaceStatistics.ZERO);
    }
    return builder;
  }
}
