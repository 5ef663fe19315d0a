package dev.procnet.server.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.Reader;
import dev.procnet.server.netfile.StatisticsLog;
import dev.procnet.server.stack.Batch;
import dev.procnet.server.stack.HistoryLimits;
import dev.procnet.server.stack.Mutation;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import dev.procnet.server.stack.RequestKey;
import dev.procnet.server.stack.Stack;
import dev.procnet.server.stack.StackRegistry;
import dev.procnet.v1.ApplyMutationsRequest;
import java.util.List;
import java.util.Map;

/**
 * A request of mutations. It is refused with a reason and changes nothing, or is applied, and every
 * file can be read then.
 */
public final class MutationFuzzer {

  private static final NetFiles FILES = new NetFiles(new StatisticsLog());

  private MutationFuzzer() {}

  /** Called by Jazzer first: what is loaded once is no part of an input's time. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    ApplyMutationsRequest request;
    try {
      request = ApplyMutationsRequest.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      return;
    }
    Profile profile = input.length % 2 == 0 ? Profile.LINUX_6_18 : Profile.GVISOR;
    Stack stack =
        new StackRegistry(HistoryLimits.DEFAULT, 1)
            .create("fuzz", Map.of(), TestSeeds.of(profile), RpcServer.START);
    if (applied(stack, request, profile)) {
      FILES
          .list(stack.snapshot())
          .forEach(file -> FILES.open(stack.snapshot(), file.name(), Reader.ROOT).readAll());
    }
  }

  private static boolean applied(Stack stack, ApplyMutationsRequest request, Profile profile) {
    long revision = stack.snapshot().revision();
    try {
      List<Mutation> mutations = MutationMapper.toModel(request.getMutationsList(), profile, 1000);
      stack.apply(new Batch(RequestKey.NONE, List.of(), mutations, false), RpcServer.START);
      return true;
    } catch (ProcnetException e) {
      if (stack.snapshot().revision() != revision || String.valueOf(e.getMessage()).isEmpty()) {
        throw new IllegalStateException("refused, but not as a whole or without a reason", e);
      }
      return false;
    }
  }
}
