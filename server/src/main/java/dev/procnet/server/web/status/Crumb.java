package dev.procnet.server.web.status;

/** A step of the way to a page. */
record Crumb(String text, String link) {}
