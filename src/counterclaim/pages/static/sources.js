// Points out what a source has to do with, when it is pointed at or has the focus.
"use strict";
for (const graph of document.querySelectorAll("svg.sources")) {
  const nodes = [...graph.querySelectorAll("[data-node]")], feeds = [...graph.querySelectorAll("[data-from]")];
  const look = node => {
    const near = new Set([node.dataset.node]);
    for (const feed of feeds) {
      const isNear = [feed.dataset.from, feed.dataset.to].includes(node.dataset.node);
      feed.classList.toggle("near", isNear);
      if (isNear) near.add(feed.dataset.from).add(feed.dataset.to);
    }
    for (const one of nodes) one.classList.toggle("near", near.has(one.dataset.node));
    graph.classList.add("looking");
  };
  const leave = () => graph.classList.remove("looking");
  for (const node of nodes) {
    node.addEventListener("mouseenter", () => look(node));
    node.addEventListener("mouseleave", leave);
    node.addEventListener("focusin", () => look(node));
    node.addEventListener("focusout", leave);
  }
}
