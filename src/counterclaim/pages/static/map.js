// The lively map: borders and places of this page, no tiles, nothing from another host. Without it the drawn map stays.
"use strict";
(() => {
  const holder = document.getElementById("map");
  if (!holder || !window.L) return;
  const told = JSON.parse(holder.dataset.places);
  holder.hidden = false;
  document.getElementById("drawn").hidden = true;
  const map = L.map(holder, {
    attributionControl: false, zoomSnap: 0.5, maxZoom: 11, minZoom: 1, worldCopyJump: false, fadeAnimation: false,
    maxBounds: [[-85, -220], [85, 220]],
  });
  L.control.scale({ imperial: false }).addTo(map);

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // What is known of a place, and the claims there, as in the table.
  const popup = site => {
    const box = element("div");
    box.dir = "auto";
    box.append(element("p", site.name));
    box.firstChild.append(" ", element("span", site.kind, "quiet"));
    box.append(element("p", site.precision, "quiet"));
    const list = element("ul");
    for (const claim of site.claims) {
      const item = element("li");
      item.dir = "auto";
      const link = element("a", claim.gist);
      link.href = claim.address;
      item.append(link, " ", element("span", (claim.status || "").replaceAll("_", " "), "quiet"));
      list.append(item);
    }
    box.append(list);
    if (site.total > site.claims.length) {
      const all = element("a", `all ${site.total} claims, on the board`);
      all.href = site.all;
      box.append(all);
    }
    return box;
  };

  const where = site => [site.latitude, site.longitude];

  const pin = site => {
    const isTown = site.kind === "town", count = site.total;
    const size = isTown ? 18 + Math.min(14, 2 * Math.sqrt(count) + String(count).length * 3) : 24;
    const icon = L.divIcon({ className: "pin " + (isTown ? "town" : "area"), html: String(count), iconSize: [size, size] });
    const words = `${site.name}: ${count} ${count === 1 ? "claim" : "claims"}, ${site.precision}`;
    const marker = L.marker(where(site), { icon, title: words, alt: words, riseOnHover: true });
    marker.bindPopup(() => popup(site), { maxWidth: Math.min(340, holder.clientWidth - 110), autoPanPaddingTopLeft: [50, 10] });
    marker.bindTooltip(element("span", site.name), { permanent: true, direction: "right", offset: [size / 2, 0], className: "name" });
    marker.addTo(map);
    const button = marker.getElement();
    button.setAttribute("aria-label", words);
    button.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      marker.openPopup();
      marker.getPopup().getElement().querySelector("li a").focus();
    });
  };

  // Of names that lie on each other, that of the place with more claims stays.
  const declutter = () => {
    const kept = [];
    for (const name of holder.querySelectorAll(".leaflet-tooltip.name")) {
      const one = name.getBoundingClientRect();
      const isCrowded = kept.some(other =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom);
      name.classList.toggle("crowded", isCrowded);
      if (!isCrowded) kept.push(one);
    }
  };

  // What is wider than all the rest together is told in words below the map.
  const fitting = told.places.filter(site => !site.is_vast);
  const drawable = fitting.length ? fitting : told.places;

  const drawn = new Set();
  const area = site => {
    if (site.kind === "country" && drawn.has(site.name)) return;
    const isTown = site.kind === "town";
    L.circle(where(site), {
      radius: site.radius_km * 1000, interactive: false, weight: 1.5, fillOpacity: isTown ? 0.14 : 0.07,
      dashArray: isTown ? null : "6 5", className: isTown ? "doubt" : "region",
    }).addTo(map);
  };

  const fit = () => {
    const shown = drawable.length ? drawable : told.named;
    const bounds = L.latLngBounds([]);
    for (const site of shown) bounds.extend(L.latLng(where(site)).toBounds(Math.max(site.radius_km, 40) * 2000));
    map.fitBounds(bounds.isValid() ? bounds : [[-50, -120], [70, 150]], { padding: [20, 20], animate: false, maxZoom: 7.5 });
    if (map.getZoom() > 6) map.setZoom(map.getZoom() - 0.5, { animate: false });
  };

  fit();
  const names = new Set(told.places.filter(site => site.kind === "country").map(site => site.name));
  const places = () => {
    drawable.forEach(area);
    drawable.forEach(pin);
    for (const site of told.named.filter(one => one.kind === "town"))
      L.marker(where(site), {
        icon: L.divIcon({ className: "pin quiet", iconSize: [8, 8] }), interactive: false, keyboard: false,
      }).bindTooltip(element("span", site.name), { permanent: true, direction: "right", className: "name" }).addTo(map);
    declutter();
    map.on("zoomend", declutter);
  };
  fetch(holder.dataset.borders).then(answer => answer.json()).then(borders => {
    L.geoJSON(borders, {
      interactive: false,
      style: one => {
        const isTold = names.has(one.properties.name);
        if (isTold) drawn.add(one.properties.name);
        return { weight: 1, opacity: 1, fillOpacity: 1, className: isTold ? "border told" : "border" };
      },
    }).addTo(map);
  }).finally(places);
})();
