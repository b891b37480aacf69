"use strict";
(() => {
  const open = (node) => {
    for (let up = node && node.parentElement; up; up = up.parentElement) {
      if (up.localName === "details") up.open = true;
    }
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target) {
      open(target);
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", follow);
  follow();

  const closed = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.data:not([open])")) {
      details.open = true;
      closed.push(details);
    }
  });
  addEventListener("afterprint", () => {
    while (closed.length) closed.pop().open = false;
  });

  const map = document.getElementById("map");
  if (!map) return;
  const panel = document.getElementById("chosen");
  const nodes = [...map.querySelectorAll("a.node")];
  const edges = [...map.querySelectorAll(".edges path")];
  const labels = [...map.querySelectorAll(".labels text")];
  const rows = [...document.getElementById("partners").querySelectorAll("tbody tr")];
  const row = (node) => document.getElementById(node.getAttribute("href").slice(1));
  const numbers = new Map(nodes.map((node) => [node, String(rows.indexOf(row(node)))]));
  const number = (part) => numbers.get(part) ?? part.dataset.n;
  const place = (node) => {
    const [x, y] = node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    return { x, y };
  };
  document.getElementById("map-help").hidden = false;

  const named = (numbers, but) => {
    const names = document.createElement("span");
    for (const each of [...numbers].filter((n) => n !== but).map(Number).sort((a, b) => a - b)) {
      const name = document.createElement("bdi");
      for (const part of rows[each].cells[0].childNodes) {
        if (part.localName !== "sup") name.append(part.cloneNode(true));
      }
      names.append(names.hasChildNodes() ? ", " : "", name);
    }
    return names;
  };

  let current = nodes[0];
  for (const node of nodes) {
    node.setAttribute("tabindex", node === current ? "0" : "-1");
  }
  const move = (node) => {
    current.setAttribute("tabindex", "-1");
    current = node;
    current.setAttribute("tabindex", "0");
    current.focus();
  };
  const clear = () => {
    map.classList.remove("chosen");
    for (const part of map.querySelectorAll(".near")) part.classList.remove("near");
    panel.hidden = true;
    panel.replaceChildren();
  };
  const choose = (node) => {
    clear();
    const near = new Set([number(node)]);
    for (const edge of edges) {
      const [a, b] = edge.dataset.e.split(" ");
      if (a === number(node) || b === number(node)) {
        edge.classList.add("near");
        near.add(a).add(b);
      }
    }
    for (const part of [...nodes, ...labels]) {
      if (near.has(number(part))) part.classList.add("near");
    }
    map.classList.add("chosen");
    const heads = row(node).closest("table").tHead.rows[0].cells;
    for (const cell of row(node).cells) {
      const line = document.createElement(cell.cellIndex ? "p" : "strong");
      const head = heads[cell.cellIndex];
      if (cell.cellIndex) line.append(`${head.textContent}: `);
      for (const child of cell.childNodes) line.append(child.cloneNode(true));
      if (cell.cellIndex === 2 && near.size > 1) line.append(": ", named(near, number(node)));
      panel.append(line);
    }
    panel.hidden = false;
  };
  const turned = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const towards = (key) => {
    const [right, down] = turned[key];
    const here = place(current);
    let best = null;
    let least = Infinity;
    for (const node of nodes) {
      const there = place(node);
      const along = (there.x - here.x) * right + (there.y - here.y) * down;
      const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * right);
      if (along > 0 && along + 2 * aside < least) {
        least = along + 2 * aside;
        best = node;
      }
    }
    return best;
  };
  map.addEventListener("keydown", (event) => {
    let next = null;
    if (event.key in turned) next = towards(event.key);
    else if (event.key === "Home") next = nodes[0];
    else if (event.key === "End") next = nodes[nodes.length - 1];
    else if (event.key === "PageDown") next = nodes[(nodes.indexOf(current) + 1) % nodes.length];
    else if (event.key === "PageUp") next = nodes.at(nodes.indexOf(current) - 1);
    else if (event.key === "Escape") clear();
    else if (event.key === " ") choose(current);
    else return;
    event.preventDefault();
    if (next) move(next);
  });
  map.addEventListener("click", (event) => {
    const node = event.target.closest("a.node");
    if (!node) return clear();
    event.preventDefault();
    move(node);
    choose(node);
  });
})();
