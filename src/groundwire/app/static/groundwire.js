// Keyboard: "/" goes to the search box, "j" and "k" to the next and previous document. Nothing needs this script.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.querySelector('input[type="search"]');
    if (box) { event.preventDefault(); box.focus(); box.select(); }
  }
  if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll(".entry h2 a")];
    const here = links.indexOf(document.activeElement);
    const next = links[event.key === "j" ? here + 1 : Math.max(here - 1, 0)];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  }
});

// A brief that a model is writing comes statement by statement, each checked. Without this the page asks by itself.
const streams = new Map(); // by the id of what is replaced
const MOST_STREAMS = 3; // a browser opens six connections to one host, and the pages need some
function follow(part) {
  const id = part.id;
  if (streams.has(id) || streams.size >= MOST_STREAMS) return;
  const source = new EventSource(part.dataset.stream);
  const panel = part.dataset.panel;
  const replace = (name, html) => {
    const old = document.getElementById(name);
    if (old) htmx.swap(old, html, { swapStyle: "outerHTML" });
  };
  const end = () => { source.close(); streams.delete(id); };
  streams.set(id, source);
  source.addEventListener("so-far", (event) => {
    if (document.getElementById(id)) replace(id, event.data); else end();
  });
  source.addEventListener("end", (event) => { end(); if (document.getElementById(id)) replace(panel, event.data); });
  source.addEventListener("error", end);
}
document.addEventListener("htmx:load", (event) => {
  const part = event.detail.elt;
  if (part.matches?.("[data-stream]")) follow(part);
  part.querySelectorAll?.("[data-stream]").forEach(follow);
});
