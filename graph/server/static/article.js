"use strict";
// Lights up all pieces of the sentence that the address names.
const light = () => {
  const wanted = location.hash.slice(1);
  let first = null;
  for (const piece of document.querySelectorAll("[data-passages]")) {
    const on = wanted !== "" && piece.dataset.passages.split(" ").includes(wanted);
    piece.classList.toggle("lit", on);
    if (on && !first) first = piece;
  }
  if (first) first.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", light);
light();
