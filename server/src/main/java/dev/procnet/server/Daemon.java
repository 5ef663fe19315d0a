package dev.procnet.server;

import dev.procnet.server.config.ListenAddress;
import dev.procnet.server.config.ServerConfig;
import dev.procnet.server.config.WebConfig;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.metrics.Meters;
import dev.procnet.server.web.WebServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                step("stack default", defaultStack::create, () -> {}),
                step("ends of leases", leaseEnds::start, () -> {}),
                step("web", this::startWeb, web::stop),
                step("grpc", grpc::start, grpc::stop),
                step("readiness", readiness::start, readiness::stop),
                step(
                    "port file",
                    () -> portFile.write(grpc.addresses(), web.address()),
                    portFile::remove),
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
    String all =
        Stream.concat(
                grpc.addresses().stream().map(address -> "grpc=" + address),
                web.address().stream().map(address -> "web=" + address))
            .collect(Collectors.joining(" "));
    LOG.info("serving {}", all);
  }

  private static Lifecycle.Step step(String name, Lifecycle.Start start, Runnable stop) {
    return new Lifecycle.Step(name, start, stop);
  }
}
