// What pages do better with a script: every page works without it.
(() => {
  "use strict";

  // § marks: the clause opens beside the mark; Escape or a second press closes it and the focus returns.
  const boxOf = (mark) => (mark.nextElementSibling?.classList.contains("parbox") ? mark.nextElementSibling : null);
  const close = (mark) => {
    boxOf(mark)?.remove();
    mark.removeAttribute("aria-expanded");
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.par");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button || !window.htmx) return;
    event.preventDefault();
    if (boxOf(mark)) return close(mark);
    mark.setAttribute("aria-expanded", "true");
    window.htmx.ajax("GET", mark.href, { source: mark, target: mark, swap: "afterend" }).then(() => inside(boxOf(mark)));
  });
  // The box begins under its mark and never leaves the window.
  const inside = (box) => {
    if (!box) return;
    const over = box.getBoundingClientRect().right - (document.documentElement.clientWidth - 16);
    if (over > 0) box.style.marginLeft = `${-over}px`;
  };
  document.addEventListener("click", (event) => {
    const box = event.target.closest(".parbox [data-close]")?.closest(".parbox");
    if (!box) return;
    const mark = box.previousElementSibling;
    close(mark);
    mark.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    const box = event.target.closest(".parbox");
    const mark = box?.previousElementSibling ?? event.target.closest("a.par[aria-expanded]");
    if (mark) {
      close(mark);
      mark.focus();
    }
  });

  // A menu closes when the work goes on elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // "/" leads to the search box from wherever nothing is being typed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("[data-find]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // After a refused form the reader is led to what is wrong.
  document.getElementById("faults")?.focus();

  // What is being typed is kept on this device until the server has answered, so an ended session loses nothing.
  const kept = (form) => `bagdar:${location.pathname}:${form.dataset.keep}`;
  const secret = (field) => field.type === "password" || field.type === "hidden" || field.type === "file" || !field.name;
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const fields = () => [...form.elements].filter((field) => !secret(field));
    const back = sessionStorage.getItem(kept(form));
    if (back && form.dataset.keepDone === undefined) {
      const values = JSON.parse(back);
      for (const field of fields()) {
        if (!(field.name in values)) continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = values[field.name].includes(field.value);
        else field.value = values[field.name][0];
      }
      form.querySelector("[data-kept-note]")?.removeAttribute("hidden");
      sessionStorage.removeItem(kept(form));
    }
    form.addEventListener("submit", () => {
      const values = {};
      for (const field of fields()) {
        const on = field.type !== "checkbox" && field.type !== "radio" ? true : field.checked;
        values[field.name] = (values[field.name] ?? []).concat(on ? [field.value] : []);
      }
      sessionStorage.setItem(kept(form), JSON.stringify(values));
    });
  }
  // An answer that is not the sign-in page nor a refusal means that the server has what was typed.
  if (!document.querySelector("[data-keep-typed]") && !document.querySelector("form[data-keep]")) {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("bagdar:")) sessionStorage.removeItem(key);
  }

  // Leave out one page of a list: filters ask again when a choice is made.
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", (event) => event.target.matches("select, input[type=checkbox]") && form.requestSubmit());
  }
})();
