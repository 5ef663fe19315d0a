package dev.procnet.server.stack;

/** Tables of a snapshot or a draft. */
interface TableLookup {
  <T> Table<T> table(Section<T> section);
}
