// Has something signed by the signer on the reader's own machine (NCALayer); the key never leaves that machine.
//
// form[data-sign] says what: data-sign is the content in base64; data-sign-usages the usages that the key must
// have, none for any key; data-sign-key the same for an old signer; data-sign-number the holder's number where
// only that person's key will do. In the form stand an input named "signature", a place [data-signer] for what
// is going on, and a template[data-signer-state] for each thing that may be said there.
(() => {
  "use strict";
  const ADDRESS = "wss://127.0.0.1:13579/";
  const GREETED_WITHIN = 8000;
  const FILE = "PKCS12";

  class Trouble extends Error {
    constructor(state, detail = "") {
      super(state);
      this.state = state;
      this.detail = detail;
    }
  }

  // The signer also sends signs of life that are no JSON.
  const parsed = (data) => {
    try {
      const value = JSON.parse(data);
      return value && typeof value === "object" && Object.keys(value).length ? value : null;
    } catch {
      return null;
    }
  };

  // The next message of which *wanted* is true; the connection's end before it is *trouble*.
  const message = (socket, wanted, trouble) =>
    new Promise((resolve, reject) => {
      socket.onerror = socket.onclose = () => reject(new Trouble(trouble));
      socket.onmessage = ({ data }) => {
        const value = parsed(data);
        if (value && wanted(value)) resolve(value);
      };
    });

  const connect = async () => {
    const socket = new WebSocket(ADDRESS);
    const timer = setTimeout(() => socket.close(), GREETED_WITHIN);
    try {
      await message(socket, (value) => value.result?.version, "not_running");
    } finally {
      clearTimeout(timer);
    }
    return socket;
  };

  const ask = (socket, module, method, args) => {
    socket.send(JSON.stringify({ module, method, args }));
    return message(socket, () => true, "broken");
  };

  const first = (value) => {
    const one = value?.signatures ?? value;
    return Array.isArray(one) ? one[0] : one;
  };

  // What the signer of 2022 and later answers: an end without a result means that the reader closed its window.
  const newer = async (socket, asked) => {
    const answer = await ask(socket, "kz.gov.pki.knca.basics", "sign", {
      allowedStorages: null,
      format: "cms",
      data: asked.sign,
      signingParams: { decode: true, encapsulate: false, digested: false },
      signerParams: {
        extKeyUsageOids: (asked.signUsages ?? "").split(" ").filter(Boolean),
        ...(asked.signNumber ? { iin: asked.signNumber } : {}),
      },
      locale: document.documentElement.lang,
    });
    if (!("status" in answer)) throw new Trouble("old");
    if (!answer.status) throw new Trouble(/cancel/i.test(answer.code) ? "canceled" : "failed", answer.message);
    const signature = first(answer.body?.result);
    if (!signature) throw new Trouble("canceled");
    return signature;
  };

  const older = async (socket, asked) => {
    const call = async (method, ...args) => {
      const answer = await ask(socket, "kz.gov.pki.knca.commonUtils", method, args);
      if (answer.code === "200") return answer.responseObject;
      if (/cancel/i.test(answer.message)) throw new Trouble("canceled");
      throw new Trouble(answer.code ? "failed" : "old", answer.message);
    };
    const places = (await call("getActiveTokens")) ?? [];
    const signature = await call("createCAdESFromBase64", places[0] ?? FILE, asked.signKey ?? "", asked.sign, false);
    if (!signature) throw new Trouble("canceled");
    return signature;
  };

  const sign = async (asked, show) => {
    show("connecting");
    const socket = await connect();
    try {
      show("choosing");
      return await newer(socket, asked).catch((trouble) => {
        if (trouble.state !== "old") throw trouble;
        return older(socket, asked);
      });
    } finally {
      socket.onerror = socket.onclose = socket.onmessage = null;
      socket.close();
    }
  };

  const shower = (form) => (state, detail = "") => {
    const said = form.querySelector(`template[data-signer-state="${state}"]`).content.cloneNode(true);
    const place = said.querySelector("[data-signer-detail]");
    if (place) place.textContent = detail;
    form.querySelector("[data-signer]").replaceChildren(said);
    form.dataset.signerAt = state;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const field = form.elements.signature;
    if (!("sign" in form.dataset) || field.value) return;
    event.preventDefault();
    if (form.dataset.signerBusy) return;
    const show = shower(form);
    form.dataset.signerBusy = "yes";
    try {
      field.value = await sign(form.dataset, show);
      show("sending");
      form.requestSubmit(event.submitter);
    } catch (trouble) {
      show(trouble.state ?? "failed", trouble.detail ?? trouble.message);
    } finally {
      delete form.dataset.signerBusy;
    }
  });

  // A page that the browser kept comes back with the signature of last time.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const form of document.querySelectorAll("form[data-sign]")) {
      form.elements.signature.value = "";
      form.querySelector("[data-signer]").replaceChildren();
    }
  });
})();
