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
