package dev.procnet.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/** Services that stand on the admin listener only. */
@Qualifier
@Retention(RUNTIME)
@interface ForAdmins {}
