package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.metrics.Meters;
import dev.procnet.server.web.WebServer;
import io.grpc.netty.shaded.io.netty.util.Timer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole server in the order of its parts. Stopping is the same order backwards: first it says
 * that it stops, then calls end, and the page that says so goes last.
 */
public final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final GrpcServer grpc;
  private final WebServer web;
  private final WebConfig webConfig;
  private final Lifecycle lifecycle;

  @Inject
  Daemon(
      ServerConfig config,
      BuildInfo build,
      Meters meters,
      ScheduledExecutorService timer,
      Timer callTimer,
      Trust trust,
      KeptStacks kept,
      DefaultStack defaultStack,
      LeaseEnds leaseEnds,
      WebServer web,
      GrpcServer grpc,
      Readiness readiness,
      ServiceManager manager) {
    this.grpc = grpc;
    this.web = web;
    this.webConfig = config.web();
    PortFile portFile = new PortFile(config.portFile());
    ParentProcess parent = new ParentProcess(config.parentPid());
    this.lifecycle =
        new Lifecycle(
            List.of(
                step("log", () -> LOG.info("procnetd {} starts", build), () -> LOG.info("stopped")),
                step("parent process", () -> parent.follow(this::stop), parent::leave),
                step("stale port file", portFile::clear, () -> {}),
                step("meters", meters::start, meters::stop),
                step("timer", () -> {}, timer::shutdownNow),
                step("timer of calls", () -> {}, callTimer::stop),
                step("trust", trust::start, trust::stop),
                step("state", kept::open, kept::close),
                step("stack default", defaultStack::create, () -> {}),
                step("ends of leases", leaseEnds::start, () -> {}),
                step("web", this::startWeb, web::stop),
                step("grpc", grpc::start, grpc::stop),
                step("readiness", readiness::start, readiness::stop),
                step("port file", () -> portFile.write(listeners()), portFile::remove),
                step("service manager", () -> manager.start(grpc.addresses()), manager::stop),
                step("log", this::logServing, () -> LOG.info("stopping"))));
  }

  /**
   * Starts, and returns once it serves.
   *
   * @throws StartException it can't, and nothing of it is left
   */
  void start() throws StartException {
    lifecycle.start();
  }

  /**
   * Drains and stops.
   *
   * @return all parts stopped as they should
   */
  boolean stop() {
    return lifecycle.stop();
  }

  /** Has its stop give calls another time than the settings say. */
  void grace(Duration time) {
    grpc.grace(time);
  }

  /** Drains and stops. */
  @Override
  public void close() {
    stop();
  }

  /** Waits until it is stopped. */
  void awaitStopped() throws InterruptedException {
    lifecycle.awaitStopped();
  }

  /** Where gRPC is served. */
  public List<ListenAddress> grpcAddresses() {
    return grpc.addresses();
  }

  /** Where the admin services are too, if they are served. */
  public Optional<ListenAddress> adminAddress() {
    return grpc.adminAddress();
  }

  /** Where it listens. */
  Listeners listeners() {
    return new Listeners(grpc.addresses(), web.address(), grpc.adminAddress());
  }

  /** Where HTTP is served, if it is. */
  public Optional<ListenAddress.Tcp> webAddress() {
    return web.address();
  }

  private void startWeb() throws StartException {
    try {
      web.start();
    } catch (IOException e) {
      throw Failures.cannotListen("--web-listen", webConfig.listen().orElseThrow(), e);
    }
  }

  private void logServing() {
    LOG.info("serving {}", String.join(" ", listeners().lines()));
  }

  private static Lifecycle.Step step(String name, Lifecycle.Start start, Runnable stop) {
    return new Lifecycle.Step(name, start, stop);
  }
}
