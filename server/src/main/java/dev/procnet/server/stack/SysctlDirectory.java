package dev.procnet.server.stack;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sysctls of one directory below /proc/sys/net. Those of a new interface share their values
 * with what they were copied from.
 *
 * @param path below /proc/sys/net: {@code ipv4/conf/eth0}; empty: the directory itself. Key
 * @param values what a read gives, by name in the directory
 */
public record SysctlDirectory(String path, SortedMap<String, ByteString> values) {

  public SysctlDirectory {
    values = Collections.unmodifiableSortedMap(values);
  }

  /** The directory of a sysctl: {@code ipv4/conf/eth0} of {@code ipv4/conf/eth0/forwarding}. */
  public static String directoryOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /** Its name there: {@code forwarding}. */
  public static String leafOf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The directory of that path, {@code ipv6/conf/eth0}; null: there is none. */
  public static @Nullable SysctlDirectory find(Table<SysctlDirectory> directories, String path) {
    return directories.first(row -> row.path().equals(path));
  }

  /** What a read of a sysctl gives, {@code ipv4/ip_forward}; null: there is none. */
  public static @Nullable ByteString read(Table<SysctlDirectory> directories, String name) {
    SysctlDirectory directory = find(directories, directoryOf(name));
    return directory == null ? null : directory.value(leafOf(name));
  }

  /** The path of one of its sysctls below /proc/sys/net. */
  public String nameOf(String leaf) {
    return path.isEmpty() ? leaf : path + "/" + leaf;
  }

  /** What a read of that one gives; null: there is none. */
  public @Nullable ByteString value(String leaf) {
    return values.get(leaf);
  }

  /** The same with another value. */
  SysctlDirectory with(String leaf, ByteString value) {
    SortedMap<String, ByteString> changed = new TreeMap<>(values);
    changed.put(leaf, value);
    return new SysctlDirectory(path, changed);
  }

  /** The same sysctls in another directory. */
  SysctlDirectory at(String other) {
    return new SysctlDirectory(other, values);
  }

  /** Directories of sysctls, ordered by path. */
  static java.util.List<SysctlDirectory> of(Map<String, ByteString> byName) {
    SortedMap<String, SortedMap<String, ByteString>> directories = new TreeMap<>();
    byName.forEach(
        (name, value) ->
            directories
                .computeIfAbsent(directoryOf(name), path -> new TreeMap<>())
                .put(leafOf(name), value));
    return directories.entrySet().stream()
        .map(entry -> new SysctlDirectory(entry.getKey(), entry.getValue()))
        .toList();
  }
}
