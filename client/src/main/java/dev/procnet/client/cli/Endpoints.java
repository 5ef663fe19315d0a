package dev.procnet.client.cli;

import dev.procnet.v1.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 10.0.0.1:443}, {@code [::1]:443}, {@code :443} and {@code *:443}. */
final class Endpoints implements ITypeConverter<Endpoint> {

  private static final int MOST = 65535;

  @Override
  public Endpoint convert(String text) {
    int colon = text.lastIndexOf(':');
    String address = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    if (colon < 0 || (!bracketed && address.contains(":"))) {
      throw wrong(text);
    }
    String bare = bracketed ? address.substring(1, address.length() - 1) : address;
    return Endpoint.newBuilder()
        .setAddress(bare.equals("*") ? "" : bare)
        .setPort(port(text, text.substring(colon + 1)))
        .build();
  }

  private static int port(String text, String port) {
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST) {
      throw wrong(text);
    }
    return Integer.parseInt(port);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'" + text + "': address:port, [v6]:port or :port expected, a port of 0 to 65535");
  }
}
