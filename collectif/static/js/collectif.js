// Optional comfort: without this file every page works the same.
"use strict";
const errors = document.querySelector(".error-summary");
if (errors) {
  errors.focus({ preventScroll: true });
  if (errors.getBoundingClientRect().top > window.innerHeight * 0.75) errors.scrollIntoView();
}
document.addEventListener("keydown", (event) => {
  const panel = document.querySelector(".comfort[open]");
  if (event.key === "Escape" && panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});
