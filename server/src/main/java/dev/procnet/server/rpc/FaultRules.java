package dev.procnet.server.rpc;

import dev.procnet.server.call.CallNames;
import dev.procnet.server.stack.Suggestions;
import dev.procnet.v1.FaultMatch;
import dev.procnet.v1.FaultPhase;
import dev.procnet.v1.FaultRule;
import dev.procnet.v1.FaultServiceGrpc;
import dev.procnet.v1.JournalServiceGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks rules before they are on: a rule that exists can be carried out. */
final class FaultRules {

  private static final int MOST_RULES = 100;
  private static final int MOST_EFFECTS = 16;
  private static final Pattern NAME = Pattern.compile("[-a-z0-9_.]{1,63}");
  private static final Pattern METADATA_KEY = Pattern.compile("[-a-z0-9_.]{1,63}(?<!-bin)");

  private final Set<String> methods;

  private FaultRules(Set<String> methods) {
    this.methods = methods;
  }

  /** For the methods of these services, but for those that set and observe faults. */
  static FaultRules of(Set<BindableService> services) {
    return new FaultRules(
        services.stream()
            .flatMap(service -> service.bindService().getMethods().stream())
            .map(method -> method.getMethodDescriptor())
            .filter(FaultRules::mayHave)
            .map(MethodDescriptor::getFullMethodName)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static boolean mayHave(MethodDescriptor<?, ?> method) {
    String service = String.valueOf(method.getServiceName());
    return !service.equals(FaultServiceGrpc.SERVICE_NAME)
        && !service.equals(JournalServiceGrpc.SERVICE_NAME);
  }

  /** Notes all that is wrong with them. */
  void check(Violations wrong, List<FaultRule> rules) {
    if (rules.size() > MOST_RULES) {
      wrong.add("rules", "are " + rules.size() + ", expected at most " + MOST_RULES);
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      String field = "rules[" + i + "].";
      FaultRule rule = rules.get(i);
      check(wrong, field, rule);
      if (!names.add(rule.getName())) {
        wrong.add(
            field + "name",
            "is '" + rule.getName() + "' as that of another rule, expected a name of its own");
      }
    }
  }

  private void check(Violations wrong, String field, FaultRule rule) {
    if (!NAME.matcher(rule.getName()).matches()) {
      wrong.add(
          field + "name",
          "is "
              + Violations.quote(rule.getName())
              + ", expected 1 to 63 of a-z, 0-9, '-', '_' and '.'");
    }
    check(wrong, field + "match.", rule.getMatch());
    double probability = rule.getProbability();
    if (!(probability >= 0 && probability <= 1)) {
      wrong.add(field + "probability", "is " + probability + ", expected 0 to 1");
    }
    if (rule.getPhase() == FaultPhase.UNRECOGNIZED) {
      wrong.add(
          field + "phase",
          "is "
              + rule.getPhaseValue()
              + ", expected FAULT_PHASE_BEFORE, FAULT_PHASE_AFTER or nothing");
    }
    int effects = rule.getEffectsCount();
    if (effects < 1 || effects > MOST_EFFECTS) {
      wrong.add(field + "effects", "are " + effects + ", expected 1 to " + MOST_EFFECTS);
    } else {
      for (int i = 0; i < effects; i++) {
        FaultEffects.check(wrong, field + "effects[" + i + "].", rule.getEffects(i));
      }
    }
  }

  private void check(Violations wrong, String field, FaultMatch match) {
    for (int i = 0; i < match.getMethodsCount(); i++) {
      List<String> wanted = List.of(match.getMethods(i));
      if (methods.stream().noneMatch(method -> CallNames.isMethod(wanted, method))) {
        wrong.add(field + "methods[" + i + "]", unknownMethod(match.getMethods(i)));
      }
    }
    match.getMetadataMap().keySet().stream()
        .filter(key -> !METADATA_KEY.matcher(key).matches())
        .forEach(
            key ->
                wrong.add(
                    field + "metadata[" + key + "]",
                    "is no key of text, expected 1 to 63 of a-z, 0-9, '-', '_' and '.', not ending"
                        + " in -bin"));
  }

  private String unknownMethod(String name) {
    Set<String> known = new TreeSet<>(methods);
    methods.forEach(method -> known.add(method.substring(method.indexOf('/') + 1)));
    return "is "
        + Violations.quote(name)
        + ", expected a method that can have faults"
        + Suggestions.didYouMean(name, known);
  }
}
