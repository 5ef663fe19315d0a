package dev.procnet.client.testing;

import dev.procnet.v1.AddressAddition;
import dev.procnet.v1.Interface;
import dev.procnet.v1.LinkChange;
import dev.procnet.v1.Mutation;
import dev.procnet.v1.ReadOptions;
import dev.procnet.v1.Route;

/** What an administrator does with links, addresses and routes, each as one revision. */
public final class NetworkSteps {

  private static final int ETHERNET = 1;

  /** IFF_BROADCAST and IFF_MULTICAST. */
  private static final int FLAGS = 0x1002;

  private final TestStack stack;

  NetworkSteps(TestStack stack) {
    this.stack = stack;
  }

  /**
   * An Ethernet link is there, and down.
   *
   * @param linkAddress {@code 02:00:00:00:00:02}
   */
  public NetworkSteps ethernet(String name, String linkAddress) {
    return apply(
        Mutation.newBuilder()
            .setPutInterface(
                Interface.newBuilder()
                    .setName(name)
                    .setType(ETHERNET)
                    .setLinkAddress(linkAddress)
                    .setMtu(1500)
                    .setFlags(FLAGS)));
  }

  /** A link goes up, with its routes. */
  public NetworkSteps up(String name) {
    return apply(
        Mutation.newBuilder()
            .setSetLink(LinkChange.newBuilder().setInterfaceIndex(index(name)).setUp(true)));
  }

  /** A link goes down, with its routes. */
  public NetworkSteps down(String name) {
    return apply(
        Mutation.newBuilder().setSetLink(LinkChange.newBuilder().setInterfaceIndex(index(name))));
  }

  /** A link gets an address, with its routes. */
  public NetworkSteps address(String name, String address, int prefixLength) {
    return apply(
        Mutation.newBuilder()
            .setAddAddress(
                AddressAddition.newBuilder()
                    .setInterfaceIndex(index(name))
                    .setAddress(address)
                    .setPrefixLength(prefixLength)));
  }

  /** A route by a gateway. */
  public NetworkSteps route(String destination, int prefixLength, String gateway) {
    return apply(
        Mutation.newBuilder()
            .setAddRoute(
                Route.newBuilder()
                    .setDestination(destination)
                    .setPrefixLength(prefixLength)
                    .setGateway(gateway)));
  }

  private NetworkSteps apply(Mutation.Builder mutation) {
    var unused = stack.applyOne(mutation);
    return this;
  }

  private int index(String name) {
    return stack
        .client()
        .introspection()
        .allInterfaces(ReadOptions.getDefaultInstance())
        .getInterfacesList()
        .stream()
        .filter(link -> link.getName().equals(name))
        .findFirst()
        .map(Interface::getIndex)
        .orElseThrow(() -> new IllegalArgumentException("link '" + name + "' is not in " + stack));
  }
}
