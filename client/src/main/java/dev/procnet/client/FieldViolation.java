package dev.procnet.client;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path, "mutations[2].open_socket.tcp.local.port"; of an import, file, line,
 *     column
 * @param description what was found and what was expected
 */
public record FieldViolation(String field, String description) {}
