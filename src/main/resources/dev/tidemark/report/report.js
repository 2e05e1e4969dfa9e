"use strict";

// The page tells everything without this script. It adds plots that can be zoomed in place of their
// pictures, what the delays under the pointer cost, and buttons that copy commands.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const whole = (value) => Math.round(value).toLocaleString("en-US");

  // The same words as in Words.span.
  function span(ms) {
    const units = [[1, "ms", 1e3], [1e3, "s", 12e4], [6e4, "min", 72e5], [36e5, "h", 1728e5], [864e5, "days", 63072e6], [315576e5, "years", Infinity]];
    const size = Math.abs(ms);
    const [unit, name] = units.find((it) => size < it[2]);
    const value = size / unit;
    const text = value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
    return (ms < 0 ? "\u2212" : "") + text + " " + name;
  }

  // Ticks of a time axis: times of day, with the date below where it changes.
  function times(ticks, step) {
    let day = "";
    return ticks.map((it) => {
      const [date, time] = new Date(it).toISOString().split("T");
      const lines = [];
      if (step < 864e5) {
        lines.push(time.slice(0, step < 1e3 ? 12 : step < 6e4 ? 8 : 5));
      }
      if (date !== day) {
        lines.push(date);
      }
      day = date;
      return lines.join("\n");
    });
  }

  const instant = (ms) => new Date(ms).toISOString().replace("T", " ").slice(0, 19);

  const units = {
    count: whole,
    bytes: (value) => (value < 1e6 ? whole(value / 1e3) + " KB" : (value / 1e6).toFixed(1) + " MB"),
    millis: span,
    instant: instant,
  };

  function button(text, action) {
    const it = document.createElement("button");
    it.type = "button";
    it.textContent = text;
    it.addEventListener("click", action);
    return it;
  }

  function draw(figure) {
    const plot = data[figure.dataset.plot];
    if (plot.columns[0].length < 2) {
      return;
    }
    const written = units[plot.unit];
    const axis = { stroke: color("--soft"), grid: { stroke: color("--rule"), width: 1 }, ticks: { stroke: color("--rule"), width: 1 }, font: "12px system-ui, sans-serif" };
    const x = plot.columns[0];
    const all = [x[0], x[x.length - 1]];
    const reset = button("show all", () => chart.setScale("x", { min: all[0], max: all[1] }));
    reset.hidden = true;
    const options = {
      width: figure.clientWidth,
      height: 230,
      ms: 1,
      tzDate: (ms) => uPlot.tzDate(new Date(ms), "Etc/UTC"),
      scales: { x: { time: plot.time } },
      series: [
        { label: plot.time ? "time" : "after", value: (u, v) => (v == null ? "\u2013" : plot.time ? instant(v) : span(v * 1000)) },
      ].concat(
        plot.labels.map((label, i) => ({
          label: label,
          stroke: color("--k" + (i < 7 ? i : "-other")),
          width: 1.75,
          // A value with neighbours on neither side is a point, or it would be invisible.
          points: { show: x.length < 60 },
          value: (u, v) => (v == null ? "\u2013" : written(v)),
        }))
      ),
      axes: [
        Object.assign({}, axis, {
          space: plot.time ? 80 : 60,
          size: plot.time ? 56 : 36,
          values: (u, ticks, axis, space, step) => (plot.time ? times(ticks, step) : ticks.map((it) => span(it * 1000))),
        }),
        Object.assign({}, axis, { size: plot.unit === "instant" ? 130 : 84, values: (u, ticks) => ticks.map(written) }),
      ],
      hooks: {
        setScale: [
          (u, key) => {
            if (key === "x") {
              reset.hidden = u.scales.x.min <= all[0] && u.scales.x.max >= all[1];
              figure.classList.toggle("zoomed", !reset.hidden);
            }
          },
        ],
      },
    };
    const chart = new uPlot(options, plot.columns, figure);
    figure.querySelector("figcaption").append(reset);
    figure.classList.add("drawn");
    const fit = new ResizeObserver(() => chart.setSize({ width: figure.clientWidth, height: 230 }));
    fit.observe(figure);
    // Colours are those of the moment at which a plot is drawn.
    dark.addEventListener("change", () => { fit.disconnect(); chart.destroy(); reset.remove(); draw(figure); }, { once: true });
  }

  // Says which readings come later than the delay under the pointer.
  function readout(figure) {
    const svg = figure.querySelector("svg");
    const text = figure.querySelector(".readout");
    const late = data[figure.dataset.readout];
    svg.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
      const point = late.points.reduce((best, it) => (Math.abs(it[0] - x) < Math.abs(best[0] - x) ? it : best));
      const share = ((100 * point[2]) / late.total).toLocaleString("en-US", { maximumSignificantDigits: 3 });
      text.textContent = whole(point[2]) + " readings (" + share + " %) have a delay of " + point[1] + " or more";
    });
    svg.addEventListener("pointerleave", () => { text.textContent = ""; });
  }

  function copies(code) {
    code.after(button("copy", (event) => {
      const selection = getSelection();
      selection.selectAllChildren(code);
      // A page that was opened from disk may not be allowed to write the clipboard: then it is selected.
      const done = () => { event.target.textContent = "copied"; };
      if (navigator.clipboard) {
        navigator.clipboard.writeText(code.textContent).then(done, () => {});
      }
    }));
  }

  document.querySelectorAll("figure[data-plot]").forEach(draw);
  document.querySelectorAll("figure[data-readout]").forEach(readout);
  document.querySelectorAll("code[data-copy]").forEach(copies);
})();
