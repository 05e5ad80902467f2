// Optional comfort: without this file every page works the same.
"use strict";
document.querySelector(".error-summary")?.focus();
document.addEventListener("keydown", (event) => {
  const panel = document.querySelector(".comfort[open]");
  if (event.key === "Escape" && panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});
