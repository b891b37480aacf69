addEventListener("DOMContentLoaded", () => {
  // The theme gives no name to what opens a part of the list of pages; a screen reader needs one.
  for (const summary of document.querySelectorAll(".bd-sidebar-primary summary")) {
    const link = summary.closest("li")?.querySelector("a");
    summary.setAttribute("aria-label", `Pages of ${link?.textContent.trim()}`);
  }
  // What a cell shows may be wider than the screen; the keyboard must be able to move it too.
  for (const shown of document.querySelectorAll(".cell_output .learningcity")) {
    shown.tabIndex = 0;
  }
});
