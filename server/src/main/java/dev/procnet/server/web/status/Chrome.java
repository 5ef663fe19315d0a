package dev.procnet.server.web.status;

import dev.procnet.server.metrics.BuildInfo;
import java.util.List;

/**
 * What is around each page.
 *
 * @param title of the page
 * @param crumbs the way to it, the page itself left out
 */
record Chrome(BuildInfo build, String title, List<Crumb> crumbs) {

  Chrome {
    crumbs = List.copyOf(crumbs);
  }
}
