package dev.procnet.client.cli;

/** A command whose output has one form: {@code -o} means nothing to it, and is refused. */
interface PlainOutput {}
