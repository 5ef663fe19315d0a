package dev.procnet.server.rpc;

import dev.procnet.server.stack.ProcnetException;
import dev.procnet.server.stack.Profile;
import org.jspecify.annotations.Nullable;

/** Profiles. */
final class ProfileMapper {

  private ProfileMapper() {}

  static dev.procnet.v1.Profile toProto(Profile profile) {
    return switch (profile) {
      case LINUX_6_18 -> dev.procnet.v1.Profile.PROFILE_LINUX_6_18;
      case LINUX_6_12 -> dev.procnet.v1.Profile.PROFILE_LINUX_6_12;
      case LINUX_6_1 -> dev.procnet.v1.Profile.PROFILE_LINUX_6_1;
      case GVISOR -> dev.procnet.v1.Profile.PROFILE_GVISOR;
    };
  }

  /**
   * The profile; null where it is not set.
   *
   * @param number as it came, for the error
   * @throws ProcnetException FIELD_INVALID, {@code profile}
   */
  static @Nullable Profile toModel(dev.procnet.v1.Profile profile, int number) {
    return switch (profile) {
      case PROFILE_UNSPECIFIED -> null;
      case PROFILE_LINUX_6_18 -> Profile.LINUX_6_18;
      case PROFILE_LINUX_6_12 -> Profile.LINUX_6_12;
      case PROFILE_LINUX_6_1 -> Profile.LINUX_6_1;
      case PROFILE_GVISOR -> Profile.GVISOR;
      case UNRECOGNIZED ->
          throw ProcnetException.field(
              "profile",
              "is "
                  + number
                  + ", expected PROFILE_LINUX_6_18, PROFILE_LINUX_6_12, PROFILE_LINUX_6_1,"
                  + " PROFILE_GVISOR or nothing");
    };
  }

  /** The profile; that of new stacks where it is not set. */
  static Profile orDefault(dev.procnet.v1.Profile profile, int number) {
    Profile set = toModel(profile, number);
    return set == null ? Profile.LINUX_6_18 : set;
  }
}
