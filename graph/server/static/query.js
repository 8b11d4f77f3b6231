"use strict";
// The query page: ready questions, an editor, the answer as a table. Everything shown goes through textContent.
(async () => {
  const at = (id) => document.getElementById(id);
  const words = JSON.parse(at("words").content.textContent);
  const language = document.documentElement.lang;
  const inLanguage = (names) => names[language] || names.en;
  const shipped = await (await fetch("/ready")).json();
  const byName = new Map(shipped.queries.map((query) => [query.name, query]));
  let running = null;

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  for (const query of shipped.queries) at("ready").append(make("option", inLanguage(query.title), { value: query.name }));

  const choose = (values = {}) => {
    const query = byName.get(at("ready").value);
    at("parameters").replaceChildren();
    at("description").textContent = query ? inLanguage(query.description) : "";
    if (!query) return;
    at("text").value = query.text;
    for (const parameter of query.parameters) {
      const label = make("label", inLanguage(parameter.what));
      const input = make("input", undefined, { name: `p-${parameter.name}`, placeholder: parameter.default, dir: "auto", form: "none" });
      input.dataset.name = parameter.name;
      input.value = values[parameter.name] || "";
      label.append(input);
      at("parameters").append(label);
    }
  };

  const values = () => {
    const found = {};
    for (const input of at("parameters").querySelectorAll("input")) if (input.value.trim()) found[input.dataset.name] = input.value.trim();
    return found;
  };

  const remember = () => {
    const name = at("ready").value;
    const kept = name && !at("text").dataset.edited ? { ready: name, ...values() } : { query: at("text").value };
    history.replaceState(null, "", "#" + new URLSearchParams(kept));
  };

  const cell = (term) => {
    const td = make("td");
    if (!term) return td;
    if (term.type !== "uri") {
      td.append(make("bdi", term.value, term["xml:lang"] ? { lang: term["xml:lang"] } : {}));
      if ((term.datatype || "").endsWith("#date") || /^\d{4}-\d{2}(-\d{2})?$/.test(term.value)) td.firstChild.className = "day";
      if ((term.datatype || "").match(/#(integer|decimal|double)$/)) td.className = "number";
      return td;
    }
    const own = term.value.startsWith(shipped.base);
    const suffix = language === "en" ? "?lang=en" : "";
    if (own) td.append(make("a", shorten(term.value), { href: "/id/" + term.value.slice(shipped.base.length) + suffix, title: term.value, dir: "ltr" }));
    else td.append(make("bdi", shorten(term.value), { title: term.value, dir: "ltr" }));
    return td;
  };

  const shorten = (iri) => {
    if (iri.startsWith(shipped.base)) return decode(iri.slice(shipped.base.length));
    for (const [prefix, base] of Object.entries(shipped.prefixes)) if (prefix !== "id" && iri.startsWith(base)) return prefix + ":" + iri.slice(base.length);
    return iri;
  };
  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

  const show = (answer) => {
    if ("boolean" in answer) { at("answer").replaceChildren(make("p", answer.boolean ? words.yes : words.no, { class: "truth" })); return 0; }
    const { vars } = answer.head, rows = answer.results.bindings;
    const table = make("table"), head = make("tr"), body = make("tbody"), thead = make("thead");
    for (const name of vars) head.append(make("th", name, { scope: "col" }));
    thead.append(head);
    for (const row of rows) { const tr = make("tr"); for (const name of vars) tr.append(cell(row[name])); body.append(tr); }
    table.append(thead, body);
    at("answer").replaceChildren(rows.length ? table : make("p", words.empty, { class: "nothing" }));
    return rows.length;
  };

  const bind = async () => {
    const name = at("ready").value;
    if (!name || at("text").dataset.edited) return;
    const response = await fetch(`/ready/${name}?` + new URLSearchParams(values()));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    at("text").value = text;
  };

  const run = async () => {
    if (running) running.abort();
    const mine = (running = new AbortController());
    const begun = performance.now();
    at("state").textContent = words.running; at("state").className = "soft"; at("stop").hidden = false; at("csv").hidden = true;
    try {
      await bind();
      remember();
      const response = await fetch("/sparql", {
        method: "POST", body: at("text").value, signal: mine.signal,
        headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json, text/turtle;q=0.5" },
      });
      const body = await response.text();
      if (!response.ok) throw new Error(body);
      const seconds = ((performance.now() - begun) / 1000).toFixed(2);
      const cut = response.headers.get("x-rawabit-truncated") ? ` (${words.cut})` : "";
      if (response.headers.get("content-type").startsWith("application/sparql-results+json")) {
        const answer = JSON.parse(body), rows = show(answer);
        at("state").textContent = ("boolean" in answer ? "" : `${rows} ${words.rows}${cut} · `) + `${seconds} ${words.seconds}`;
        at("csv").hidden = "boolean" in answer || !rows;
      } else {
        at("answer").replaceChildren(make("pre", body, { dir: "ltr" }));
        at("state").textContent = `${seconds} ${words.seconds}${cut}`;
      }
    } catch (error) {
      if (error.name === "AbortError") { if (running === mine) at("state").textContent = ""; return; }
      at("state").textContent = error.message.trim(); at("state").className = "error"; at("answer").replaceChildren();
    } finally { if (running === mine) { running = null; at("stop").hidden = true; } }
  };

  at("ready").addEventListener("change", () => { delete at("text").dataset.edited; choose(); run(); });
  at("text").addEventListener("input", () => { at("text").dataset.edited = "yes"; });
  at("run").addEventListener("click", run);
  at("stop").addEventListener("click", () => running && running.abort());
  document.addEventListener("keydown", (event) => {
    const inParameter = event.key === "Enter" && event.target.matches("#parameters input");
    if (inParameter || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) { event.preventDefault(); run(); }
  });

  const state = new URLSearchParams(location.hash.slice(1) || location.search.slice(1));
  if (byName.has(state.get("ready"))) { at("ready").value = state.get("ready"); choose(Object.fromEntries(state)); run(); }
  else if (state.get("query")) { at("text").value = state.get("query"); at("text").dataset.edited = "yes"; if (location.hash) run(); }
  at("question").dataset.ready = "yes";
})();
