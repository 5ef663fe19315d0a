package dev.procnet.client.cli;

import dev.procnet.v1.Profile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;

/** Profiles by the names that users know. */
final class Profiles implements ITypeConverter<Profile> {

  private static final Map<String, Profile> BY_NAME = byName();

  @Override
  public Profile convert(String text) {
    Profile profile = BY_NAME.get(text);
    if (profile == null) {
      throw Enums.unknown(text, List.copyOf(BY_NAME.keySet()));
    }
    return profile;
  }

  static String text(Profile profile) {
    return BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue() == profile)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** The names, as completion offers them. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BY_NAME.keySet().iterator();
    }
  }

  private static Map<String, Profile> byName() {
    Map<String, Profile> names = new LinkedHashMap<>();
    names.put("linux-6.18", Profile.PROFILE_LINUX_6_18);
    names.put("linux-6.12", Profile.PROFILE_LINUX_6_12);
    names.put("linux-6.1", Profile.PROFILE_LINUX_6_1);
    names.put("gvisor", Profile.PROFILE_GVISOR);
    return names;
  }
}
