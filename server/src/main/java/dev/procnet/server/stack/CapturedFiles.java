package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import said of its files beside what the model holds.
 *
 * @param opaque files that the model does not know, by name, kept as they were captured
 * @param absent files that the model knows and the captured tree did not have
 * @param sysctls the captured tree had those below net/: they are part of it
 */
public record CapturedFiles(Map<String, ByteString> opaque, Set<String> absent, boolean sysctls) {

  /** Nothing was imported. */
  public static final CapturedFiles NONE = new CapturedFiles(Map.of(), Set.of(), false);

  public CapturedFiles {
    SortedMap<String, ByteString> sorted = new TreeMap<>(opaque);
    opaque = java.util.Collections.unmodifiableSortedMap(sorted);
    absent = Set.copyOf(absent);
  }
}
