package dev.procnet.client.cli;

import dev.procnet.v1.IdMapping;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which state a command reads, and for whom. */
final class ReadMixin {

  @Option(
      names = "--revision",
      paramLabel = "N",
      converter = Unsigned.Of64.class,
      description = "Reads exactly this revision instead of the newest.")
  private @Nullable Long revision;

  @Option(
      names = "--uid-map",
      paramLabel = "INSIDE:OUTSIDE:LENGTH",
      converter = Mapping.class,
      description = "A line of the reader's uid_map; uids without one show as 65534. Repeatable.")
  private List<IdMapping> uidMap = List.of();

  @Option(
      names = "--hide-addresses",
      description = "Reads as somebody who sees no addresses and ports.")
  private boolean hideAddresses;

  ReadOptions options() {
    ReadOptions.Builder options = ReadOptions.newBuilder();
    if (revision != null) {
      options.setExactRevision(revision);
    }
    if (hideAddresses || !uidMap.isEmpty()) {
      options.setReader(Reader.newBuilder().addAllUidMap(uidMap).setHideAddresses(hideAddresses));
    }
    return options.build();
  }

  private static final class Mapping implements ITypeConverter<IdMapping> {
    private final Unsigned.Of32 number = new Unsigned.Of32();

    @Override
    public IdMapping convert(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 3) {
        throw new TypeConversionException("'" + text + "': inside:outside:length expected");
      }
      return IdMapping.newBuilder()
          .setInside(number.convert(parts[0]))
          .setOutside(number.convert(parts[1]))
          .setLength(number.convert(parts[2]))
          .build();
    }
  }
}
