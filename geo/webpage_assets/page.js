"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const holder = document.getElementById("map");
  const picture = document.getElementById("picture");
  const showPicture = () => {
    holder.hidden = true;
    picture.hidden = false;
    document.getElementById("legend").hidden = true;
    document.documentElement.dataset.map = "picture";
  };
  const hasWebGL = () => {
    try {
      return Boolean(document.createElement("canvas").getContext("webgl2"));
    } catch {
      return false;
    }
  };
  if (!globalThis.deck || !hasWebGL()) {
    showPicture();
    return;
  }
  const settings = read("atlas-settings");
  const shapes = read("atlas-shapes");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const classes = Object.fromEntries(
    Object.entries(deck).filter(([name]) => /(Layer|View|Extension)$/.test(name)),
  );
  const converter = new deck.JSONConverter({ configuration: { classes } });
  const props = () => {
    const kept = document.getElementById("atlas-dark") && dark.matches ? "atlas-dark" : "atlas-light";
    const json = read(kept);
    for (const layer of json.layers) {
      if (typeof layer.data === "string" && layer.data.startsWith("inline:")) {
        layer.data = shapes[layer.data.slice(7)];
      }
    }
    return converter.convert(json);
  };
  try {
    const first = props();
    const view = { ...first.initialViewState };
    // Zoom belongs to the width that the names were laid out for.
    view.zoom += Math.log2(Math.max(holder.clientWidth, 200) / settings.width);
    const map = new deck.Deck({
      ...first,
      initialViewState: view,
      parent: holder,
      getTooltip: ({ object }) =>
        object && object.label
          ? { text: object.detail ? `${object.label}\n${object.detail}` : object.label,
              style: settings.tooltip }
          : null,
      onLoad: () => { document.documentElement.dataset.map = "ready"; },
      onError: (error) => { console.error(error); if (!map?.isInitialized) showPicture(); },
      deviceProps: { type: "webgl", webgl: { preserveDrawingBuffer: true } },
    });
    dark.addEventListener("change", () => {
      const next = props();
      map.setProps({ layers: next.layers });
    });
  } catch (error) {
    console.error(error);
    showPicture();
  }
})();
