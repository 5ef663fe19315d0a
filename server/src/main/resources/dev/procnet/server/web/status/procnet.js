// Keeps the values of a page as they are on the server, and draws how fast they grow.
// Without it a page shows the values that it was loaded with.
(() => {
  "use strict";

  const EVERY = 1000;
  const AFTER_FAILURE = 5000;
  const POINTS = 60;
  const WIDTH = 120;
  const HEIGHT = 30;
  const SVG = "http://www.w3.org/2000/svg";

  const main = document.querySelector("main[data-live]");
  if (!main) {
    return;
  }

  const places = new Map();
  for (const place of main.querySelectorAll("[data-value]")) {
    places.set(place.dataset.value, place);
  }
  const plots = [...main.querySelectorAll("[data-rate]")].map((place) => new Plot(place));
  const bar = makeBar();
  let paused = false;
  let asking = false;
  let timer = 0;

  // How fast a counter grows, as a line over the last minute.
  function Plot(place) {
    const key = place.dataset.rate;
    const svg = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "polyline");
    const now = document.createElement("b");
    const most = document.createElement("small");
    const rates = [];
    let last;

    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    svg.append(line);
    place.append(now, " ", most, svg);

    this.add = (values, at) => {
      if (!(key in values)) {
        return;
      }
      const value = BigInt(values[key]);
      if (last) {
        // Counters are of 64 bits and wrap; one that went back was reset.
        const grown = Math.max(0, Number(BigInt.asIntN(64, value - last.value)));
        rates.push((grown * 1000) / Math.max(1, at - last.at));
        rates.splice(0, rates.length - POINTS);
        this.draw();
      }
      last = { value, at };
    };

    this.draw = () => {
      const top = Math.max(1, ...rates);
      const step = WIDTH / (POINTS - 1);
      const left = WIDTH - (rates.length - 1) * step;
      const points = rates.map((rate, i) => {
        const y = HEIGHT - 2 - (rate / top) * (HEIGHT - 4);
        return `${(left + i * step).toFixed(1)},${y.toFixed(1)}`;
      });
      line.setAttribute("points", points.join(" "));
      now.textContent = `${human(rates[rates.length - 1])}B/s`;
      most.textContent = `at most ${human(Math.max(...rates))}B/s`;
      place.hidden = false;
    };
  }

  function human(number) {
    const units = ["", "k", "M", "G", "T", "P", "E"];
    let unit = 0;
    while (number >= 999.5 && unit < units.length - 1) {
      number /= 1000;
      unit++;
    }
    return `${unit > 0 && number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
  }

  // Says whether the page is live, and lets it be stopped.
  function makeBar() {
    const element = document.createElement("p");
    const says = document.createElement("span");
    const button = document.createElement("button");
    element.className = "live";
    says.setAttribute("role", "status");
    says.textContent = "live";
    button.type = "button";
    button.textContent = "Pause";
    button.addEventListener("click", () => {
      paused = !paused;
      button.textContent = paused ? "Go on" : "Pause";
      say(paused ? "paused" : "live");
      if (!paused) {
        ask();
      }
    });
    element.append(says, button);
    main.querySelector("h1").after(element);
    return says;
  }

  // A status that stays the same is not read out again.
  function say(text) {
    if (bar.textContent !== text) {
      bar.textContent = text;
      bar.parentElement.classList.toggle("still", !text.startsWith("live"));
    }
  }

  function show(values) {
    for (const [key, place] of places) {
      const value = values[key];
      if (value !== undefined && place.textContent !== value) {
        place.textContent = value;
        place.parentElement.classList.remove("zero");
        place.classList.add("moved");
        setTimeout(() => place.classList.remove("moved"), EVERY - 200);
      }
    }
    const at = performance.now();
    plots.forEach((plot) => plot.add(values, at));
  }

  async function ask() {
    if (paused || asking || document.hidden) {
      return;
    }
    clearTimeout(timer);
    asking = true;
    let next = EVERY;
    try {
      const answer = await fetch(main.dataset.live, { cache: "no-cache" });
      if (!answer.ok) {
        throw new Error(`HTTP ${answer.status}`);
      }
      const { shape, values } = await answer.json();
      if (!paused) {
        show(values);
        say(shape === main.dataset.shape ? "live" : "live, but there is more or less now than this page shows: load it again");
      }
    } catch (error) {
      next = AFTER_FAILURE;
      say(`not live: ${error.message}`);
    } finally {
      asking = false;
      timer = setTimeout(ask, next);
    }
  }

  document.addEventListener("visibilitychange", ask);
  ask();
})();
