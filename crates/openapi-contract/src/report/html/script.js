"use strict";
const cases = [...document.querySelectorAll("details.case")];
const box = document.querySelector("#filter");
const shown = document.querySelector("#shown");
const buttons = [...document.querySelectorAll("button[data-outcome]")];
let outcome = "";

function filter() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const one of cases) {
    const name = one.dataset.name.toLowerCase();
    const hit = (!outcome || one.dataset.outcome === outcome) && words.every((word) => name.includes(word));
    one.hidden = !hit;
    count += hit ? 1 : 0;
  }
  shown.textContent = count === cases.length ? `${count} cases` : `${count} of ${cases.length}`;
}

function search(words) {
  box.value = words;
  choose("");
  document.querySelector("#cases").scrollIntoView();
}

// #find=WORDS filters, #case-7 opens a case.
function go() {
  const id = location.hash.slice(1);
  if (id.startsWith("find=")) return search(decodeURIComponent(id.slice(5)));
  const found = id && document.getElementById(id);
  if (!found || !found.matches("details.case")) return;
  box.value = "";
  choose("");
  found.open = true;
  found.scrollIntoView({ block: "start" });
  found.querySelector("summary").focus({ preventScroll: true });
}

function choose(which) {
  outcome = which;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.outcome === which));
  filter();
}

function move(step) {
  const open = cases.filter((one) => !one.hidden);
  const at = open.findIndex((one) => one.contains(document.activeElement));
  const next = open[at < 0 ? 0 : Math.min(open.length - 1, Math.max(0, at + step))];
  if (next) next.querySelector("summary").focus();
}

box.addEventListener("input", filter);
for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.outcome));
for (const button of document.querySelectorAll("button.copy")) {
  button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector("code").textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(button.parentElement.querySelector("code"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = document.activeElement === box;
  if (event.key === "/" && !typing) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape" && typing) {
    box.value = "";
    choose("");
    box.blur();
  } else if (!typing && (event.key === "j" || event.key === "k")) {
    move(event.key === "j" ? 1 : -1);
  }
});
addEventListener("hashchange", go);
addEventListener("beforeprint", () => {
  for (const one of cases) if (one.dataset.outcome === "broken") one.open = true;
});
document.documentElement.dataset.ready = "";
filter();
go();
