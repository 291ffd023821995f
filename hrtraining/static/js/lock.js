// After three idle minutes the page gives way to the PIN, so the next person at a shared device sees nothing; a test goes on after it.
(function () {
  "use strict";
  var limit = Number(document.body.dataset.idleSeconds || 180) * 1000;
  var url = document.body.dataset.lockUrl;
  var alive = document.body.dataset.aliveUrl;
  var last = Date.now(), told = last;
  if (!url) { return; }

  function lock() {
    document.body.hidden = true;
    if (navigator.onLine === false) { window.addEventListener("online", lock, { once: true }); return; }
    location.replace(url + (url.indexOf("?") < 0 ? "?" : "&") + "next=" + encodeURIComponent(location.pathname + location.search));
  }
  function seen() {
    var now = Date.now();
    if (now - last > limit) { lock(); return; }
    last = now;
    if (alive && now - told > 60000) { // a reader who scrolls is not idle: the server counts the minutes too
      told = now;
      fetch(alive, { credentials: "same-origin", redirect: "manual" }).catch(function () {});
    }
  }
  ["pointerdown", "keydown", "scroll", "touchstart", "input"].forEach(function (name) {
    document.addEventListener(name, seen, { passive: true, capture: true });
  });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && Date.now() - last > limit) { lock(); } });
  setInterval(function () { if (Date.now() - last > limit) { lock(); } }, 5000);
})();
