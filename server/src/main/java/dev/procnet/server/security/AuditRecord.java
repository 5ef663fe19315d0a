package dev.procnet.server.security;

import com.google.protobuf.Message;
import dev.procnet.v1.ResponseHeader;
import io.grpc.Context;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes known of a call while it goes on. Its parts come from threads of the call only. */
final class AuditRecord {

  static final Context.Key<AuditRecord> KEY = Context.key("procnet-audit");

  private final boolean kept;
  private final Set<String> stacks = new TreeSet<>();
  private @Nullable Caller caller;
  private boolean audited;
  private boolean denied;
  private long revision;
  private String reason = "";

  /**
   * @param kept someone will look at it
   */
  AuditRecord(boolean kept) {
    this.kept = kept;
  }

  /** Of the call that this thread works for; one that nobody looks at where there is none. */
  static AuditRecord current() {
    AuditRecord record = KEY.get();
    return record == null ? new AuditRecord(false) : record;
  }

  /** Someone wants to know which stacks a call names that is let through. */
  synchronized boolean wantsStacks() {
    return kept && audited;
  }

  synchronized void caller(Caller who, boolean isAudited) {
    caller = who;
    audited = isAudited;
  }

  synchronized void stacks(Set<String> names) {
    stacks.addAll(names);
  }

  synchronized void denied(String why) {
    denied = true;
    reason = why;
  }

  /** Takes the revision of an answer's header. */
  synchronized void answered(Object answer) {
    if (wantsStacks() && answer instanceof Message message) {
      var field = message.getDescriptorForType().findFieldByName("header");
      if (field != null && message.getField(field) instanceof ResponseHeader header) {
        revision = header.getRevision();
        if (!header.getStack().isEmpty()) {
          stacks.add(header.getStack());
        }
      }
    }
  }

  synchronized boolean isDue() {
    return audited || denied;
  }

  synchronized boolean isDenied() {
    return denied;
  }

  synchronized @Nullable Caller caller() {
    return caller;
  }

  synchronized Set<String> stacks() {
    return Set.copyOf(stacks);
  }

  /** Of the stack after the call; 0: none. */
  synchronized long revision() {
    return revision;
  }

  /** Why it was denied. */
  synchronized String reason() {
    return reason;
  }
}
