package dev.procnet.server.web.status;

import com.sun.net.httpserver.HttpExchange;
import dev.procnet.server.metrics.BuildInfo;
import dev.procnet.server.netfile.NetFiles;
import dev.procnet.server.netfile.PageReader;
import dev.procnet.server.netfile.Renderings;
import dev.procnet.server.netfile.RowBuffer;
import dev.procnet.server.netfile.Rows;
import dev.procnet.server.stack.Snapshot;
import dev.procnet.server.stack.Stack;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A net file: the exact bytes for programs, and a page for people, who can tell them by what their
 * browsers accept. Read as root reads it, as by those of ReadNetFile that name no reader, or
 * without addresses.
 */
final class FilePage {

  private static final String FROM = "from";
  private static final int LINES = 500;
  private static final int BUFFER = 64 * 1024;

  /** Most files of a directory on a page. */
  private static final int FILES = 2000;

  private final NetFiles files;
  private final Renderings renderings;
  private final Columns columns;
  private final BuildInfo build;
  private final Templates templates;

  @Inject
  FilePage(
      NetFiles files,
      Renderings renderings,
      Columns columns,
      BuildInfo build,
      Templates templates) {
    this.files = files;
    this.renderings = renderings;
    this.columns = columns;
    this.build = build;
    this.templates = templates;
  }

  /**
   * @param name below /proc/net; of a directory with a slash behind it, or empty
   */
  void show(HttpExchange exchange, Stack stack, String name, Query query)
      throws IOException, BadRequest {
    Accepts form = Accepts.of(exchange.getRequestHeaders());
    if (form == Accepts.NOTHING) {
      Answer.text(exchange, 406, "there is text/plain and text/html");
      return;
    }
    Snapshot snapshot = stack.snapshot();
    if (name.isEmpty() || name.endsWith("/")) {
      directory(exchange, stack, snapshot, name, form);
      return;
    }
    NetFiles.Entry entry = files.get(snapshot, name);
    int from = query.number(FROM, 0);
    String kind =
        (form == Accepts.HTML ? "-" + from + "-" + build.commit() : "")
            + (PageReader.current().hideAddresses() ? "-redacted" : "");
    EntityTag tag = EntityTag.of(stack, entry.contentRevision(), kind);
    if (tag.isKnown(exchange.getRequestHeaders())) {
      Answer.notModified(exchange, tag);
    } else if (form == Accepts.HTML) {
      page(exchange, stack, snapshot, entry, from, tag);
    } else {
      text(exchange, snapshot, name, tag);
    }
  }

  private Rows open(Snapshot snapshot, String name) {
    return renderings.counted(name, files.open(snapshot, name, PageReader.current()));
  }

  /** Made twice, to know how long it is before it is sent, and never held as a whole. */
  private void text(HttpExchange exchange, Snapshot snapshot, String name, EntityTag tag)
      throws IOException {
    long length = write(open(snapshot, name), OutputStream.nullOutputStream());
    Answer.send(exchange, 200, Answer.TEXT, tag, length, out -> write(open(snapshot, name), out));
  }

  private static long write(Rows rows, OutputStream out) throws IOException {
    RowBuffer buffer = new RowBuffer(BUFFER);
    long length = 0;
    boolean more = true;
    while (more) {
      more = rows.fill(buffer, BUFFER);
      buffer.copy(0, buffer.size()).writeTo(out);
      length += buffer.size();
      buffer.clear();
    }
    return length;
  }

  private void page(
      HttpExchange exchange,
      Stack stack,
      Snapshot snapshot,
      NetFiles.Entry entry,
      int from,
      EntityTag tag)
      throws IOException {
    String name = entry.name();
    List<Column> known = columns.of(name);
    TextWindow window =
        TextWindow.read(open(snapshot, name), Heads.lines(name, known), from, LINES);
    FileText text = FileText.of(window, known, from, LINES);
    Answer.html(
        exchange, 200, templates.file(chrome(stack, name), stack.name(), entry, text, known), tag);
  }

  private void directory(
      HttpExchange exchange, Stack stack, Snapshot snapshot, String name, Accepts form)
      throws IOException {
    List<FileLink> links =
        name.isEmpty()
            ? FileLink.ofRoot(files, snapshot)
            : FileLink.in(name, files.list(snapshot, name.substring(0, name.length() - 1)));
    if (form == Accepts.TEXT) {
      StringBuilder names = new StringBuilder();
      links.forEach(link -> names.append(link.name()).append('\n'));
      Answer.text(exchange, 200, names.toString().stripTrailing());
      return;
    }
    List<FileLink> shown = FileLink.sorted(links.subList(0, Math.min(FILES, links.size())));
    Answer.html(
        exchange,
        200,
        templates.directory(chrome(stack, name), stack.name(), name, shown, links.size()));
  }

  /** The way through the directories. */
  private Chrome chrome(Stack stack, String name) {
    List<Crumb> crumbs = new ArrayList<>();
    crumbs.add(new Crumb("Stacks", StatusPages.ROOT));
    crumbs.add(new Crumb(stack.name(), Paths.stack(stack.name())));
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (!path.isEmpty()) {
      crumbs.add(new Crumb("net", Paths.file(stack.name(), "")));
    }
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      crumbs.add(
          new Crumb(
              Shown.text(path.substring(start, slash)),
              Paths.file(stack.name(), path.substring(0, slash + 1))));
      start = slash + 1;
    }
    String title = path.isEmpty() ? "net" : Shown.text(path.substring(start));
    return new Chrome(build, title, crumbs);
  }
}
