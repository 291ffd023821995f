// Keeps every answer of a test at once, on the server or else on this phone, and says truthfully which; pages work without it.
(function () {
  "use strict";

  // ---- outbox: answers this device could not send yet; each entry names its owner, so a shared phone never mixes people
  var KEY = "hrtraining.outbox.1";
  var memory = null; // used when the browser refuses to store

  function readAll() {
    if (memory) { return memory; }
    try { return JSON.parse(localStorage.getItem(KEY) || "{}"); } catch (error) { return {}; }
  }
  function writeAll(entries) {
    try {
      localStorage.setItem(KEY, JSON.stringify(entries));
      memory = null;
    } catch (error) { memory = entries; }
  }
  function put(entry) {
    var entries = readAll(), id = entry.owner + " " + entry.url;
    if (!entries[id] || entries[id].seq < entry.seq) { entries[id] = entry; writeAll(entries); }
  }
  function drop(entry) { // only what was sent: a newer answer to the same question stays
    var entries = readAll(), id = entry.owner + " " + entry.url;
    if (entries[id] && entries[id].seq <= entry.seq) { delete entries[id]; writeAll(entries); }
  }
  function waiting(owner) {
    var entries = readAll();
    return Object.keys(entries).map(function (id) { return entries[id]; })
      .filter(function (entry) { return entry.owner === owner; });
  }

  // ---- the page as it stands now
  var known = {}; // address -> highest answer of this page's life
  var refused = false;

  function form() { return document.querySelector("form[data-item]"); }
  function review() { return document.querySelector("[data-outbox]"); }
  function place() { return form() || review(); }
  function owner() { return place() ? place().dataset.owner : ""; }
  function csrf() {
    var input = document.querySelector("input[name=csrf_token]");
    return input ? input.value : "";
  }
  function counted(text, n) {
    var shown = String(n);
    if (document.documentElement.lang === "km") {
      shown = shown.replace(/[0-9]/g, function (digit) { return String.fromCharCode(0x17e0 + Number(digit)); });
    }
    return text.replace("{n}", shown);
  }
  function say(kind, text) {
    var line = document.querySelector("[data-status]");
    if (!line) { return; }
    line.className = "saved" + (kind ? " saved-" + kind : "");
    line.querySelector("[data-status-text]").textContent = text;
  }
  function tell(state) {
    var current = form(), left = waiting(owner()).length;
    if (review()) {
      review().hidden = left === 0;
      review().querySelector("[data-outbox-text]").textContent = counted(review().dataset.kept, left);
      return;
    }
    if (!current) { return; }
    var words = current.dataset, last = known[words.put];
    if (refused) { say("lost", words.refused); return; }
    if (left) {
      say("kept", counted(memory ? words.memory : state === "locked" ? words.locked : words.kept, left));
    } else if (last ? last.sent : state === "opened" && document.querySelector(".saved-yes")) {
      say("yes", words.saved);
    } else if (last) {
      say("", words.saving);
    } else if (!current.querySelector("input[name=code]:checked")) {
      say("", words.choose);
    }
  }

  // ---- sending
  function send(entry, fresh) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 15000);
    return fetch(entry.url, {
      method: "PUT", credentials: "same-origin", redirect: "manual", signal: stop.signal, keepalive: true,
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ code: entry.code, seq: entry.seq })
    }).then(function (response) {
      if (response.ok) {
        return response.json().catch(function () { return {}; }).then(function (body) {
          drop(entry);
          if (fresh && body.outcome === "older") { return again(entry, fresh); }
          if (known[entry.url] && known[entry.url].seq <= entry.seq) { known[entry.url].sent = true; }
          return "sent";
        });
      }
      if (response.status === 409 || response.status === 410) {
        return response.json().catch(function () { return {}; }).then(function (body) {
          drop(entry);
          if (body.outcome === "conflict") { return fresh ? again(entry, fresh) : "sent"; }
          refused = true;
          return "refused";
        });
      }
      if (response.status === 403 || response.type === "opaqueredirect") { return "locked"; }
      return "later";
    }).catch(function () { return "later"; }).then(function (state) { clearTimeout(timer); return state; });
  }

  // Another device answered this question before: what is chosen here now is the newer act and takes the next number.
  function again(entry, address) {
    return fetch(address, { credentials: "same-origin", redirect: "manual" })
      .then(function (response) { return response.ok ? response.text() : ""; })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-item]");
        if (!page || page.dataset.put !== entry.url) { return "later"; }
        var newer = { owner: entry.owner, url: entry.url, code: entry.code, seq: Math.max(entry.seq + 1, Number(page.dataset.seq)) };
        if (known[entry.url] && known[entry.url].seq > entry.seq) { return "sent"; }
        known[entry.url] = { code: newer.code, seq: newer.seq, sent: false };
        put(newer);
        return send(newer, null);
      });
  }

  var wait = 0, retry = null, busy = null;

  function flush() {
    if (busy) { return busy; }
    clearTimeout(retry);
    var list = waiting(owner()), had = list.length;
    busy = list.reduce(function (before, entry) {
      return before.then(function (state) {
        return state === "later" || state === "locked" ? state : send(entry, false);
      });
    }, Promise.resolve("sent")).then(function (state) {
      busy = null;
      tell(state);
      if (waiting(owner()).length && state !== "locked") {
        wait = Math.min(wait ? wait * 2 : 2000, 60000);
        retry = setTimeout(flush, wait * (0.75 + Math.random() / 2));
      } else {
        wait = 0;
        if (had && review() && state === "sent") { location.reload(); }
      }
      return state;
    });
    return busy;
  }

  function keep(code, seq, fresh) {
    var current = form();
    var entry = { owner: current.dataset.owner, url: current.dataset.put, code: code, seq: seq };
    known[entry.url] = { code: code, seq: seq, sent: false };
    put(entry); // first on the phone, then on the line: nothing is lost in between
    say("", current.dataset.saving);
    return send(entry, fresh).then(function (state) {
      if (state === "later") { wait = 0; clearTimeout(retry); retry = setTimeout(flush, 2000); }
      tell(state);
      return state;
    });
  }

  // ---- turning pages inside the test without waiting for the line
  var pages = {}, asked = {};

  function fetchPage(url) {
    if (pages[url]) { return Promise.resolve(pages[url]); }
    if (asked[url]) { return asked[url]; }
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, 15000);
    asked[url] = fetch(url, { credentials: "same-origin", redirect: "manual", signal: stop.signal })
      .then(function (response) {
        if (!response.ok) { return null; }
        return response.text().then(function (text) {
          var next = new DOMParser().parseFromString(text, "text/html");
          if (!next.querySelector("form[data-item]")) { return null; }
          pages[url] = next;
          return next;
        });
      });
    return asked[url].finally(function () { clearTimeout(timer); delete asked[url]; });
  }

  // The pages after this one, one at a time: each would be asked for anyway, and a cut line then stops nobody.
  function lookAhead(url, delay) {
    setTimeout(function () {
      if (!url || !form() || document.hidden) { return; }
      fetchPage(url).then(function (page) {
        if (page) { lookAhead(page.querySelector("form[data-item]").dataset.next, 1500); }
      }).catch(function () {});
    }, delay);
  }

  function show(page, url, push) {
    var token = csrf(), lang = document.documentElement.lang;
    if (page.documentElement.lang !== lang) { location.assign(url); return; }
    document.body.replaceWith(document.importNode(page.body, true));
    document.title = page.title;
    document.querySelectorAll("input[name=csrf_token]").forEach(function (input) { input.value = token; });
    if (push) { history.pushState(null, "", url); }
    opened();
    window.scrollTo(0, 0);
    var heading = document.getElementById("stem");
    if (heading) { heading.focus({ preventScroll: true }); }
  }

  function go(url) {
    var current = form();
    if (refused) { location.assign(url); return; } // the test was sent or closed elsewhere: the server says so
    var ready = pages[url] ? Promise.resolve(pages[url]) : fetchPage(url);
    ready.then(function (page) {
      if (form() !== current) { return; }
      if (page) { show(page, url, true); return; }
      Promise.race([flush(), new Promise(function (done) { setTimeout(done, 3000); })])
        .then(function () { location.assign(url); });
    }).catch(function () {
      if (form() !== current) { return; }
      say("kept", current.dataset.offline);
      wanted = url;
      setTimeout(function () { if (wanted === url && form() === current) { go(url); } }, 5000);
    });
  }
  var wanted = null;

  function opened() {
    var current = form();
    refused = false;
    wanted = null;
    if (!current) { tell("opened"); flush(); return; }
    var words = current.dataset, kept = known[words.put];
    waiting(words.owner).forEach(function (entry) {
      if (entry.url === words.put && (!kept || kept.seq < entry.seq)) { kept = known[entry.url] = { code: entry.code, seq: entry.seq, sent: false }; }
    });
    if (kept && kept.seq >= Number(words.seq)) { // this page's own picture of the answer is older than what was chosen here
      var input = Array.prototype.find.call(current.elements, function (one) { return one.name === "code" && one.value === kept.code; });
      if (input) { input.checked = true; }
    }
    tell("opened");
    lookAhead(words.next, 400);
  }

  function nextSeq(current) {
    var last = known[current.dataset.put];
    return Math.max(Number(current.dataset.seq) || 1, last ? last.seq + 1 : 1);
  }

  document.addEventListener("change", function (event) {
    var current = form();
    if (!current || event.target.name !== "code" || event.target.form !== current) { return; }
    refused = false;
    keep(event.target.value, nextSeq(current), location.pathname + location.search);
  });

  document.addEventListener("submit", function (event) {
    var current = form(), url;
    if (current && event.target === current) {
      url = event.submitter && event.submitter.dataset.go === "previous" ? current.dataset.previous : current.dataset.next;
      if (!url) { return; }
      event.preventDefault();
      go(url);
    } else if (review() && event.target.id === "send" && waiting(owner()).length) {
      event.preventDefault(); // after sending, answers left on the phone could no longer be kept
      flush().then(function () { if (!waiting(owner()).length) { event.target.submit(); } });
    }
  });

  window.addEventListener("popstate", function () {
    if (!form()) { location.reload(); return; }
    var url = location.pathname + location.search;
    fetchPage(url).then(function (page) { if (page) { show(page, url, false); } else { location.reload(); } })
      .catch(function () { say("kept", form().dataset.offline); });
  });
  window.addEventListener("online", function () { wait = 0; flush(); if (wanted) { go(wanted); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && place()) { flush(); } });
  // A page that was left is never shown again from memory: after sending, Back opens nothing.
  window.addEventListener("pagehide", function () { document.body.hidden = true; });
  window.addEventListener("pageshow", function (event) { document.body.hidden = false; if (event.persisted) { document.body.hidden = true; location.reload(); } });

  if (place()) {
    if (form()) { pages[location.pathname + location.search] = document.cloneNode(true); history.replaceState(null, "", location.href); }
    opened();
    if (form()) { flush(); }
  }
})();
