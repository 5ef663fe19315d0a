package dev.procnet.server.oracle;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The C library's calls on sockets and namespaces, since Java has no raw, packet or netlink sockets
 * and binds unix ones to no hostile name.
 */
final class Libc {

  /** EINPROGRESS. */
  static final int IN_PROGRESS = 115;

  /** EAGAIN. */
  static final int AGAIN = 11;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final Map<String, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private Libc() {}

  /**
   * Calls a function that answers -1 where it fails.
   *
   * @param arguments int, long, byte[] (a buffer for reading) or String (with a NUL at its end)
   * @throws IOException with the error's number
   */
  static int call(String function, Object... arguments) throws IOException {
    return call(Set.of(), function, arguments);
  }

  /**
   * Calls a function that answers -1 where it fails.
   *
   * @param tolerated error numbers that are no failure: the answer is -1
   */
  static int call(Set<Integer> tolerated, String function, Object... arguments) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      List<Object> values = new ArrayList<>(List.of(state));
      Arrays.stream(arguments).forEach(argument -> values.add(value(arena, argument)));
      int result = (int) handle(function, arguments).invokeWithArguments(values);
      int error = (int) ERRNO.get(state, 0L);
      if (result == -1 && !tolerated.contains(error)) {
        throw new IOException(function + " failed with error number " + error);
      }
      return result;
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Arena arena, Object argument) {
    return switch (argument) {
      case byte[] bytes -> arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      case String text -> arena.allocateFrom(text);
      default -> argument;
    };
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String function, Object... arguments) {
    return HANDLES.computeIfAbsent(
        function,
        name ->
            LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    Arrays.stream(arguments).map(Libc::layout).toArray(MemoryLayout[]::new)),
                Linker.Option.captureCallState("errno")));
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> ValueLayout.JAVA_INT;
      case Long _ -> ValueLayout.JAVA_LONG;
      default -> ValueLayout.ADDRESS;
    };
  }
}
