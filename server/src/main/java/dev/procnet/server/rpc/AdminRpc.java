package dev.procnet.server.rpc;

import com.google.protobuf.util.Durations;
import dev.procnet.server.config.Setting;
import dev.procnet.server.config.SettingValues;
import dev.procnet.server.config.SettingValues.Written;
import dev.procnet.server.config.Settings;
import dev.procnet.server.rpc.ServerOperations.Facts;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.v1.AdminServiceGrpc.AdminServiceImplBase;
import dev.procnet.v1.DrainRequest;
import dev.procnet.v1.DrainResponse;
import dev.procnet.v1.GetConfigRequest;
import dev.procnet.v1.GetConfigResponse;
import dev.procnet.v1.GetServerStatusRequest;
import dev.procnet.v1.GetServerStatusResponse;
import dev.procnet.v1.Property;
import dev.procnet.v1.Quota;
import dev.procnet.v1.WatchedFile;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Operates the server. */
@Singleton
public final class AdminRpc extends AdminServiceImplBase {

  private static final String API = "procnet.v1";
  private static final Duration LONGEST_GRACE = Duration.ofHours(1);

  private final ServerId server;
  private final ServerOperations operations;

  @Inject
  AdminRpc(ServerId server, ServerOperations operations) {
    this.server = server;
    this.operations = operations;
  }

  @Override
  public void getServerStatus(
      GetServerStatusRequest request, StreamObserver<GetServerStatusResponse> observer) {
    Facts facts = operations.facts();
    GetServerStatusResponse.Builder answer =
        GetServerStatusResponse.newBuilder()
            .setServerId(server.value())
            .setVersion(facts.version())
            .setCommit(facts.commit())
            .addApiVersions(API)
            .setUptime(Durations.fromMillis(facts.uptime().toMillis()))
            .setDraining(facts.draining())
            .addAllListeners(facts.listeners());
    facts.quotas().forEach(quota -> answer.addQuotas(toProto(quota)));
    facts.files().forEach(file -> answer.addFiles(toProto(file)));
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  @Override
  public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> observer) {
    SettingValues values = operations.settings();
    GetConfigResponse.Builder answer = GetConfigResponse.newBuilder();
    Settings.all().forEach(setting -> answer.addProperties(property(setting, values)));
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  @Override
  public void drain(DrainRequest request, StreamObserver<DrainResponse> observer) {
    operations.drain(grace(request));
    observer.onNext(DrainResponse.getDefaultInstance());
    observer.onCompleted();
  }

  private static Optional<Duration> grace(DrainRequest request) {
    if (!request.hasGrace()) {
      return Optional.empty();
    }
    com.google.protobuf.Duration asked = request.getGrace();
    Duration grace =
        Durations.isValid(asked)
            ? Duration.ofSeconds(asked.getSeconds(), asked.getNanos())
            : Duration.ofSeconds(-1);
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw ProcnetException.field(
          "grace",
          "is "
              + asked.getSeconds()
              + " s and "
              + asked.getNanos()
              + " ns, expected 0 s to "
              + LONGEST_GRACE.toSeconds()
              + " s");
    }
    return Optional.of(grace);
  }

  private static Quota toProto(ServerOperations.Quota quota) {
    return Quota.newBuilder()
        .setName(quota.name())
        .setLimit(quota.limit())
        .setUsed(quota.used())
        .build();
  }

  private static WatchedFile toProto(ServerOperations.Watched file) {
    return WatchedFile.newBuilder()
        .setName(file.name())
        .addAllPaths(file.paths())
        .setReloads(file.reloads())
        .setProblem(file.problem())
        .build();
  }

  private static Property property(Setting<?> setting, SettingValues values) {
    List<Written> written = values.written(setting);
    return Property.newBuilder()
        .setName(setting.name())
        .setValue(written.stream().map(Written::text).collect(Collectors.joining(", ")))
        .setOrigin(origin(setting, values, written))
        .build();
  }

  /** Problems with a value are told at its place, which for a file ends with the key. */
  private static String origin(Setting<?> setting, SettingValues values, List<Written> written) {
    if (values.isDefault(setting)) {
      return "default";
    }
    String place = written.getFirst().place();
    String key = ": " + setting.name();
    return place.endsWith(key) ? place.substring(0, place.length() - key.length()) : "flag";
  }
}
