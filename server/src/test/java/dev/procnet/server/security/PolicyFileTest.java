package dev.procnet.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {

  private static final String POLICY =
      """
      grants:
        - who: [uri:spiffe://example.org/dash, dns:Dash.Example.org]
          roles: reader-redacted
        - who: token:lab
          roles: [reader, controller]
          stacks: [lab, lab-2]
        - who: [token:lab, gid:27]
          roles: reader
          stacks: other
        - who: local
          roles: admin
        - who: anyone
          roles: reader
          stacks: public
      """;

  private final List<String> problems = new ArrayList<>();

  @Test
  void of_certificate_hasTheRolesOfItsNames() {
    Rights rights = rights("dns:dash.example.org");

    assertThat(rights.of(Role.READER_REDACTED)).isEqualTo(StackSet.ALL);
    assertThat(rights.of(Role.READER)).isEqualTo(StackSet.of(Set.of("public")));
    assertThat(rights.of(Role.CONTROLLER).isEmpty()).isTrue();
    assertThat(rights("uri:spiffe://example.org/Dash").of(Role.READER_REDACTED).isEmpty()).isTrue();
  }

  @Test
  void of_severalGrants_addUp() {
    Rights rights = rights("token:lab");

    assertThat(rights.of(Role.READER))
        .isEqualTo(StackSet.of(Set.of("lab", "lab-2", "other", "public")));
    assertThat(rights.of(Role.CONTROLLER)).isEqualTo(StackSet.of(Set.of("lab", "lab-2")));
    assertThat(rights.of(Role.ADMIN).isEmpty()).isTrue();
  }

  @Test
  void of_localCaller_hasTheRolesOfLocal() {
    Policy policy = parse(POLICY);

    assertThat(policy.of(new Caller(Set.of(), true, "")).of(Role.ADMIN)).isEqualTo(StackSet.ALL);
    assertThat(policy.of(new Caller(Set.of(), false, "")).of(Role.ADMIN).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant: []                              | f:1:1: unknown key 'grant', did you mean"
            + " 'grants'?",
        "grants: x                              | f:1:9: grants is no list",
        "grants: [x]                            | f:1:10: expected lines 'key: value'",
        "grants: [{who: local, role: admin}]    | unknown key 'role', did you mean 'roles'?",
        "grants: [{who: local}]                 | f:1:10: has no 'roles:'",
        "grants: [{roles: admin}]               | f:1:10: has no 'who:'",
        "grants: [{who: local, roles: []}]      | f:1:30: roles is empty, expected at least one",
        "grants: [{who: lokal, roles: admin}]   | f:1:16: who is 'lokal', expected dns:NAME",
        "grants: [{who: lokal, roles: admin}]   | did you mean 'local'?",
        "grants: [{who: 'usr:1', roles: admin}] | did you mean 'uri:'?",
        "grants: [{who: 'uid:x', roles: admin}] | f:1:16: who is 'uid:x'",
        "grants: [{who: 'uid:', roles: admin}]  | f:1:16: who is 'uid:'",
        "grants: [{who: local, roles: raeder}]  | role 'raeder' is none, expected reader,"
            + " reader-redacted",
        "grants: [{who: local, roles: raeder}]  | did you mean 'reader'?",
        "grants: [{who: local, roles: reader, stacks: A}] | f:1:46: stack is 'A', expected 1 to 63",
        "grants: [{who: local, roles: reader, stacks: []}] | stacks is empty",
        "grants: [{who: local, roles: admin, stacks: a}] | expected none with the role admin",
        "grants: [{who: local, who: local, roles: admin}] | f:1:23: who is there again",
        "grants: [{who: local                   | f:1:",
        "''                                     | f: is empty, expected 'grants:'",
      })
  void parse_wrong_saysFileLineKeyAndNearest(String text, String problem) {
    parse(text);

    assertThat(problems).anySatisfy(told -> assertThat(told).startsWith("f:").contains(problem));
  }

  @Test
  void parse_severalProblems_areAllTold() {
    parse("grants:\n  - who: nobody\n    roles: [x, reader]\n  - roles: y\n");

    assertThat(problems).hasSize(4).allMatch(told -> told.matches("f:[2-4]:\\d+: .*"));
  }

  private Rights rights(String name) {
    return parse(POLICY).of(new Caller(Set.of(name), false, "10.0.0.1:5"));
  }

  private Policy parse(String text) {
    return PolicyFile.parse("f", text, problems::add);
  }
}
