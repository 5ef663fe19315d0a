package dev.procnet.client.cli.mount;

import org.cryptomator.jfuse.api.FuseConfig;

/** Has the kernel ask for every read. */
@FunctionalInterface
interface DirectIo {

  void set(FuseConfig config) throws ReflectiveOperationException;
}
