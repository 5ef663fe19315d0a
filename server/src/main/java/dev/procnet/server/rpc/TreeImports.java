package dev.procnet.server.rpc;

import com.google.common.hash.HashCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.procnet.server.netfile.NetFileException;
import dev.procnet.server.netfile.TreeImporter;
import dev.procnet.server.netfile.TreeImporter.Imported;
import dev.procnet.server.stack.ImportAnswer;
import dev.procnet.server.stack.ImportOrigin;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.ProcnetException.Reason;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.FileOutcome;
import dev.procnet.v1.ImportMode;
import dev.procnet.v1.ImportStackResponse;
import dev.procnet.v1.ImportStart;
import dev.procnet.v1.ImportWarning;
import dev.procnet.v1.ImportedFile;
import dev.procnet.v1.ResponseHeader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the state of a stack from an uploaded tree. Takes its time: not for transport threads. */
@Singleton
final class TreeImports {

  private static final int TRIES = 10;

  private final StackRegistry stacks;
  private final TreeImporter importer;
  private final Headers headers;
  private final InstantSource clock;

  @Inject
  TreeImports(StackRegistry stacks, TreeImporter importer, Headers headers, InstantSource clock) {
    this.stacks = stacks;
    this.importer = importer;
    this.headers = headers;
    this.clock = clock;
  }

  /**
   * The start of an import, checked before anything else is sent.
   *
   * @throws ProcnetException FIELD_INVALID with all that is wrong
   */
  ImportStart checked(ImportStart start) {
    Violations wrong = new Violations();
    if (!start.getStack().isEmpty()) {
      wrong.check("stack", () -> StackRegistry.checkName(start.getStack()));
    }
    if (start.getMode() == ImportMode.UNRECOGNIZED) {
      wrong.add("mode", "is " + start.getModeValue() + ", expected a mode of 0 to 2");
    }
    wrong.check("", () -> ProfileMapper.toModel(start.getProfile(), start.getProfileValue()));
    wrong.check("", () -> RequestKeys.of(start.getRequestId(), start));
    wrong.throwIfAny();
    return start;
  }

  /**
   * Imports a tree, or gives the answer that the same import got before.
   *
   * @param content equal for equal trees
   * @param cancelled its caller is gone: nothing is applied
   */
  ImportStackResponse run(
      ImportStart start,
      Map<String, ByteString> tree,
      HashCode content,
      BooleanSupplier cancelled) {
    RequestKey key = RequestKeys.of(start.getRequestId(), start, content);
    ImportAnswer before = stacks.imports().find(key);
    if (before != null) {
      return answer(before);
    }
    Imported imported =
        importer.importTree(
            tree,
            ProfileMapper.toModel(start.getProfile(), start.getProfileValue()),
            start.getLenient());
    if (start.getValidateOnly()) {
      return report(imported).toBuilder().setHeader(validated(start)).build();
    }
    if (cancelled.getAsBoolean()) {
      throw ProcnetException.of(
          Reason.IMPORT_SEQUENCE_INVALID,
          "the call was cancelled before its tree was applied, expected it to go on",
          "expected",
          "a call that goes on",
          "actual",
          "a cancelled call");
    }
    ImportOrigin origin = new ImportOrigin(key, report(imported).toByteString());
    return answer(stacks.imports().once(key, () -> apply(start, imported.state(), origin)));
  }

  /** Whoever makes or removes the stack meanwhile makes it look again. */
  private ImportAnswer apply(ImportStart start, Snapshot state, ImportOrigin origin) {
    for (int i = 1; ; i++) {
      try {
        return tryApply(start, state, origin);
      } catch (ProcnetException e) {
        boolean changed =
            e.reason() == Reason.STACK_ALREADY_EXISTS || e.reason() == Reason.STACK_DELETED;
        if (!changed || start.getMode() != ImportMode.IMPORT_MODE_UNSPECIFIED || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private ImportAnswer tryApply(ImportStart start, Snapshot state, ImportOrigin origin) {
    Stack stack = target(start);
    if (stack == null) {
      Stack created = stacks.create(name(start), state, origin, clock.instant());
      return ImportAnswer.of(created.name(), created.snapshot(state.revision() + 1), origin);
    }
    Snapshot replaced = stack.replace(state, start.getExpectedRevision(), origin, clock.instant());
    return ImportAnswer.of(stack.name(), replaced, origin);
  }

  private ResponseHeader validated(ImportStart start) {
    Stack stack = target(start);
    if (stack == null) {
      return headers.ofServer();
    }
    Snapshot snapshot = stack.snapshot();
    if (start.getExpectedRevision() != 0 && start.getExpectedRevision() != snapshot.revision()) {
      throw mismatch(start, "revision " + snapshot.revision());
    }
    return headers.of(stack, snapshot);
  }

  /** The stack to replace; null: one is to be made. */
  private @Nullable Stack target(ImportStart start) {
    if (start.getMode() == ImportMode.IMPORT_MODE_REPLACE) {
      return stacks.get(start.getStack());
    }
    Stack stack = stacks.find(start.getStack());
    if (stack != null && start.getMode() == ImportMode.IMPORT_MODE_CREATE) {
      throw ProcnetException.of(
          Reason.STACK_ALREADY_EXISTS,
          "stack '" + stack.name() + "' exists already, expected another name",
          "stack",
          stack.name());
    }
    if (stack == null && start.getExpectedRevision() != 0) {
      throw mismatch(start, "absent");
    }
    return stack;
  }

  private static ProcnetException mismatch(ImportStart start, String actual) {
    String subject = "stack '" + name(start) + "'";
    String expected = "revision " + Long.toUnsignedString(start.getExpectedRevision());
    return ProcnetException.of(
        Reason.PRECONDITION_MISMATCH,
        subject + " is at " + actual + ", expected " + expected,
        "index",
        0,
        "subject",
        subject,
        "expected",
        expected,
        "actual",
        actual);
  }

  private static String name(ImportStart start) {
    return start.getStack().isEmpty() ? StackRegistry.DEFAULT : start.getStack();
  }

  private ImportStackResponse answer(ImportAnswer given) {
    try {
      return ImportStackResponse.parseFrom(given.report()).toBuilder()
          .setHeader(headers.of(given, stacks.find(given.stack())))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("it was written as one", e);
    }
  }

  /** The answer but for its header. */
  private static ImportStackResponse report(Imported imported) {
    Profile profile = imported.state().profile();
    ImportStackResponse.Builder answer =
        ImportStackResponse.newBuilder().setProfile(ProfileMapper.toProto(profile));
    imported.files().forEach(file -> answer.addFiles(toProto(file)));
    return answer.build();
  }

  private static ImportedFile toProto(TreeImporter.File file) {
    ImportedFile.Builder imported =
        ImportedFile.newBuilder()
            .setName(file.name())
            .setOutcome(
                file.opaque() ? FileOutcome.FILE_OUTCOME_OPAQUE : FileOutcome.FILE_OUTCOME_MODELLED)
            .setBytes(file.bytes())
            .setLines(file.lines());
    NetFileException warning = file.warning();
    if (warning != null) {
      imported.setWarning(
          ImportWarning.newBuilder()
              .setLine(warning.line())
              .setColumn(warning.column())
              .setExpected(warning.expected())
              .setActual(warning.actual()));
    }
    return imported.build();
  }
}
