package dev.procnet.server.robust;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/2 that sends what it is told, whether it is allowed or not. RFC 9113 section 6,
 * RFC 7541 section 6.2.2.
 */
public final class RawHttp2 implements AutoCloseable {

  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  /**
   * A frame from the server.
   *
   * @param payload its bytes as Latin-1
   */
  public record Frame(int type, int flags, int stream, String payload) {}

  /** A connection without any bytes. */
  public RawHttp2(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
  }

  /** Begins as a client must. */
  public RawHttp2 begin() throws IOException {
    return begin(new byte[0]);
  }

  /** The same with one setting. */
  public RawHttp2 begin(int setting, int value) throws IOException {
    return begin(ByteBuffer.allocate(6).putShort((short) setting).putInt(value).array());
  }

  private RawHttp2 begin(byte[] settings) throws IOException {
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, settings);
    return this;
  }

  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).put((byte) (payload.length >> 8));
    frame.put((byte) payload.length).put((byte) type).put((byte) flags).putInt(stream);
    out.write(frame.put(payload).array());
  }

  /** A frame of one number. */
  public void frame(int type, int stream, int number) throws IOException {
    frame(type, 0, stream, ByteBuffer.allocate(4).putInt(number).array());
  }

  /** The headers of a call. */
  public static byte[] headers(String path, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                ":method",
                "POST",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "x",
                "content-type",
                "application/grpc",
                "te",
                "trailers"));
    all.addAll(List.of(more));
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < all.size(); i += 2) {
      block.write(0);
      text(block, all.get(i));
      text(block, all.get(i + 1));
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    int length = text.length();
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      int rest = length - 127;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next frame; null: the server has closed. */
  public @Nullable Frame read() {
    try {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      return new Frame(type, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
    } catch (java.net.SocketTimeoutException e) {
      throw new IllegalStateException("nothing came", e);
    } catch (IOException closed) {
      return null;
    }
  }

  /** Reads until the server closes: what its GOAWAY said; "": it said nothing. */
  public String readToEnd() {
    String said = "";
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type() == GOAWAY) {
        said = frame.payload().substring(8);
      }
    }
    return said;
  }

  public void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
