package dev.procnet.server.robust;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands on the loopback between clients and a server, and after some bytes of each connection,
 * drawn at random, cuts it, closes one half of it, or holds back what comes and then cuts it. On
 * the way it delays a few of the chunks.
 */
final class CuttingProxy implements AutoCloseable {

  private static final int MOST_BYTES = 60_000;
  private static final int MOST_DELAY_MILLIS = 20;
  private static final int STALL_MILLIS = 300;

  private final ServerSocket listener;
  private final String host;
  private final int port;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile boolean harmless;

  private enum Fault {
    CUT,
    HALF_CLOSE,
    STALL
  }

  CuttingProxy(String host, int port, long seed) throws IOException {
    this.host = host;
    this.port = port;
    this.random = new Random(seed);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String target() {
    return "dns:///127.0.0.1:" + listener.getLocalPort();
  }

  /** Connections that were cut, half closed or held back. */
  int faults() {
    return faults.get();
  }

  /** From now on it only passes on; connections that are open may still be cut. */
  void calm() {
    harmless = true;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Socket server = new Socket(host, port);
        open.add(server);
        pump(client, server);
        pump(server, client);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new IllegalStateException("the proxy can't pass on", e);
        }
      }
    }
  }

  private void pump(Socket from, Socket to) {
    Fault fault;
    long left;
    long seed;
    synchronized (random) {
      fault = Fault.values()[random.nextInt(Fault.values().length)];
      left = harmless ? Long.MAX_VALUE : 200 + random.nextInt(MOST_BYTES);
      seed = random.nextLong();
    }
    Thread.ofVirtual().start(() -> pass(from, to, fault, left, new Random(seed)));
  }

  private void pass(Socket from, Socket to, Fault fault, long bytes, Random delays) {
    byte[] buffer = new byte[4096];
    long left = bytes;
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (delays.nextInt(50) == 0) {
          Thread.sleep(delays.nextInt(MOST_DELAY_MILLIS));
        }
        int passed = (int) Math.min(read, left);
        to.getOutputStream().write(buffer, 0, passed);
        left -= passed;
        if (left <= 0) {
          faults.incrementAndGet();
          end(fault, from, to);
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      cut(from, to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Fault fault, Socket from, Socket to) throws IOException, InterruptedException {
    switch (fault) {
      case CUT -> cut(from, to);
      case HALF_CLOSE -> {
        to.shutdownOutput();
        // The other half goes on for a while.
        Thread.sleep(STALL_MILLIS);
        cut(from, to);
      }
      case STALL -> {
        Thread.sleep(STALL_MILLIS);
        cut(from, to);
      }
    }
  }

  /** With resets, so that what is on its way is lost. */
  private void cut(Socket... sockets) {
    for (Socket socket : sockets) {
      try (socket) {
        open.remove(socket);
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // It is closed already, as was wanted.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut(open.toArray(Socket[]::new));
  }
}
