// The body of a finding is text until it is opened.
document.addEventListener("toggle", event => {
  const body = event.target.querySelector(":scope > script");
  if (event.target.open && body) {
    body.outerHTML = body.textContent;
  }
}, true);
const find = document.getElementById("find");
if (find) {
  const groups = [...document.querySelectorAll("article")];
  const words = groups.map(g =>
    [...g.querySelectorAll("h3, summary")].map(e => e.textContent).join(" ").toLowerCase());
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(w => w);
    let shown = 0;
    groups.forEach((g, k) => {
      g.hidden = !wanted.every(w => words[k].includes(w));
      shown += g.hidden ? 0 : 1;
    });
    document.getElementById("found").textContent =
      wanted.length ? shown + " of " + groups.length : "";
  });
}
