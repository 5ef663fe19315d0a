package dev.procnet.server.web.status;

/**
 * What a column of a net file means.
 *
 * @param name as the file's head has it, with its group where there is one: {@code Tcp.InSegs}
 * @param unit of its values
 * @param source file and function of the kernel that print it
 * @param meaning a sentence or two
 */
record Column(String name, String unit, String source, String meaning) {

  /** The name without a group. */
  String label() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Where its explanation stands in the page. */
  String anchor() {
    return "column-" + name.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /** All of it in a line. */
  String hint() {
    return label() + " (" + unit + "): " + meaning + " " + source;
  }
}
