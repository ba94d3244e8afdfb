// A file goes up piece by piece and goes on after a cut; without a script the form sends it whole.
(() => {
  "use strict";
  const form = document.querySelector("form[data-upload]");
  const chosen = form?.elements.namedItem("file");
  if (!form || !chosen || !window.fetch) return;
  const bar = form.querySelector("progress");
  const status = form.querySelector("[role=status]");
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  const button = form.querySelector("button[type=submit]");
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const say = (words) => { status.textContent = words; };
  const headers = (more) => ({ "X-CSRFToken": token, ...more });

  const begin = async (file) => {
    const sent = new URLSearchParams({ body: form.elements.namedItem("body").value, name: file.name, size: String(file.size) });
    return fetch(form.dataset.upload, { method: "POST", headers: headers({}), body: sent, redirect: "manual" });
  };
  const next = (told, file) =>
    fetch(told.address, {
      method: "POST",
      headers: headers({ "Content-Type": "application/octet-stream", "Upload-Offset": String(told.received) }),
      body: file.slice(told.received, told.received + told.piece),
      redirect: "manual",
    });
  // After a cut the server is asked how far it came; it may have got more than we know.
  const resumed = async (told) => {
    for (let wait = 1; ; wait = Math.min(wait * 2, 30)) {
      say(form.dataset.lost);
      await pause(wait);
      try {
        const answer = await fetch(told.address, { redirect: "manual" });
        if (answer.ok) return await answer.json();
        if (answer.status && answer.status < 500) return null;
      } catch { /* the line is still down */ }
    }
  };
  const send = async (file) => {
    let answer = await begin(file);
    let told = await answer.json();
    while (answer.ok || answer.status === 409) {
      bar.value = Math.floor((100 * told.received) / told.size);
      say(`${bar.value} %`);
      if (told.next) { location.assign(told.next); return; }
      try {
        answer = await next(told, file);
        if (answer.status >= 500) throw new TypeError("no answer");
      } catch {
        told = await resumed(told);
        if (told === null) { form.submit(); return; }
        continue;
      }
      told = await answer.json();
    }
    throw new Error(told.problem);
  };
  form.addEventListener("submit", (event) => {
    const file = chosen.files[0];
    if (!file || !form.elements.namedItem("body").value) return;
    event.preventDefault();
    if (file.size > Number(chosen.dataset.limit)) { say(form.dataset.large); return; }
    button.disabled = true;
    bar.classList.remove("visually-hidden");
    send(file).catch((error) => {
      button.disabled = false;
      if (error instanceof SyntaxError || error instanceof TypeError) form.submit();
      else say(error.message);
    });
  });
})();
