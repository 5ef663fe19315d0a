package dev.procnet.client.testing;

/** Where assertions about stacks begin. Needs AssertJ. */
public final class ProcnetAssertions {

  private ProcnetAssertions() {}

  /** About a stack as it is now, all at one revision. */
  public static StackAssert assertThat(TestStack stack) {
    return new StackAssert(stack.now());
  }
}
