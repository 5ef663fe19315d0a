package dev.procnet.client.cli.top;

/** What keys have set. */
public final class Controls {

  /** A key, and what it does, as the screen's last line has them. */
  static final String HELP = "q quit  p pause  s sort  / filter  n stack  ? help";

  /** What a key wants of the one who shows. */
  public enum Wish {
    /** Nothing but another picture. */
    REDRAW,
    /** A new look, at once. */
    LOOK,
    /** The next stack. */
    NEXT_STACK,
    /** The end. */
    QUIT
  }

  private static final int ESCAPE = 27;
  private static final int CONTROL_C = 3;
  private static final int CONTROL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private Order order;
  private String filter;
  private boolean paused;
  private boolean help;
  private boolean typing;

  /** Nothing pressed yet. */
  public Controls(Order order, String filter) {
    this.order = order;
    this.filter = filter;
  }

  Order order() {
    return order;
  }

  /** Part of the names that are shown; empty: all. */
  String filter() {
    return filter;
  }

  /** Nothing new is to be looked at. */
  public boolean paused() {
    return paused;
  }

  boolean help() {
    return help;
  }

  /** The filter is being typed. */
  boolean typing() {
    return typing;
  }

  /** A key, as the terminal sends it. */
  public Wish press(int key) {
    if (key == CONTROL_C || key == CONTROL_D) {
      return Wish.QUIT;
    }
    if (typing) {
      type(key);
      return Wish.REDRAW;
    }
    switch (key) {
      case 'q' -> {
        return Wish.QUIT;
      }
      case 'n' -> {
        return Wish.NEXT_STACK;
      }
      case 'p', ' ' -> {
        paused = !paused;
        return paused ? Wish.REDRAW : Wish.LOOK;
      }
      case 's' -> order = order.next();
      case '/' -> {
        typing = true;
        filter = "";
      }
      case '?', 'h' -> help = !help;
      case ESCAPE -> {
        filter = "";
        help = false;
      }
      default -> {}
    }
    return Wish.REDRAW;
  }

  private void type(int key) {
    switch (key) {
      case '\r', '\n' -> typing = false;
      case ESCAPE -> {
        typing = false;
        filter = "";
      }
      case BACKSPACE, DELETE ->
          filter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
      default -> filter += key >= ' ' && key < DELETE ? Character.toString(key) : "";
    }
  }
}
