package dev.procnet.server.rpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;
import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.Mutation.SocketChange;
import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Socket;
import dev.procnet.server.stack.Suggestions;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.v1.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Changes of a socket's fields: those that the mask names are taken over in the API's form of the
 * socket, which then is made a socket again. A field that is named and absent goes back to its
 * default.
 */
final class SocketUpdateMapper {

  private static final MergeOptions REPLACE =
      new MergeOptions()
          .setReplaceMessageFields(true)
          .setReplacePrimitiveFields(true)
          .setReplaceRepeatedFields(true);

  private static final Set<String> FIXED =
      Set.of(
          "id",
          "revision",
          "tcp.family",
          "udp.family",
          "udp_lite.family",
          "raw.family",
          "ping.family");

  private static final Set<String> KINDS =
      Set.of("tcp", "udp", "udp_lite", "raw", "ping", "unix", "netlink", "packet");
  private static final List<String> PATHS = paths();

  private SocketUpdateMapper() {}

  /**
   * @throws ProcnetException FIELD_INVALID, {@code update_mask.paths[0]}
   */
  static SocketChange toModel(dev.procnet.v1.Socket values, FieldMask mask) {
    Violations wrong = new Violations();
    if (mask.getPathsCount() == 0) {
      wrong.add("update_mask", "is empty, expected the paths of the fields to change");
    }
    for (int i = 0; i < mask.getPathsCount(); i++) {
      checkPath(wrong, "update_mask.paths[" + i + "]", mask.getPaths(i));
    }
    wrong.throwIfAny();
    return (socket, context) -> apply(socket, context, values, mask);
  }

  private static void checkPath(Violations wrong, String field, String path) {
    if (FIXED.contains(path)) {
      wrong.add(field, "is '" + path + "', expected a field that can be changed");
    } else if (!FieldMaskUtil.isValid(dev.procnet.v1.Socket.class, path)) {
      wrong.add(
          field,
          "is "
              + Violations.quote(path)
              + ", expected a field of Socket"
              + Suggestions.didYouMean(path, PATHS));
    }
  }

  private static Socket apply(
      Socket socket, NewSocket context, dev.procnet.v1.Socket values, FieldMask mask) {
    dev.procnet.v1.Socket.Builder merged = SocketMapper.fields(socket, Sight.FULL);
    checkKind(mask, merged.getKindCase().name().toLowerCase(Locale.ROOT));
    FieldMaskUtil.merge(mask, values, merged, REPLACE);
    if (socket instanceof TcpSocket tcp
        && merged.getTcp().getStateValue() != tcp.state().number()) {
      followState(merged, tcp, mask, context.profile().isLinux());
    }
    Socket changed =
        Violations.under("socket", () -> SocketMapper.toModel(merged.build(), context, socket));
    if (changed.section() != socket.section()) {
      throw ProcnetException.field(
          "socket",
          "would be of another family, expected that of the socket, " + socket.section().name());
    }
    return changed;
  }

  /**
   * In another state the kernel holds a connection in another form, which brings other values with
   * it. What the mask names is the caller's all the same.
   */
  private static void followState(
      dev.procnet.v1.Socket.Builder socket, TcpSocket before, FieldMask mask, boolean linux) {
    dev.procnet.v1.TcpSocket.Builder tcp = socket.getTcpBuilder();
    boolean listening = tcp.getState() == TcpState.TCP_STATE_LISTEN;
    if (listening != before.listening() && !names(mask, "tcp.slow_start_threshold")) {
      tcp.clearSlowStartThreshold();
    }
    if (!names(mask, "tcp.form")) {
      tcp.clearForm();
    }
    if (linux && tcp.getState() == TcpState.TCP_STATE_TIME_WAIT) {
      clear(mask, "inode", socket::clearInode);
      clear(mask, "uid", socket::clearUid);
      clear(mask, "reference_count", socket::clearReferenceCount);
      clear(mask, "tcp.timer", tcp::clearTimer);
    }
  }

  private static void clear(FieldMask mask, String path, Runnable clear) {
    if (!names(mask, path)) {
      clear.run();
    }
  }

  /** It has that path, or one that holds it. */
  private static boolean names(FieldMask mask, String path) {
    return mask.getPathsList().stream()
        .anyMatch(named -> named.equals(path) || path.startsWith(named + "."));
  }

  private static void checkKind(FieldMask mask, String kind) {
    Violations wrong = new Violations();
    for (int i = 0; i < mask.getPathsCount(); i++) {
      String path = mask.getPaths(i);
      int dot = path.indexOf('.');
      String first = dot < 0 ? path : path.substring(0, dot);
      if (KINDS.contains(first) && !first.equals(kind)) {
        wrong.add(
            "update_mask.paths[" + i + "]",
            "is '" + path + "', expected a field of the socket's kind, " + kind);
      }
    }
    wrong.throwIfAny();
  }

  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    addPaths(paths, "", dev.procnet.v1.Socket.getDescriptor());
    paths.removeAll(FIXED);
    return List.copyOf(paths);
  }

  private static void addPaths(List<String> paths, String parent, Descriptor type) {
    for (FieldDescriptor field : type.getFields()) {
      paths.add(parent + field.getName());
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        addPaths(paths, parent + field.getName() + ".", field.getMessageType());
      }
    }
  }
}
