// Tells the server at which section the learner is reading, so that reading goes on there on any device.
(function () {
  "use strict";
  var article = document.querySelector("[data-place]");
  var token = document.querySelector("input[name=csrf_token]");
  if (!article || !token) { return; }
  var headings = Array.prototype.slice.call(article.querySelectorAll("section > h2[id]"));
  var sent = headings.length ? headings[0].id : "";
  var timer = 0;
  function reading() {
    var line = window.innerHeight * 0.4;
    var passed = headings.filter(function (heading) { return heading.getBoundingClientRect().top <= line; });
    return (passed.pop() || headings[0]).id;
  }
  function send() {
    var section = reading();
    if (section === sent) { return; }
    fetch(article.dataset.place, {
      method: "PUT",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token.value },
      body: JSON.stringify({ section: section })
    }).then(function (answer) { if (answer.ok) { sent = section; } }, function () { sent = ""; });
  }
  window.addEventListener("scroll", function () {
    clearTimeout(timer);
    timer = setTimeout(send, 1200);
  }, { passive: true });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { send(); }
  });
})();
