package dev.procnet.server.security;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.procnet.server.config.SecurityConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON line for each mutation, denial and admin call: who, what, which stacks, the revision after
 * it, and what was decided. Of what was sent it has nothing. Each line is one write at the end of
 * the file, so that several servers may share one and a rotation by copying loses none that was
 * written before. A line that can't be written is counted and said in the log; calls go on.
 */
@Singleton
public final class AuditLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final Path STDOUT = Path.of("-");

  private final Optional<Path> file;
  private final InstantSource clock;
  private final Gson gson = new Gson();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private @Nullable OutputStream out;
  private boolean failing;

  @Inject
  public AuditLog(SecurityConfig config, InstantSource clock) {
    this.file = config.auditLog();
    this.clock = clock;
  }

  /**
   * What happened.
   *
   * @param method a gRPC method's full name, or of HTTP its method and path
   * @param revision 0: none
   * @param allowed the caller was let through
   * @param status what the call ended with
   * @param reason of the denial, or empty
   */
  public record Line(
      @Nullable Caller caller,
      String method,
      Set<String> stacks,
      long revision,
      boolean allowed,
      String status,
      String reason) {

    /** Names of the stacks are kept. */
    public Line {
      stacks = Set.copyOf(stacks);
    }
  }

  /** Lines are written. */
  boolean on() {
    return file.isPresent();
  }

  /**
   * Opens the file.
   *
   * @throws IOException it can't be appended to
   */
  public synchronized void start() throws IOException {
    if (file.isPresent()) {
      out = file.get().equals(STDOUT) ? standardOutput() : append(file.get());
    }
  }

  /** How many lines were written. */
  long lines() {
    return lines.get();
  }

  /** How many lines could not be written. */
  long lost() {
    return lost.get();
  }

  /** Writes a line, if lines are written. */
  synchronized void write(Line line) {
    OutputStream open = out;
    if (open == null) {
      return;
    }
    try {
      open.write((gson.toJson(json(line)) + "\n").getBytes(StandardCharsets.UTF_8));
      open.flush();
      lines.incrementAndGet();
      failing = false;
    } catch (IOException e) {
      lost.incrementAndGet();
      if (!failing) {
        LOG.error("lines of the audit log are lost: {}", e.toString());
      }
      failing = true;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      LOG.warn("the audit log can't be closed: {}", e.toString());
    }
    out = null;
  }

  private JsonObject json(Line line) {
    JsonObject json = new JsonObject();
    json.addProperty("time", clock.instant().toString());
    Caller caller = line.caller();
    json.add("caller", array(caller == null ? Set.of() : caller.names()));
    json.addProperty("local", caller != null && caller.local());
    json.addProperty("peer", caller == null ? "" : caller.peer());
    json.addProperty("method", line.method());
    json.add("stacks", array(line.stacks()));
    if (line.revision() != 0) {
      json.addProperty("revision", line.revision());
    }
    json.addProperty("decision", line.allowed() ? "allowed" : "denied");
    json.addProperty("status", line.status());
    if (!line.reason().isEmpty()) {
      json.addProperty("reason", line.reason());
    }
    return json;
  }

  private static JsonArray array(Set<String> texts) {
    JsonArray array = new JsonArray();
    texts.stream().sorted().forEach(array::add);
    return array;
  }

  /** Others may write to it too, so that it stays open. */
  private static OutputStream standardOutput() {
    return new FilterOutputStream(System.out) {
      @Override
      public void write(byte[] bytes) throws IOException {
        out.write(bytes);
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    };
  }

  private static OutputStream append(Path path) throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
