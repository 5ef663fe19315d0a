package dev.procnet.server.storage;

import com.google.common.hash.HashCode;
import com.google.protobuf.ByteString;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.Checkpoints;
import dev.procnet.server.stack.ImportOrigin;
import dev.procnet.server.stack.Lease;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.StackEvent;
import dev.procnet.server.stack.StackImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Events and stacks as bytes. Of a batch the request is kept that it was made of, of everything
 * else that is large the state.
 */
final class EventFormat {

  private final ObjectMapper mapper = RowFormat.mapper();
  private final StateFormat states = new StateFormat();
  private final Batches batches;

  EventFormat(Batches batches) {
    this.batches = batches;
  }

  private enum Kind {
    CREATED,
    APPLIED,
    REPLACED,
    RESET,
    DELETED,
    SAVED,
    RESTORED,
    FORGOTTEN,
    RENEWED
  }

  /**
   * An event.
   *
   * @param digest of the request that had that id
   * @param profile that a batch was made for
   * @param body the request of a batch; the state of a stack
   * @param checkpoint name of the one that it concerns
   * @param lease that the stack got
   * @param report on an import, whose request then is the one that had that id
   */
  private record Kept(
      Kind kind,
      String stack,
      long seconds,
      int nanos,
      long revision,
      @Nullable String requestId,
      @Nullable ByteString digest,
      @Nullable Map<String, String> labels,
      @Nullable Profile profile,
      @Nullable ByteString body,
      @Nullable String checkpoint,
      @Nullable KeptLease lease,
      @Nullable ByteString report) {

    static Kept of(Kind kind, String stack, Instant at, long revision) {
      return new Kept(
          kind,
          stack,
          at.getEpochSecond(),
          at.getNano(),
          revision,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }

    Kept by(RequestKey request) {
      return by(request, report);
    }

    Kept by(ImportOrigin origin) {
      return by(origin.request(), origin.report());
    }

    private Kept by(RequestKey request, @Nullable ByteString itsReport) {
      return request.id().isEmpty()
          ? this
          : new Kept(
              kind,
              stack,
              seconds,
              nanos,
              revision,
              request.id(),
              EventFormat.digest(request),
              labels,
              profile,
              body,
              checkpoint,
              lease,
              itsReport);
    }

    Kept with(
        @Nullable Map<String, String> itsLabels, @Nullable Profile itsProfile, ByteString itsBody) {
      return new Kept(
          kind,
          stack,
          seconds,
          nanos,
          revision,
          requestId,
          digest,
          itsLabels,
          itsProfile,
          itsBody,
          checkpoint,
          lease,
          report);
    }

    Kept with(@Nullable String itsCheckpoint, @Nullable Lease itsLease) {
      return new Kept(
          kind,
          stack,
          seconds,
          nanos,
          revision,
          requestId,
          digest,
          labels,
          profile,
          body,
          itsCheckpoint,
          itsLease == null ? null : KeptLease.of(itsLease),
          report);
    }

    Instant at() {
      return Instant.ofEpochSecond(seconds, nanos);
    }

    RequestKey request() {
      return EventFormat.request(requestId, digest);
    }

    ImportOrigin origin() {
      return report == null ? ImportOrigin.NONE : new ImportOrigin(request(), report);
    }

    ByteString requiredBody() {
      if (body == null) {
        throw wrong(kind + " of stack '" + stack + "' has no body");
      }
      return body;
    }

    String requiredCheckpoint() {
      if (checkpoint == null) {
        throw wrong(kind + " of stack '" + stack + "' has no checkpoint");
      }
      return checkpoint;
    }

    Lease requiredLease() {
      if (lease == null) {
        throw wrong(kind + " of stack '" + stack + "' has no lease");
      }
      return lease.lease();
    }
  }

  /** A lease. */
  private record KeptLease(long ttlSeconds, int ttlNanos, long endSeconds, int endNanos) {

    static KeptLease of(Lease lease) {
      Duration ttl = lease.ttl();
      Instant end = lease.end();
      return new KeptLease(ttl.toSeconds(), ttl.toNanosPart(), end.getEpochSecond(), end.getNano());
    }

    Lease lease() {
      return new Lease(
          Duration.ofSeconds(ttlSeconds, ttlNanos), Instant.ofEpochSecond(endSeconds, endNanos));
    }
  }

  /** A stack but for its checkpoints, each of which may be as large as it. */
  private record KeptStack(
      String name,
      Map<String, String> labels,
      long createdSeconds,
      int createdNanos,
      @Nullable String requestId,
      @Nullable ByteString digest,
      ByteString state,
      ByteString seed,
      @Nullable KeptLease lease) {}

  /** A checkpoint of a stack. */
  private record KeptCheckpoint(
      String stack, String name, long savedSeconds, int savedNanos, ByteString state) {}

  /**
   * A checkpoint that was read.
   *
   * @param stack whose it is
   */
  record ReadCheckpoint(String stack, Checkpoints.Kept checkpoint) {}

  byte[] write(StackEvent event) {
    return mapper.writeValueAsBytes(
        switch (event) {
          case StackEvent.Created created ->
              Kept.of(Kind.CREATED, created.stack(), created.at(), created.state().revision() + 1)
                  .by(created.request())
                  .by(created.origin())
                  .with(created.labels(), null, states.write(created.state()))
                  .with(null, created.lease());
          case StackEvent.Applied applied -> {
            Batch.Origin origin = applied.batch().origin();
            yield Kept.of(Kind.APPLIED, applied.stack(), applied.at(), applied.revision())
                .with(null, origin.profile(), origin.request().get());
          }
          case StackEvent.Replaced replaced ->
              Kept.of(Kind.REPLACED, replaced.stack(), replaced.at(), replaced.revision())
                  .by(replaced.origin())
                  .with(null, null, states.write(replaced.state()));
          case StackEvent.Reset reset ->
              Kept.of(Kind.RESET, reset.stack(), reset.at(), reset.revision()).by(reset.request());
          case StackEvent.Saved saved ->
              Kept.of(Kind.SAVED, saved.stack(), saved.at(), saved.revision())
                  .by(saved.request())
                  .with(saved.checkpoint(), null);
          case StackEvent.Restored restored ->
              Kept.of(Kind.RESTORED, restored.stack(), restored.at(), restored.revision())
                  .by(restored.request())
                  .with(restored.checkpoint(), null);
          case StackEvent.Forgotten forgotten ->
              Kept.of(Kind.FORGOTTEN, forgotten.stack(), Instant.EPOCH, 0)
                  .with(forgotten.checkpoint(), null);
          case StackEvent.Renewed renewed ->
              Kept.of(Kind.RENEWED, renewed.stack(), Instant.EPOCH, 0).with(null, renewed.lease());
          case StackEvent.Deleted deleted ->
              Kept.of(Kind.DELETED, deleted.stack(), Instant.EPOCH, 0);
        });
  }

  /**
   * @throws ProcnetException STORAGE_FAILED where it was not written by {@link #write}
   */
  StackEvent readEvent(byte[] bytes) {
    try {
      Kept kept = mapper.readValue(bytes, Kept.class);
      return switch (kept.kind()) {
        case CREATED ->
            new StackEvent.Created(
                kept.stack(),
                kept.labels() == null ? Map.of() : kept.labels(),
                kept.report() == null ? kept.request() : RequestKey.NONE,
                kept.origin(),
                states.read(kept.requiredBody()),
                kept.lease() == null ? null : kept.lease().lease(),
                kept.at());
        case APPLIED ->
            new StackEvent.Applied(kept.stack(), batch(kept), kept.revision(), kept.at());
        case REPLACED ->
            new StackEvent.Replaced(
                kept.stack(),
                kept.origin(),
                states.read(kept.requiredBody()),
                kept.revision(),
                kept.at());
        case RESET ->
            new StackEvent.Reset(kept.stack(), kept.request(), kept.revision(), kept.at());
        case SAVED ->
            new StackEvent.Saved(
                kept.stack(),
                kept.request(),
                kept.requiredCheckpoint(),
                kept.revision(),
                kept.at());
        case RESTORED ->
            new StackEvent.Restored(
                kept.stack(),
                kept.request(),
                kept.requiredCheckpoint(),
                kept.revision(),
                kept.at());
        case FORGOTTEN -> new StackEvent.Forgotten(kept.stack(), kept.requiredCheckpoint());
        case RENEWED -> new StackEvent.Renewed(kept.stack(), kept.requiredLease());
        case DELETED -> new StackEvent.Deleted(kept.stack());
      };
    } catch (JacksonException e) {
      throw wrong("an event is not as this version writes them: " + e.getMessage());
    }
  }

  private Batch batch(Kept kept) {
    Profile profile = kept.profile();
    if (profile == null) {
      throw wrong("a batch of stack '" + kept.stack() + "' has no profile");
    }
    return batches.batch(kept.requiredBody(), profile);
  }

  /** But for its checkpoints. */
  byte[] write(StackImage stack) {
    RequestKey request = stack.createdBy();
    Instant created = stack.createdAt();
    return mapper.writeValueAsBytes(
        new KeptStack(
            stack.name(),
            stack.labels(),
            created.getEpochSecond(),
            created.getNano(),
            request.id().isEmpty() ? null : request.id(),
            request.id().isEmpty() ? null : digest(request),
            states.write(stack.state()),
            states.write(stack.seed()),
            stack.lease() == null ? null : KeptLease.of(stack.lease())));
  }

  /**
   * The stack, without checkpoints.
   *
   * @throws ProcnetException STORAGE_FAILED where it was not written by {@link #write}
   */
  StackImage readStack(byte[] bytes) {
    try {
      KeptStack kept = mapper.readValue(bytes, KeptStack.class);
      return new StackImage(
          kept.name(),
          kept.labels(),
          Instant.ofEpochSecond(kept.createdSeconds(), kept.createdNanos()),
          request(kept.requestId(), kept.digest()),
          states.read(kept.state()),
          states.read(kept.seed()),
          Checkpoints.NONE,
          kept.lease() == null ? null : kept.lease().lease());
    } catch (JacksonException e) {
      throw wrong("a stack is not as this version writes them: " + e.getMessage());
    }
  }

  /**
   * A checkpoint.
   *
   * @param stack whose it is
   */
  byte[] write(String stack, Checkpoints.Kept checkpoint) {
    Instant saved = checkpoint.checkpoint().savedAt();
    return mapper.writeValueAsBytes(
        new KeptCheckpoint(
            stack,
            checkpoint.checkpoint().name(),
            saved.getEpochSecond(),
            saved.getNano(),
            states.write(checkpoint.state())));
  }

  /**
   * @throws ProcnetException STORAGE_FAILED where it was not written by {@link #write}
   */
  ReadCheckpoint readCheckpoint(byte[] bytes) {
    try {
      KeptCheckpoint kept = mapper.readValue(bytes, KeptCheckpoint.class);
      return new ReadCheckpoint(
          kept.stack(),
          Checkpoints.Kept.of(
              kept.name(),
              states.read(kept.state()),
              Instant.ofEpochSecond(kept.savedSeconds(), kept.savedNanos())));
    } catch (JacksonException e) {
      throw wrong("a checkpoint is not as this version writes them: " + e.getMessage());
    }
  }

  private static ByteString digest(RequestKey request) {
    return ByteString.copyFrom(((HashCode) request.content()).asBytes());
  }

  private static RequestKey request(@Nullable String id, @Nullable ByteString digest) {
    return id == null || digest == null
        ? RequestKey.NONE
        : new RequestKey(id, HashCode.fromBytes(digest.toByteArray()));
  }

  private static ProcnetException wrong(String what) {
    return ProcnetException.of(Reason.STORAGE_FAILED, what);
  }
}
