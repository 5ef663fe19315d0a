package dev.procnet.client.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.procnet.v1.Entry;
import dev.procnet.v1.Interface;
import dev.procnet.v1.Neighbor;
import dev.procnet.v1.Route;
import dev.procnet.v1.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A stack of files and of rows, with every revision's files kept. */
public final class FakeStack {

  private final TreeMap<Long, Map<String, ByteString>> revisions = new TreeMap<>();
  private final Map<String, Long> checkpoints = new ConcurrentSkipListMap<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final List<Interface> interfaces = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Neighbor> neighbors = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  FakeStack() {
    revisions.put(1L, Map.of());
  }

  public synchronized FakeStack file(String name, String content) {
    return file(name, ByteString.copyFrom(content, UTF_8));
  }

  public synchronized FakeStack file(String name, ByteString content) {
    Map<String, ByteString> next = new LinkedHashMap<>(files(0));
    next.put(name, content);
    return replace(next);
  }

  public synchronized FakeStack remove(String name) {
    Map<String, ByteString> next = new LinkedHashMap<>(files(0));
    next.remove(name);
    return replace(next);
  }

  synchronized FakeStack replace(Map<String, ByteString> files) {
    revisions.put(revision() + 1, new LinkedHashMap<>(files));
    return this;
  }

  public synchronized long revision() {
    return revisions.lastKey();
  }

  /** Files of a revision; 0: the newest. */
  public synchronized Map<String, ByteString> files(long revision) {
    Map<String, ByteString> files = revisions.get(revision == 0 ? revision() : revision);
    return files == null ? Map.of() : files;
  }

  /** Revisions by name of checkpoint. */
  Map<String, Long> checkpoints() {
    return checkpoints;
  }

  public List<Socket> sockets() {
    return sockets;
  }

  public List<Interface> interfaces() {
    return interfaces;
  }

  public List<Route> routes() {
    return routes;
  }

  public List<Neighbor> neighbors() {
    return neighbors;
  }

  public List<Entry> entries() {
    return entries;
  }
}
