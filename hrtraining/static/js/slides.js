// Keys of a projector's remote: forward, back, first, last and out follow the links that are on the page.
(function () {
  "use strict";
  var ways = {
    ArrowRight: "a[rel=next]", PageDown: "a[rel=next]", " ": "a[rel=next]", Enter: "a[rel=next]",
    ArrowLeft: "a[rel=prev]", PageUp: "a[rel=prev]", Backspace: "a[rel=prev]",
    Escape: "a[data-out]"
  };
  document.addEventListener("keydown", function (event) {
    var selector = ways[event.key];
    var onControl = event.target.closest("a, button, summary, input");
    if (!selector || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (onControl && (event.key === " " || event.key === "Enter")) { return; }
    var link = document.querySelector(selector);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
