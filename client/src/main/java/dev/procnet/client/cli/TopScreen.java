package dev.procnet.client.cli;

import dev.procnet.client.ProcnetClient;
import dev.procnet.client.ProcnetClientException;
import dev.procnet.client.cli.top.Controls;
import dev.procnet.client.cli.top.Frame;
import dev.procnet.client.cli.top.Sample;
import dev.procnet.client.cli.top.Screen;
import dev.procnet.v1.ListStacksRequest;
import dev.procnet.v1.Stack;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** {@code procnet top} on a terminal: its whole screen, until a key or a signal ends it. */
final class TopScreen {

  /** Between two looks at whether the size has changed. */
  private static final long NAP_MILLIS = 250;

  private final Session session;
  private final ProcnetClient client;
  private final Duration interval;
  private final Controls controls;
  private String stack;
  private String note = "";
  private @Nullable Sample before;
  private @Nullable Frame frame;
  private int looks;
  private long nextLook = System.nanoTime();

  TopScreen(Session session, ProcnetClient client, Duration interval, Controls controls) {
    this.session = session;
    this.client = client;
    this.interval = interval;
    this.controls = controls;
    this.stack = client.stack();
  }

  /**
   * Runs until told to end.
   *
   * @param count looks; 0: any number
   */
  int run(int count) throws IOException {
    String modes = Terminal.modes();
    look(); // what is wrong from the beginning is said before the screen is taken
    try (org.jline.terminal.Terminal terminal =
        TerminalBuilder.builder().system(true).nativeSignals(true).build()) {
      Thread worker = Thread.currentThread();
      terminal.handle(Signal.INT, signal -> worker.interrupt());
      StopSignal stop = StopSignal.install();
      String leave =
          Curses.tputs(terminal.getStringCapability(Capability.cursor_normal))
              + Curses.tputs(terminal.getStringCapability(Capability.exit_ca_mode));
      Attributes usual = terminal.enterRawMode();
      try {
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        loop(terminal, count);
      } catch (IllegalStateException | InterruptedIOException e) {
        // A signal ends the process: JLine has closed the terminal, or was interrupted reading it.
      } finally {
        leave(terminal, usual, leave, modes);
        stop.close();
      }
    }
    return ExitCode.OK;
  }

  private void leave(
      org.jline.terminal.Terminal terminal, Attributes usual, String words, String modes)
      throws IOException {
    // JLine has stty restore the modes, and would give that up.
    var unused = Thread.interrupted();
    try {
      terminal.setAttributes(usual);
      terminal.writer().write(words);
      terminal.flush();
    } catch (IllegalStateException e) {
      // JLine's own shutdown hook has closed it, and may not get to the modes before the end.
      Terminal.restore(modes);
      session.console().print(words);
    }
  }

  private void loop(org.jline.terminal.Terminal terminal, int count) throws IOException {
    Display display = new Display(terminal, true);
    while (!Thread.interrupted()) {
      draw(terminal, display);
      long left = nextLook - System.nanoTime();
      int key = terminal.reader().read(Math.max(1, Math.min(NAP_MILLIS, left / 1_000_000)));
      if (key == NonBlockingReader.EOF || (key >= 0 && !press(key))) {
        return;
      }
      if (!controls.paused() && System.nanoTime() - nextLook >= 0) {
        if (count != 0 && looks >= count) {
          return;
        }
        lookOrSayWhyNot();
      }
    }
  }

  private void draw(org.jline.terminal.Terminal terminal, Display display) {
    Size size = terminal.getSize();
    int rows = size.getRows() > 0 ? size.getRows() : 24;
    int columns = size.getColumns() > 0 ? size.getColumns() : 80;
    display.resize(Size.of(columns, rows));
    Frame shown = frame;
    if (shown != null) {
      display.update(new Screen(columns, rows, Escape::text).draw(shown, controls, note), 0);
    }
    terminal.flush();
  }

  /** False: the end is wanted. */
  private boolean press(int key) {
    switch (controls.press(key)) {
      case QUIT -> {
        return false;
      }
      case LOOK -> nextLook = System.nanoTime();
      case NEXT_STACK -> nextStack();
      case REDRAW -> {}
    }
    return true;
  }

  private void nextStack() {
    try {
      List<String> names =
          client.stacks().allStacks(ListStacksRequest.getDefaultInstance()).getStacksList().stream()
              .map(Stack::getName)
              .toList();
      stack = names.get((names.indexOf(stack) + 1) % names.size());
      look();
    } catch (ProcnetClientException e) {
      note = String.valueOf(e.getMessage());
    }
  }

  private void lookOrSayWhyNot() {
    try {
      look();
    } catch (ProcnetClientException e) {
      note = String.valueOf(e.getMessage());
      nextLook = System.nanoTime() + interval.toNanos();
      client.reconnect();
    }
  }

  private void look() {
    Sample now = TopCommand.look(client, stack);
    frame = Frame.of(before, now);
    before = now;
    note = session.options().server() == null ? "" : "server " + session.options().server();
    looks++;
    nextLook = System.nanoTime() + interval.toNanos();
  }
}
